"""Whose lines are called: ours while its menus are edited, others', and who may come in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from werkzeug.serving import WSGIRequestHandler, make_server

Benches = Callable[..., Any]
PASSWORD = "the owner of this line"
GATHER = '<Gather numDigits="1" action="/chosen"><Say>Press 1.</Say></Gather>'
DIAL = '<Say>One moment.</Say><Dial action="/chosen">+5511900000000</Dial>'
RECORD = '<Record action="/chosen" timeout="5"/>'
CHOSEN = '<Say>Thank you.</Say><Play loud="yes">nothing.wav</Play><Redirect>/voice</Redirect>'


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def foreign(answering: Callable[..., Any]) -> Iterator[str]:
    """The address of somebody else's TwiML app."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = answering(voice=GATHER, chosen=CHOSEN, dial=DIAL, record=RECORD)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_problems_of_the_menus_are_shown_and_the_good_edit_is_spoken_next_turn(
    bench: Benches, serve: Callable[..., Any], good_menus: str, tmp_path: Path
) -> None:
    menus = tmp_path / "menus.yaml"
    menus.write_text(good_menus, encoding="utf-8")
    with serve(menus, IVR_LOCAL="1") as url:
        opened = bench(url=url).pace().dial()
        state = opened.page.locator("#menus > :not([hidden])")
        expect(state).to_have_text("menus.yaml: good")
        menus.write_text(good_menus.replace("start: main", "start: mian"), encoding="utf-8")
        problems = opened.page.locator("#problems li")
        expect(problems.first).to_contain_text("menus.yaml:")
        expect(state).to_contain_text("held back")
        menus.write_text(good_menus.replace("Olá.", "Bom dia."), encoding="utf-8")
        expect(state).to_contain_text("edited; the next turn speaks it")
        expect(problems.first).to_be_hidden()
        opened.dial()
        expect(opened.page.locator(".log")).to_contain_text("Bom dia.")


def test_another_line_is_called_and_its_map_grows_with_the_call(
    bench: Benches, serve: Callable[..., Any], foreign: str
) -> None:
    with serve(None, IVR_LOCAL="1", IVR_MAY_CALL=foreign) as url:
        opened = bench(url=url, allowed="404").pace()
        opened.dial(url=f"{foreign}/voice")
        expect(opened.page.locator("#map-grown")).to_be_visible()
        opened.press("1")
        expect(opened.place("/chosen")).to_have_class("visited way")
        expect(opened.place("/chosen").locator("kbd")).to_have_text("1")
        warning = opened.page.locator(".log .problem").first
        expect(warning).to_contain_text("Check the spelling and the capitals")
        link = warning.locator("a").get_attribute("href")
        assert link == "https://www.twilio.com/docs/api/errors/12200"


def test_the_world_acts_while_somebody_is_called(
    bench: Benches, serve: Callable[..., Any], foreign: str
) -> None:
    with serve(None, IVR_LOCAL="1", IVR_MAY_CALL=foreign) as url:
        opened = bench(url=url, allowed="404").pace()
        opened.dial(url=f"{foreign}/dial")
        expect(opened.page.locator(".log")).to_contain_text("+5511900000000 is ringing")
        offered = opened.page.locator("#world button:visible")
        expect(offered).to_have_text(["They answer", "They are busy", "They cannot be reached"])
        offered.first.click()
        expect(opened.page.locator(".log")).to_contain_text("is in-progress")
        expect(offered).to_have_text(["They hang up"])
        offered.first.click()
        expect(opened.page.locator(".log")).to_contain_text("Thank you.")
        expect(opened.page.locator("#world")).to_be_hidden()


def test_a_recording_waits_for_the_caller_as_the_timers_are_set(
    bench: Benches, serve: Callable[..., Any], foreign: str
) -> None:
    with serve(None, IVR_LOCAL="1", IVR_MAY_CALL=foreign) as url:
        opened = bench(url=url, allowed="404").pace()
        opened.dial(url=f"{foreign}/record")
        expect(opened.timer).to_contain_text("the timer stands at 5.0 s")
        opened.press("#")
        expect(opened.page.locator(".log")).to_contain_text("Thank you.")


def test_a_line_that_may_not_be_called_is_refused_with_what_to_do(bench: Benches) -> None:
    opened = bench(allowed="403")
    opened.page.locator("#url").fill("https://elsewhere.example/voice")
    opened.page.locator("#call").click()
    trouble = opened.page.locator("#trouble")
    expect(trouble).to_contain_text("add https://elsewhere.example/voice to IVR_MAY_CALL")
    expect(opened.state).to_have_text("on the hook")


def test_from_elsewhere_the_owner_comes_in_by_password(
    bench: Benches, serve: Callable[..., Any]
) -> None:
    with serve(None, IVR_OWNER_PASSWORD=PASSWORD) as url:
        opened = bench(url=url, allowed="403")
        page = opened.page
        expect(page).to_have_url(f"{url}/workbench/login")
        page.get_by_label("Password").fill("somebody else's")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the password.")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{url}/workbench")
        opened.pace().dial().press("1")
        page.get_by_role("button", name="Log out").click()
        expect(page).to_have_url(f"{url}/workbench/login")
