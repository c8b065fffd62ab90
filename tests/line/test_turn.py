"""What a line does when a turn has been said, as a phone lives through it.

Each call begins with a turn made here; whatever follows is the line's own answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask, Response
from flask.testing import FlaskClient
from twiml_phone import Phone
from twiml_phone.call import Call

from ivr.line.dialogue import EndCall, Listen, RecordMessage, State, Transfer, Turn
from ivr.line.twilio.render import render
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.web.app import create_app

THERE = State("en-US", "prices", behind=("main",), silences=1)
NUMBER = "+555550199"
NUMBER_ALONE = "Zero, eight"
OFFERS = "To hear the number alone, press 7."
TWILIO_ADDS = 5
"""Seconds it rings longer than it was told to."""
STEPS = """steps: [{call: clinic}]
"""

Dial = Callable[[Turn], Call]


@pytest.fixture(scope="module")
def menus(tmp_path_factory: pytest.TempPathFactory, one_language: str) -> Path:
    """A line that answers with the number of a clinic."""
    before, _, after = one_language.partition("  prices:\n")
    title, _, rest = after.partition("    text:")
    rest = rest.partition("\n")[2]
    number = '  number: {key: 7, label: {en-US: "hear the number alone"}}\n  back:'
    before = before.replace("  back:", number, 1)
    path = tmp_path_factory.mktemp("turn") / "menus.yaml"
    path.write_text(f"{before}  prices:\n{title}    {STEPS}{rest}", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def flow(menus: Path) -> Flow:
    return read(menus)


@pytest.fixture(scope="module")
def line(menus: Path) -> Flask:
    environ = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_SPEECH": "say"}
    return create_app(Settings.from_environ(environ))


@pytest.fixture
def client(line: Flask) -> FlaskClient:
    return line.test_client()


@pytest.fixture
def dial(line: Flask, flow: Flow) -> Dial:
    """Call the line, which opens with a turn of ours."""

    def dial(turn: Turn) -> Call:
        def opening(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if environ["PATH_INFO"] != "/voice":
                return line(environ, start_response)
            return Response(render(turn, flow), content_type="text/xml")(environ, start_response)

        return Phone(opening, "/voice", home="http://localhost").dial()

    return dial


def said(flow: Flow, then: Listen | Transfer | RecordMessage | EndCall) -> Turn:
    return Turn((flow.everywhere.welcome["en-US"],), "en-US", then)


def heard_after_the_opening(call: Call) -> list[str]:
    return [each.text for each in call.heard if each.kind == "say"][1:]


@pytest.mark.parametrize("patience", [3, 12])
def test_silence_is_answered_when_the_patience_of_the_turn_ends(
    dial: Dial, flow: Flow, patience: int
) -> None:
    call = dial(said(flow, Listen(State("en-US", "main"), patience)))
    spoken = call.seconds
    call.wait()
    assert call.requests[1].at == pytest.approx(spoken + patience)
    assert heard_after_the_opening(call)[0] == flow.everywhere.no_input[0]["en-US"].text


def test_a_call_that_is_over_is_hung_up(dial: Dial, flow: Flow) -> None:
    ended = dial(said(flow, EndCall())).ended
    assert ended
    assert ended.by == "hangup"


def test_after_a_transfer_callers_hear_what_they_can_press_where_they_were(
    dial: Dial, flow: Flow
) -> None:
    call = dial(said(flow, Transfer(THERE, NUMBER, patience=20)))
    call.happen("callee_answers", after=5)
    call.happen("callee_hangs_up", after=60)
    assert [leg.to for leg in call.legs] == [NUMBER]
    assert heard_after_the_opening(call)[0] == OFFERS
    call.press("8")
    assert flow.places["main"].titles["en-US"].text in heard_after_the_opening(call)


@pytest.mark.parametrize("what", ["callee_is_busy", "callee_fails", None])
def test_callers_who_reach_nobody_hear_the_number_to_call_it_themselves(
    dial: Dial, flow: Flow, what: str | None
) -> None:
    call = dial(said(flow, Transfer(THERE, NUMBER, patience=20)))
    spoken = call.seconds
    if what:
        call.happen(what)
    else:
        call.wait()
        assert call.requests[1].at == pytest.approx(spoken + 20 + TWILIO_ADDS)
    number, offer, *_ = heard_after_the_opening(call)
    assert number.startswith(NUMBER_ALONE)
    assert offer == OFFERS


def test_a_message_is_recorded_and_the_call_goes_on(dial: Dial, flow: Flow) -> None:
    call = dial(said(flow, RecordMessage(THERE, patience=4, longest=60)))
    call.talk(10)
    call.wait()
    assert len(call.beeps) == 1
    assert call.requests[1].at == pytest.approx(call.beeps[0] + 10 + 4)
    assert "RecordingUrl" in dict(call.requests[1].params)
    assert heard_after_the_opening(call)[0] == OFFERS


@pytest.mark.parametrize(
    ("parameters", "described"),
    [
        ({"DialCallStatus": "completed"}, "transfer=reached"),
        ({"DialCallStatus": "no-answer"}, "transfer=missed"),
        (
            {"RecordingUrl": "https://api.example/RE1", "Digits": "#"},
            "message=https://api.example/RE1",
        ),
    ],
)
def test_a_page_is_pointed_to_the_turn_that_follows_a_transfer_or_a_message(
    client: FlaskClient, parameters: dict[str, str], described: str
) -> None:
    answer = client.post("/voice/en-US/prices", data=parameters)
    address = httpx.Response(200, headers=dict(answer.headers)).links["describedby"]["url"]
    assert unquote(address) == f"/turns/en-US/prices?{described}"
    spoken = ["".join(each.itertext()) for each in fromstring(answer.text).iter("Say")]
    assert [each["text"] for each in client.get(address).json["prompts"]] == spoken


def test_callers_come_back_from_a_transfer_however_long_it_took_and_whatever_was_edited(
    client: FlaskClient, flow: Flow
) -> None:
    forgotten = "/voice/en-US/prices?edition=0123456789ab"
    sorry = flow.everywhere.sorry["en-US"].text
    assert sorry not in client.post(forgotten, data={"DialCallStatus": "completed"}).text
    assert sorry in client.post(forgotten, data={"Digits": "1"}).text
