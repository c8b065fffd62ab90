"""What the caller says: to a <Gather> that listens, to a <Record>, or to nobody. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/gather
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.events import Said, Talked
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Gathering, Recording, Request
from twiml_phone.interpreter.step import Step, ask, chain, interrupt, tell

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event

MOST_SECONDS = 60  # Twilio takes no longer speech


def say(state: CallState, words: str, confidence: float | None) -> Step:
    """Say something, made out for good now."""
    state = replace(state, mumbling=False, talking=max(state.talking, state.clock))
    lost = not _heeds(state)
    said = tell(Said(at=state.clock, words=words, confidence=confidence, lost=lost))
    if isinstance(state.doing, Gathering) and not lost:
        quiet, heard = _quieted(state, state.doing)
        told = tell(*heard)
        sent = partial(finish, doing=quiet, words=words, confidence=confidence)
        return chain(state, told, said, sent)
    return said(_noted(state, words))


def mumble(state: CallState, words: str) -> Step:
    """Be in the middle of saying something, made out as far as that."""
    state = replace(state, mumbling=True)
    lost = not _heeds(state)
    said = Said(at=state.clock, words=words, final=False, lost=lost)
    doing = state.doing
    if not isinstance(doing, Gathering) or lost:
        return state, (said,)
    doing, heard = _quieted(state, doing)
    since = state.clock if doing.speech is None else doing.speech
    doing = replace(doing, words=words, speech=since, timer=since + _most(doing))
    gather = doing.gather
    params = (("UnstableSpeechResult", words),)
    told = notice(
        state, gather.partial_result_callback_method, gather.partial_result_callback, params
    )
    return replace(state, doing=doing), (*heard, said, *told)


def talk(state: CallState, until: float) -> Step:
    """Make sounds until a moment."""
    state = replace(state, talking=max(state.talking, until))
    talked = Talked(at=state.clock, until=until)
    doing = state.doing
    if not isinstance(doing, Gathering) or not _heeds(state):
        return state, (talked,)
    doing, heard = _quieted(state, doing)
    since = state.clock if doing.speech is None else doing.speech
    gather = doing.gather
    pause = gather.timeout if gather.speech_timeout is None else gather.speech_timeout
    timer = min(since + _most(doing), state.talking + pause)
    return replace(state, doing=replace(doing, speech=since, timer=timer)), (*heard, talked)


def finish(state: CallState, doing: Gathering, words: str, confidence: float | None = None) -> Step:
    """Send what was said."""
    gather = doing.gather
    params = [("SpeechResult", words)]
    if confidence is not None:
        params.append(("Confidence", str(confidence)))
    url = resolve(state.url, gather.action)
    return ask(state, Request(method=gather.method, url=url, params=tuple(params)))


def _heeds(state: CallState) -> bool:
    """Say whether what is said now matters to the line."""
    match state.doing:
        case Recording():
            return True
        case Gathering(gather=gather) as doing if not state.whispered:
            keyed = doing.digits or doing.held
            deaf = doing.prompt is not None and not gather.barge_in
            return "speech" in gather.input and not keyed and not deaf
    return False


def _quieted(state: CallState, doing: Gathering) -> tuple[Gathering, tuple[Event, ...]]:
    """Stop what is playing."""
    return replace(doing, prompt=None, left=()), interrupt(state)


def _noted(state: CallState, words: str) -> CallState:
    if not isinstance(state.doing, Recording):
        return state
    heard = f"{state.doing.words} {words}".strip()
    return replace(state, doing=replace(state.doing, words=heard))


def _most(doing: Gathering) -> int:
    return min(doing.gather.max_speech_time or MOST_SECONDS, MOST_SECONDS)
