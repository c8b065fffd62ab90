"""The page for callers over HTTP: a whole call is a value that goes to and fro."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from pydantic import TypeAdapter
from twiml_phone import Phone
from twiml_phone.interpreter.events import Event
from twiml_phone.testing.transcript import write

from ivr.web.security.secret import secret
from ivr.web.security.signed_state import SignedState
from ivr.web.static_files import FOLDER, SHEETS

EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
HOME = "https://line.example.org"
KEYS = "0123456789*#"


@pytest.fixture
def page(our_line: Flask, visit: Callable[..., httpx.Client], page_of: Any) -> Any:
    return page_of(visit(our_line))


def words(events: list[dict[str, Any]]) -> list[str]:
    return [event["text"] for event in events if event["event"] == "heard"]


SECOND_COPY = {
    "pt-BR": "Ligue para um, zero, cinco, cinco, cinco. É grátis. Peça a segunda via",
    "en-US": "second copy",
    "tr-TR": "Fatura kopyası",
}


@pytest.mark.parametrize("language", SECOND_COPY)
def test_a_caller_hears_how_to_get_the_second_copy(page: Any, language: str) -> None:
    assert page.dial(language=language)["drawing"]["language"] == language
    page.press("1")
    moment = page.press("1")
    assert moment["drawing"]["place"] == "second-invoice"
    assert {heard["language"] for heard in moment["ahead"][:2]} == {language}
    page.do({"at": "heard", "do": "hang_up"})
    assert SECOND_COPY[language] in " ".join(words(page.events))


def test_a_moment_tells_what_is_new_what_comes_and_until_when(page: Any) -> None:
    first = page.dial(language="pt-BR")
    assert [event["event"] for event in first["events"]] == ["asked", "answered", "listening"]
    assert (first["seconds"], first["ended"]) == (0, None)
    assert first["until"] == first["listening"]["until"]
    later = page.do({"at": first["ahead"][0]["end"], "do": "wait"})
    assert [event["event"] for event in later["events"]] == ["heard"]
    assert later["events"] == first["ahead"][:1]
    assert later["ahead"] == first["ahead"][1:]
    assert "drawing" not in later


def test_a_key_cuts_short_what_is_being_said(page: Any) -> None:
    page.dial(language="pt-BR")
    moment = page.press("1", at=1.5)
    heard, pressed, *_ = moment["events"]
    assert (heard["cut"], heard["end"]) == (True, 1.5)
    assert (pressed["event"], pressed["at"]) == ("pressed", 1.5)


def test_an_act_in_the_past_is_done_now(page: Any) -> None:
    page.dial()
    page.do({"at": 5, "do": "wait"})
    assert page.press("1", at=2)["seconds"] == 5


def test_waiting_without_a_moment_leads_to_what_is_new(page: Any) -> None:
    first = page.dial(language="pt-BR")
    page.do({"at": "heard", "do": "wait"})
    moment = page.do({"do": "wait"})
    assert moment["seconds"] == first["listening"]["until"]
    assert "silent" in [event["event"] for event in moment["events"]]
    assert moment["drawing"]["place"] == "main"


def test_waiting_for_exactly_the_end_of_silence_ends_it(page: Any) -> None:
    first = page.dial(language="pt-BR")
    page.do({"at": first["seconds"] + 1 / 3, "do": "wait"})
    moment = page.do({"at": first["listening"]["until"], "do": "wait"})
    assert "silent" in [event["event"] for event in moment["events"]]


def test_a_call_that_is_over_is_held_no_more(page: Any) -> None:
    page.dial()
    moment = page.do({"at": 2, "do": "hang_up"}, {"do": "press", "key": "1"})
    assert moment["call"] is None
    assert (moment["ended"]["by"], moment["ended"]["at"]) == ("caller", 2)
    assert moment["events"][-1] == moment["ended"]


def test_silence_leads_to_the_end_of_the_call(page: Any) -> None:
    moment = page.dial()
    drawings = [moment["drawing"]]
    while moment["call"]:
        moment = page.do({"do": "wait"})
        drawings += [moment["drawing"]] if "drawing" in moment else []
    assert moment["ended"]["by"] == "hangup"
    assert (drawings[-1]["over"], drawings[-1]["place"]) == (True, None)
    assert drawings[-1]["choices"] == drawings[-1]["commands"] == []


@pytest.mark.parametrize("seed", range(12))
def test_a_call_sounds_as_on_the_telephone(our_line: Flask, page: Any, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # it hides nothing
    with Phone(our_line, home=HOME, auth_token="12345") as phone:
        call = phone.dial()
        moment = page.dial()
        while not call.ended and len(page.events) < 150:
            key, after = dice.choice(KEYS), dice.choice([None, 0.0, round(dice.random() * 20, 2)])
            if dice.random() < 0.1:
                call.wait()
                moment = page.do({"at": "heard", "do": "wait"}, {"do": "wait"})
            else:
                call.press(key, after)
                moment = page.press(key, "heard" if after is None else moment["seconds"] + after)
            json.dumps(moment, allow_nan=False)
        if not call.ended:
            call.hang_up()
            page.do({"at": "heard", "do": "hang_up"})
        if page.held:
            page.do({"at": "heard", "do": "wait"})
    assert write(EVENTS.validate_python(page.events)) == write(call.events)


def test_a_restart_loses_no_call(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], page: Any, page_of: Any
) -> None:
    page.dial()
    again = page_of(visit(app_of()))
    again.held = page.held
    assert again.press("1")["drawing"]["place"] == "bill"


def test_the_same_act_may_be_sent_again_when_the_answer_was_lost(page: Any) -> None:
    page.dial()
    held = page.held
    first = page.press("1")
    page.held = held
    again = page.press("1")
    assert again["drawing"] == first["drawing"]


def test_two_calls_at_once_do_not_touch_each_other(line_url: str, page_of: Any) -> None:
    def call(keys: str) -> list[str]:
        with httpx.Client(base_url=line_url) as client:
            page = page_of(client)
            page.dial(language="pt-BR")
            return [page.press(key)["drawing"]["place"] for key in keys]

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(call, ["11", "21"] * 4))
    assert told[::2] == [told[0]] * 4
    assert told[1::2] == [told[1]] * 4
    assert told[0] == ["bill", "second-invoice"] != told[1]


def test_what_was_held_by_nobody_of_ours_is_refused(page: Any) -> None:
    page.dial()
    forged = URLSafeTimedSerializer("guess", salt="listening").dumps({"call": "{}"})
    for call in (forged, page.held[:-1], "", "x" * 60_000):
        answer = page.post("calls/acts", {"call": call, "acts": []})
        assert (answer.status_code, answer.json()["code"]) == (400, "forged"), call


def test_the_call_of_another_page_is_refused(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], page_of: Any
) -> None:
    client = visit(app_of(IVR_LOCAL="1"), "http://localhost", "127.0.0.1")
    bench, page = page_of(client, "workbench/calls"), page_of(client)
    bench.dial()
    answer = page.post("calls/acts", {"call": bench.held, "acts": []})
    assert answer.json()["code"] == "forged"


def test_a_call_too_old_is_refused(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page.dial()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 2**33)
    answer = page.post("calls/acts", {"call": page.held, "acts": []})
    assert (answer.status_code, answer.json()["code"]) == (400, "expired")


def test_a_call_from_before_an_upgrade_is_refused(page: Any, tmp_path: Path) -> None:
    old = {"call": '{"state": "as it was"}', "line": "", "language": ""}
    sealed = SignedState(secret("12345", tmp_path), "listening").shut(old)
    answer = page.post("calls/acts", {"call": sealed, "acts": []})
    assert (answer.status_code, answer.json()["code"]) == (400, "expired")


BAD = {
    "no JSON": b"{",
    "no list": b'{"call": "x", "acts": 1}',
    "too many acts": json.dumps({"call": "x", "acts": [{"do": "wait"}] * 21}).encode(),
    "no key": b'{"call": "x", "acts": [{"do": "press", "key": "12"}]}',
    "no such act": b'{"call": "x", "acts": [{"do": "shout"}]}',
    "an act of the world": b'{"call": "x", "acts": [{"do": "happen", "what": "callee_answers"}]}',
    "no time": b'{"call": "x", "acts": [{"do": "wait", "at": NaN}]}',
    "before the call": b'{"call": "x", "acts": [{"do": "wait", "at": -1}]}',
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_is_no_act_of_a_caller_is_refused(
    our_line: Flask, visit: Callable[..., httpx.Client], body: bytes
) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    answer = visit(our_line).post("calls/acts", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


def test_no_more_than_an_hour_passes_at_once(page: Any) -> None:
    page.dial()
    acts = [{"at": 3601, "do": "wait"}]
    answer = page.post("calls/acts", {"call": page.held, "acts": acts})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


def test_a_body_that_is_no_calls_is_not_read(page: Any) -> None:
    answer = page.post("calls", {"language": "x" * 70_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "bad-request")


ORIGINS = {
    "the page itself": ({"Sec-Fetch-Site": "same-origin"}, 200),
    "an old browser": ({"Origin": HOME}, 200),
    "another site": ({"Sec-Fetch-Site": "cross-site", "Origin": HOME}, 403),
    "a neighbouring site": ({"Sec-Fetch-Site": "same-site"}, 403),
    "another site in an old browser": ({"Origin": "https://evil.example"}, 403),
    "nobody knows": ({}, 403),
    "a frame without an origin": ({"Origin": "null"}, 403),
}


@pytest.mark.parametrize(("headers", "status"), ORIGINS.values(), ids=ORIGINS)
def test_only_the_lines_own_pages_may_call(
    our_line: Flask, visit: Callable[..., httpx.Client], headers: dict[str, str], status: int
) -> None:
    answer = visit(our_line).post("calls", json={}, headers=headers)
    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == "not-allowed"


def test_a_form_of_another_site_cannot_pass_for_json(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "text/plain"}
    answer = visit(our_line).post("calls", content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


def test_one_address_begins_only_so_many_calls(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], page_of: Any
) -> None:
    app = app_of(IVR_MOST_CALLS="2 per minute")
    page = page_of(visit(app))
    answers = [page.post("calls", {}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "too-many"
    assert page_of(visit(app, address="203.0.113.8")).post("calls", {}).status_code == 200


def test_a_fault_of_ours_is_told_in_a_sentence_and_logged(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    page_of: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = app_of()
    app.json.dumps = lambda *_, **__: 1 / 0 if _ and "seconds" in _[0] else json.dumps(*_, **__)
    answer = page_of(visit(app)).post("calls", {})
    assert answer.status_code == 500
    assert answer.json()["code"] == "unavailable"
    assert "Traceback" not in answer.text
    assert "ZeroDivisionError" in caplog.text


def test_addresses_of_our_own_line_are_relative(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], page_of: Any
) -> None:
    page = page_of(
        visit(app_of(PUBLIC_BASE_URL="https://example.org/phone"), "https://example.org")
    )
    page.dial()
    moment = page.press("1")
    assert moment["drawing"]["place"] == "bill"
    [asked] = (event for event in moment["events"] if event["event"] == "asked")
    assert asked["url"].partition("?")[0] == "voice/pt-BR/main"
    assert dict(asked["links"])["describedby"].startswith("turns/pt-BR/main?")
    assert not re.search(r'"(https://example.org)?/', json.dumps(moment))


PREFERENCES = {
    "pt": "pt-BR",
    "en;q=0.5, tr": "tr-TR",
    "en-GB": "en-US",
    "de": "pt-BR",
    "": "pt-BR",
}


def test_pages_and_what_they_are_made_of_are_kept_from_others(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    for path in ("/", "/static/icons.svg", "/style/listening.css", "/manifest.webmanifest"):
        answer = visit(our_line).get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} < {*policy}
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Permissions-Policy"] == "microphone=(self)"


def test_a_static_file_is_asked_after_by_its_tag(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    client = visit(our_line)
    first = client.get("/static/icons.svg")
    again = client.get("/static/icons.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "max-age=300" in first.headers["Cache-Control"]
    assert client.get("/static/../policy.py").status_code == 404


def test_a_pages_style_is_one_file_of_all_its_sheets(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    client = visit(our_line)
    for page, sheets in SHEETS.items():
        answer = client.get(f"/style/{page}.css")
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert "max-age=300" in answer.headers["Cache-Control"]
        for sheet in sheets:
            assert (FOLDER / f"{sheet}.css").read_text("utf-8") in answer.text
    assert client.get("/style/other.css").status_code == 404


def test_every_sheet_belongs_to_a_page() -> None:
    drawn = {FOLDER / f"{sheet}.css" for sheets in SHEETS.values() for sheet in sheets}
    assert drawn == set(FOLDER.rglob("*.css"))


def test_the_types_of_every_script_are_checked() -> None:
    scripts = list(FOLDER.rglob("*.js"))
    assert scripts
    assert [
        path.name for path in scripts if not path.read_text("utf-8").startswith("// @ts-check\n")
    ] == []


def test_the_page_can_be_installed(our_line: Flask, visit: Callable[..., httpx.Client]) -> None:
    client = visit(our_line)
    manifest = client.get("/manifest.webmanifest")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    told = manifest.json()
    assert (told["start_url"], told["display"]) == (".", "standalone")
    for icon in told["icons"]:
        assert client.get(icon["src"]).status_code == 200, icon["src"]


@pytest.mark.parametrize(("header", "language"), PREFERENCES.items())
def test_the_page_speaks_the_browsers_language_if_it_can(
    our_line: Flask, visit: Callable[..., httpx.Client], header: str, language: str
) -> None:
    page = visit(our_line).get("/", headers={"Accept-Language": header})
    assert f'<html lang="{language}"' in page.text


def test_the_address_goes_before_the_browsers_language(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    page = visit(our_line).get("/?language=tr-TR", headers={"Accept-Language": "en"})
    assert '<html lang="tr-TR"' in page.text
