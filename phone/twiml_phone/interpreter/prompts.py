"""Says how long Say, Play and Pause last, and what is heard of them. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import LegPrompt, PromptPlayed
from twiml_phone.interpreter.state import Gathering, SoundInfo, Speaking
from twiml_phone.twiml.verbs import Pause, Play, Say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.interpreter.state import CallState

Seconds = Callable[[str, Say | Play], float]

FOREVER = 1000  # "until hangup or 1 000 iterations": what Twilio makes of loop="0"
TONE_WAITS = {"w": 0.5, "W": 1.0}


def usual_seconds(source: str, verb: Say | Play) -> float:
    """Guess how long a text takes to say; a sound nobody could measure counts three seconds.

    >>> usual_seconds("For your bill, press 1.", Say())
    2.3
    """
    return 3.0 if isinstance(verb, Play) else _reading_seconds(source)


@lru_cache(1024)
def _reading_seconds(source: str) -> float:
    breaths = 0.5 * len(re.findall(r"[.!?:…]+", source)) + 0.3 * source.count(",")
    return round(len(source) / 15 + breaths, 1)


def start(
    verb: Say | Play | Pause, state: CallState, seconds: Seconds = usual_seconds
) -> Speaking | None:
    """Begin a prompt of the current document; None if there is nothing to hear in it."""
    speaking = _start(verb, state, seconds)
    if speaking is None or not state.whispered or state.dialing is None:
        return speaking
    leg = next((leg.sid for leg in state.dialing.legs if leg.status == "in-progress"), "")
    return replace(speaking, leg=leg)


def _start(verb: Say | Play | Pause, state: CallState, seconds: Seconds) -> Speaking | None:
    at = state.clock
    match verb:
        case Pause():
            return Speaking(verb=verb, start=at, once=verb.length)
        case Play() if verb.digits:
            return Speaking(verb=verb, source=verb.digits, start=at, once=_waits(verb.digits))
        case _ if not verb.text:
            return None
        case Play():
            return _play(verb, state, seconds)
    times = verb.loop or FOREVER
    once = seconds(verb.text, verb)
    return Speaking(verb=verb, source=verb.text, start=at, once=once, times=times)


def _play(verb: Play, state: CallState, seconds: Seconds) -> Speaking:
    url = resolve(state.url, verb.text)
    sound = state.sound(url) or SoundInfo(url=url)
    return Speaking(
        verb=verb,
        source=url,
        start=state.clock,
        once=seconds(url, verb) if sound.seconds is None else sound.seconds,
        times=verb.loop or FOREVER,
        text=sound.text,
        language=sound.language,
        gap=sound.gap,
    )


def silence_from(
    prompts: Iterable[Say | Play | Pause], state: CallState, seconds: Seconds
) -> float:
    """Say when prompts that begin now will all be over."""
    moment = state.clock
    for verb in prompts:
        speaking = _start(verb, state, seconds)
        if speaking is not None:
            moment += speaking.once * speaking.times
    return moment


def heard(speaking: Speaking, until: float) -> tuple[PromptPlayed | LegPrompt, ...]:
    """Tell what was heard of a prompt that ended, or was cut short, at this moment."""
    cut = until < speaking.end
    silent = isinstance(speaking.verb, Pause) or speaking.gap
    if silent or (cut and until <= speaking.start):
        return ()
    told = _heard(speaking, until, cut=cut)
    if speaking.leg:
        return (LegPrompt(at=until, sid=speaking.leg, heard=told),)
    return (told,)


def interrupt(state: CallState) -> tuple[PromptPlayed | LegPrompt, ...]:
    """Tell what was heard of the prompt that sounds now."""
    match state.doing:
        case Speaking() as speaking:
            return heard(speaking, state.clock)
        case Gathering(prompt=Speaking() as speaking):
            return heard(speaking, state.clock)
    return ()


def _heard(speaking: Speaking, until: float, *, cut: bool) -> PromptPlayed:
    times = _begun(speaking, until)
    match speaking.verb:
        case Play() if speaking.verb.digits:
            return _tones(speaking, until, cut=cut)
        case Play():
            return PromptPlayed(
                kind="play",
                start=speaking.start,
                end=until,
                url=speaking.source,
                text=speaking.text,
                language=speaking.language,
                times=times,
                cut=cut,
            )
    verb = speaking.verb
    return PromptPlayed(
        kind="say",
        start=speaking.start,
        end=until,
        text=speaking.source,
        language=verb.language if isinstance(verb, Say) else "",
        voice=verb.voice if isinstance(verb, Say) else "",
        times=times,
        cut=cut,
    )


@lru_cache(1024)
def resolve(url: str, reference: str) -> str:
    """Make a reference absolute against the document it stands in.

    A reference no URL can be made of is left as it is: asking for it will tell what is wrong.
    """
    try:
        return urljoin(url, reference.strip())
    except ValueError:
        return reference.strip()


def _begun(speaking: Speaking, until: float) -> int:
    """Count the repetitions that began. A hair's breadth of time begins none."""
    if not speaking.once:
        return speaking.times
    return max(1, math.ceil((until - speaking.start) / speaking.once - 1e-9))


def _tones(speaking: Speaking, until: float, *, cut: bool) -> PromptPlayed:
    """Tell of tones without the waits around them."""
    tones = speaking.source.strip("wW")
    lead = speaking.source[: speaking.source.find(tones)]
    begin = min(until, speaking.start + _waits(lead))
    return PromptPlayed(kind="tones", text=tones, start=begin, end=until, cut=cut)


def _waits(digits: str) -> float:
    return sum(TONE_WAITS.get(digit, 0.0) for digit in digits)
