"""What becomes of a call whose document cannot be had or carried out: fallback, or apology. Pure.

https://www.twilio.com/docs/usage/security/availability-reliability
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import Trouble
from twiml_phone.interpreter.moves import ask, end, pick_up
from twiml_phone.interpreter.state import CallState, Fetching, Request, Speaking
from twiml_phone.interpreter.step import Step
from twiml_phone.interpreter.verbs.dial import fail_whisper
from twiml_phone.twiml.verbs import Play

if TYPE_CHECKING:
    from twiml_phone.interpreter.state import SoundInfo

APPLICATION_ERROR = "<application error>"
APPLICATION_ERROR_SECONDS = 3.0


def fail(state: CallState, code: int, message: str, url: str) -> Step:
    """Tell a call that its document cannot be had: it tries the fallback, or says so and ends."""
    trouble = Trouble(at=state.clock, code=code, message=message, url=url)
    if state.whispered:
        return Step(state).tell(trouble).then(fail_whisper)
    if state.interlude and state.interlude.kind == "conference":
        return Step(state).tell(trouble).then(end, "error")
    state = replace(state, interlude=None)
    doing = state.doing
    tried = doing.fallback if isinstance(doing, Fetching) else state.by_fallback
    if state.fallback_url and not tried:
        params = (("ErrorCode", str(code)), ("ErrorUrl", url))
        request = Request(method="POST", url=state.fallback_url, params=params)
        return Step(state).tell(trouble).then(ask, request, fallback=True)
    return Step(state).tell(trouble).then(_apologise)


def fail_by_sound(state: CallState, sound: SoundInfo) -> Step:
    """Tell a call that its document cannot be carried out, because of a sound in it."""
    return fail(state, sound.code, sound.message, sound.url)


def _apologise(state: CallState) -> Step:
    """Play the recording Twilio has for such cases; the call ends with it."""
    sorry = Speaking(
        verb=Play(text=APPLICATION_ERROR),
        source=APPLICATION_ERROR,
        start=state.clock,
        once=APPLICATION_ERROR_SECONDS,
    )
    return pick_up(replace(state, doing=sorry, verbs=(), broken=True))
