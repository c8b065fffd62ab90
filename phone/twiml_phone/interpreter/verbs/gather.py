"""Carries out <Gather>: its prompts, its keys, its timer and its result. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/gather
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import Listening, Pressed, Silent
from twiml_phone.interpreter.prompts import heard, resolve, silence_from, start
from twiml_phone.interpreter.state import CallState, Gathering, Ready, Request
from twiml_phone.interpreter.step import Step, ask, chain, tell
from twiml_phone.interpreter.verbs import speech

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.verbs import Gather


def begin(verb: Gather, state: CallState, seconds: Seconds) -> Step:
    """Start to listen, and to play what is nested."""
    silence = silence_from(verb.prompts, state, seconds)
    doing = Gathering(gather=verb, left=verb.prompts)
    listening = _listening(doing, state.clock, silence + verb.timeout)
    step = chain(
        replace(state, doing=doing),
        tell(listening),
        partial(_next_prompt, doing=doing, seconds=seconds),
    )
    if state.talking > state.clock:  # the caller has been talking, and is heard from now on
        return chain(step[0], tell(*step[1]), partial(speech.talk, until=state.talking))
    return step


def proceed(state: CallState, doing: Gathering, seconds: Seconds) -> Step:
    """Go on from the end of a prompt, or of the caller's time."""
    if doing.prompt is None and doing.speech is not None:
        return speech.finish(state, doing, doing.words)
    if doing.prompt is None:
        return chain(
            state,
            tell(Silent(at=state.clock)),
            partial(_finish, doing=doing, key=""),
        )
    sounded = heard(doing.prompt, state.clock)
    return chain(
        state,
        tell(*sounded),
        partial(_next_prompt, doing=doing, seconds=seconds),
    )


def press(state: CallState, doing: Gathering, key: str) -> Step:
    """Take a key: it stops what is playing, unless the line said it must not."""
    lost = "dtmf" not in doing.gather.input or doing.speech is not None
    pressed = Pressed(at=state.clock, key=key, lost=lost)
    if lost:
        return state, (pressed,)
    if doing.prompt is None:
        return chain(state, tell(pressed), partial(_take, key=key))
    if not doing.gather.barge_in:
        return replace(state, doing=replace(doing, held=doing.held + key)), (pressed,)
    sounded = heard(doing.prompt, state.clock)
    quiet = replace(state, doing=replace(doing, prompt=None, left=()))
    return chain(quiet, tell(*sounded, pressed), partial(_take, key=key))


def _next_prompt(state: CallState, doing: Gathering, seconds: Seconds) -> Step:
    for done, verb in enumerate(doing.left, start=1):
        prompt = start(verb, state, seconds)
        if prompt is not None:
            playing = replace(doing, prompt=prompt, left=doing.left[done:])
            return replace(state, doing=playing), ()
    timer = state.clock + doing.gather.timeout
    waiting = replace(doing, prompt=None, left=(), held="", timer=timer)
    keys = [partial(_take, key=key) for key in doing.held]
    return chain(replace(state, doing=waiting), *keys)


def _take(state: CallState, key: str) -> Step:
    """Add a key to what was pressed; the timer restarts, or the Gather ends."""
    doing = state.doing
    if not isinstance(doing, Gathering):
        return state, ()
    if key == doing.gather.finish_on_key:
        return _finish(state, doing, key)
    doing = replace(doing, digits=doing.digits + key, timer=state.clock + doing.gather.timeout)
    if len(doing.digits) == doing.gather.num_digits:
        return _finish(state, doing, "")
    return replace(state, doing=doing), (_listening(doing, state.clock, doing.timer),)


def _finish(state: CallState, doing: Gathering, key: str) -> Step:
    """Send what was pressed; with nothing pressed, go on with the next verb."""
    gather = doing.gather
    if not doing.digits and not gather.action_on_empty_result:
        return replace(state, doing=Ready()), ()
    # `msg` and `FinishedOnKey` are in every captured request, and in no documentation.
    params = [("msg", "Gather End"), ("FinishedOnKey", key)]
    if doing.digits:
        params.append(("Digits", doing.digits))
    url = resolve(state.url, gather.action)
    return ask(state, Request(method=gather.method, url=url, params=tuple(params)))


def _listening(doing: Gathering, at: float, until: float) -> Listening:
    gather = doing.gather
    return Listening(
        at=at,
        until=until,
        timeout=gather.timeout,
        digits=doing.digits,
        num_digits=gather.num_digits,
        finish_on_key=gather.finish_on_key,
        takes_keys="dtmf" in gather.input,
        takes_speech="speech" in gather.input,
        barge_in=gather.barge_in,
    )
