"""A verb of somebody's own: one class and one behaviour, and the phone reads and obeys it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from wsgiref.types import WSGIApplication

import pytest
from twiml_phone import Call, Phone
from twiml_phone.frozen import replace
from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.events import Beep, KeyPress, RoomExit
from twiml_phone.interpreter.moves import ask_action
from twiml_phone.interpreter.state import CallState
from twiml_phone.interpreter.step import Step
from twiml_phone.interpreter.verbs import add
from twiml_phone.twiml.attributes import Attribute, Method, methods, text, whole
from twiml_phone.twiml.parser import VERBS


@dataclass(frozen=True, kw_only=True)
class Countdown:
    """Beep every second, until a key or the end: the keys are sent to `action`."""

    verb: str = "Countdown"
    action: Annotated[str, Attribute(text)] = ""
    method: Annotated[Method, Attribute(methods)] = "POST"
    seconds: Annotated[int, Attribute(whole(1))] = 3


@dataclass(frozen=True, kw_only=True)
class Counting:
    """A countdown goes on."""

    verb: Countdown
    left: int
    next: float


def begin(state: CallState, verb: Countdown, _seconds: object) -> Step:
    doing = Counting(verb=verb, left=verb.seconds, next=state.clock + 1)
    return Step(replace(state, doing=doing))


def proceed(state: CallState, doing: Counting, _seconds: object) -> Step:
    step = Step(state).tell(Beep(at=state.clock))
    if doing.left == 1:
        return step.then(ask_action, None, "POST")
    return step.do(replace(doing, left=doing.left - 1, next=state.clock + 1))


def press(state: CallState, doing: Counting, key: str) -> Step:
    step = Step(state).tell(KeyPress(at=state.clock, key=key))
    return step.then(ask_action, doing.verb.action, doing.verb.method, (("Left", str(doing.left)),))


def close(state: CallState, _doing: Counting) -> Step:
    return Step(state).tell(RoomExit(at=state.clock, room="countdown", result="stopped"))


@pytest.fixture(autouse=True)
def _countdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERBS, "Countdown", Countdown)  # and gone after the test
    add(
        Behaviour(
            verb=Countdown,
            begin=begin,
            doing=Counting,
            waits=lambda _doing: True,
            ends_at=lambda _state, doing: doing.next,
            proceed=proceed,
            press=press,
            close=close,
            farewell=lambda _state, doing: (("Left", str(doing.left)),),
        )
    )


def _dial(app: WSGIApplication) -> Call:
    """Call by a phone that keeps its calls: one with such a verb cannot be saved."""
    return Phone(app, seconds=lambda _text, _verb: 2.0).dial()


def test_it_begins_takes_its_time_and_ends(answering) -> None:
    call = _dial(answering(voice="<Countdown seconds='2'/><Say>Go.</Say>"))
    call.wait(2)
    assert call.beeps == (1, 2)
    assert [(heard.text, heard.start) for heard in call.heard] == [("Go.", 2)]


def test_it_takes_keys(answering) -> None:
    call = _dial(answering(voice="<Countdown action='/stop'/>", stop="<Say>Stopped.</Say>"))
    call.press("5", after=1.5)
    assert dict(call.requests[-1].params)["Left"] == "2"
    assert call.heard[-1].text == "Stopped."


def test_it_is_closed_when_the_call_ends(answering) -> None:
    call = _dial(answering(voice="<Countdown action='/stop'/>", stop="<Say>Stopped.</Say>"))
    call.hang_up(after=0.5)
    assert [event.at for event in call.events if isinstance(event, RoomExit)] == [0.5]
    assert dict(call.requests[-1].params)["Left"] == "3"


def test_its_attributes_are_judged_like_any(answering) -> None:
    call = _dial(answering(voice="<Countdown seconds='none'/>"))
    call.wait(3)
    assert call.beeps == (1, 2, 3)
    assert [warning.code for warning in call.warnings] == [12200]
