"""Carries out <Redirect>, <Hangup> and <Reject>, and skips what this phone does not obey. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.events import OURS, LineWarning
from twiml_phone.interpreter.moves import ask_action, end, reject
from twiml_phone.interpreter.step import Step
from twiml_phone.interpreter.verbs.dial import fail_whisper
from twiml_phone.twiml.verbs import Hangup, Later, Redirect, Reject

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.state import CallState


def begin(state: CallState, verb: Redirect, _seconds: Seconds) -> Step:
    """Go on with another document."""
    return ask_action(state, verb.text, verb.method)


def hang_up(state: CallState, _verb: Hangup, _seconds: Seconds) -> Step:
    """End the call, or the one with whom a whisper is for."""
    return fail_whisper(state) if state.whispered else end(state, "hangup")


def turn_away(state: CallState, verb: Reject, _seconds: Seconds) -> Step:
    """Turn the call away."""
    return reject(state, verb.reason)


def skip(state: CallState, verb: Later, _seconds: Seconds) -> Step:
    """Say that a verb is skipped."""
    message = f"<{verb.name}> is skipped: this phone does not obey it"
    return Step(state).tell(LineWarning(at=state.clock, code=OURS, message=message))


BEHAVIOURS = (
    Behaviour(verb=Redirect, begin=begin),
    Behaviour(verb=Hangup, begin=hang_up),
    Behaviour(verb=Reject, begin=turn_away, rings=lambda _verb, first: first),
    Behaviour(verb=Later, begin=skip),
)
