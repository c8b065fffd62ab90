"""A page's phone goes nowhere its owner did not allow: nobody can send it into their network."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread
from typing import Any

import httpx
import pytest
from flask import Flask, Response, redirect
from twiml_phone import Phone

HOME = "http://localhost"


class Trap:
    """A port of this machine that shuts the door on whoever comes, and remembers it."""

    def __init__(self, listening: socket.socket) -> None:
        self._socket = listening
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self.sprung = False

    def watch(self) -> None:
        with suppress(OSError):
            while True:
                somebody, _ = self._socket.accept()
                self.sprung = True
                somebody.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        trap = Trap(listening)
        watcher = Thread(target=trap.watch)
        watcher.start()
        yield trap
        listening.shutdown(socket.SHUT_RDWR)
        watcher.join()


def twiml(verbs: str) -> Callable[[], str]:
    return lambda: f"<Response>{verbs}<Say>Still here.</Say></Response>"


WAYS: dict[str, Callable[[str], Callable[[], Any]]] = {
    "a redirect of HTTP": lambda there: lambda: redirect(f"{there}/voice", 307),
    "a Redirect": lambda there: twiml(f"<Redirect>{there}/voice</Redirect>"),
    "a sound": lambda there: twiml(f"<Play>{there}/a.wav</Play>"),
    "an action": lambda there: twiml(
        f"<Gather timeout='1' action='{there}/voice' actionOnEmptyResult='true'/>"
    ),
    "a status callback": lambda there: twiml(
        f"<Dial><Number statusCallback='{there}/told' statusCallbackEvent='answered'>"
        "+551130000000</Number></Dial>"
    ),
    "a whisper": lambda there: twiml(
        f"<Dial><Number url='{there}/whisper'>+551130000000</Number></Dial>"
    ),
    "a waiting queue": lambda there: twiml(f"<Enqueue waitUrl='{there}/wait'>q</Enqueue>"),
    "a recording's callback": lambda there: twiml(
        f"<Record timeout='1' recordingStatusCallback='{there}/told'/>"
    ),
    "a description": lambda there: (
        lambda: Response(
            "<Response><Say>Hello</Say></Response>",
            content_type="text/xml",
            headers={"Link": f'<{there}/x>; rel="describedby", <{there}/y>; rel="contents"'},
        )
    ),
    "a description that is redirected": lambda _there: (
        lambda: Response(
            "<Response><Say>Hello</Say></Response>",
            content_type="text/xml",
            headers={"Link": '</elsewhere>; rel="describedby"'},
        )
    ),
}


@pytest.fixture
def lead(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    page_of: Any,
    line: Flask,
    url: str,
    trap: Trap,
) -> Callable[..., None]:
    """Call a line that leads to the trap, and do all that may be done in such a call."""

    def lead(way: Callable[[str], Callable[[], Any]], may_call: str) -> None:
        line.add_url_rule("/astray", "astray", way(trap.url), methods=["POST"])
        line.add_url_rule("/elsewhere", "elsewhere", lambda: redirect(f"{trap.url}/x"))
        app = app_of(IVR_LOCAL="1", PUBLIC_BASE_URL=HOME, IVR_MAY_CALL=may_call)
        bench = page_of(visit(app, HOME, "127.0.0.1"), "workbench/calls")
        bench.dial(url=f"{url}/astray")
        for act in ({"do": "happen", "what": "callee_answers"}, {"do": "wait"}, {"do": "hang_up"}):
            answer = bench.post("workbench/calls/acts", {"call": bench.held, "acts": [act]})
            bench.held = answer.json().get("call", bench.held)

    return lead


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_answer_leads_the_phone_astray(
    lead: Callable[..., None], url: str, trap: Trap, way: Callable[[str], Callable[[], Any]]
) -> None:
    lead(way, url)
    assert not trap.sprung


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_answer_leads_where_the_owner_allows(
    lead: Callable[..., None], url: str, trap: Trap, way: Callable[[str], Callable[[], Any]]
) -> None:
    lead(way, f"{url} {trap.url}")
    assert trap.sprung


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_our_own_line_leads_the_phone_nowhere(
    line: Flask, trap: Trap, way: Callable[[str], Callable[[], Any]]
) -> None:
    line.add_url_rule("/astray", "astray", way(trap.url), methods=["POST"])
    with Phone(line, "/astray") as phone:
        call = phone.dial(live=True)
        call.wait()
        for rel, url in (link for asked in call.requests for link in asked.links):
            assert phone.look_up(url) is None, rel
    assert not trap.sprung
