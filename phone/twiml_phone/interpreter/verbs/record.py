"""Carries out <Record>: its beep, its silence and its keys. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/record
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import named
from twiml_phone.interpreter.events import Beeped, Pressed, Silent
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Recording, Request
from twiml_phone.interpreter.step import Step, ask, chain, tell
from twiml_phone.interpreter.verbs.record_callback import facts, followed, stopped

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.verbs import Record


def begin(verb: Record, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Start to record."""
    state, sid = named(state, "RE")
    doing = Recording(verb=verb, start=state.clock, sid=sid)
    beeps = (Beeped(at=state.clock),) if verb.play_beep else ()
    return replace(state, doing=doing), (*beeps, *followed(state, verb, sid, "in-progress", 0))


def ends_at(state: CallState, doing: Recording) -> float:
    """Say when a recording is over, if the caller makes no more sounds and presses no key."""
    longest = doing.start + doing.longest
    return min(longest, _silent_at(state, doing))


def proceed(state: CallState, doing: Recording) -> Step:
    """End a recording that was silent, or lasted, long enough."""
    silent = (Silent(at=state.clock),) if state.clock >= _silent_at(state, doing) else ()
    return chain(state, tell(*silent), partial(_finish, doing=doing))


def press(state: CallState, doing: Recording, key: str) -> Step:
    """Take a key: one the line named ends the recording."""
    ends = key in doing.verb.finish_on_key
    pressed = tell(Pressed(at=state.clock, key=key, lost=not ends))
    if not ends:
        return pressed(state)
    return chain(state, pressed, partial(_finish, doing=doing, key=key))


def _silent_at(state: CallState, doing: Recording) -> float:
    if state.mumbling or not doing.verb.timeout:
        return math.inf
    return max(doing.start, state.talking) + doing.verb.timeout


def _finish(state: CallState, doing: Recording, key: str = "") -> Step:
    params = facts(doing.sid, state.clock - doing.start) + ((("Digits", key),) if key else ())
    verb = doing.verb
    request = Request(method=verb.method, url=resolve(state.url, verb.action), params=params)
    return chain(state, tell(*stopped(state, doing)), partial(ask, request=request))
