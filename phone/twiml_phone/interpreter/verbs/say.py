"""Carries out <Say>, <Play> and <Pause>. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.prompts import start
from twiml_phone.interpreter.state import Ready, Speaking
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Pause, Play, Say

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.state import CallState


def begin(state: CallState, verb: Say | Play | Pause, seconds: Seconds) -> Step:
    """Begin to sound, if there is anything to hear."""
    return Step(state).do(start(verb, state, seconds) or Ready())


def ends_at(_state: CallState, doing: Speaking) -> float:
    """Return when it has been said."""
    return doing.end


BEHAVIOURS = (
    Behaviour(verb=Say, begin=begin, doing=Speaking, ends_at=ends_at),
    Behaviour(verb=Play, begin=begin, doing=Speaking, ends_at=ends_at),
    Behaviour(
        verb=Pause,
        begin=begin,
        doing=Speaking,
        ends_at=ends_at,
        # Twilio answers a call at the first verb, but it rings on through a Pause or a Reject.
        rings=lambda _verb, first: first,
    ),
)
