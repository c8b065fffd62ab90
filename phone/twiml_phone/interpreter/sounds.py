"""Sees to it that a verb begins with every sound it plays known: those nested in a Gather too.

Twilio fetches all the files of a Gather before the first is played, and a file that cannot be
played fails the document: https://www.twilio.com/docs/voice/twiml/play. Pure: `media` fetches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import OURS, LineWarning
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Gather, Play

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.interpreter.state import CallState, SoundInfo
    from twiml_phone.twiml.verbs import Verb

NO_SOUND = 13420
NO_SOUND_IN_GATHER = 13325


def played(verb: Verb, url: str) -> tuple[str, ...]:
    """Return the URLs of the sounds a verb of the document at `url` plays, each once."""
    verbs = verb.prompts if isinstance(verb, Gather) else (verb,)
    plays = (each for each in verbs if isinstance(each, Play) and each.text and not each.digits)
    return tuple(dict.fromkeys(resolve(url, play.text) for play in plays))


def missing(verb: Verb, state: CallState) -> tuple[str, ...]:
    """Return the URLs among them that the call knows nothing of."""
    return tuple(url for url in played(verb, state.url) if state.sound(url) is None)


def learn(state: CallState, sounds: Iterable[SoundInfo]) -> CallState:
    """Tell a call of sounds. It takes no time, and may be done before they are needed."""
    told = {sound.url: sound for sound in (*state.sounds, *sounds)}
    return replace(state, sounds=tuple(told.values()))


def announce(state: CallState, verb: Verb) -> Step:
    """Tell how a verb's sounds were had, when it begins; each is told of once."""
    urls = played(verb, state.url)
    if not urls:
        return Step(state)
    fetched = [state.sound(url) for url in urls]
    sounds = [sound for sound in fetched if sound is not None]
    asked = [replace(each, at=state.clock) for sound in sounds for each in sound.asked]
    odd = [
        LineWarning(at=state.clock, code=OURS, message=sound.flaw) for sound in sounds if sound.flaw
    ]
    told = learn(state, [replace(sound, asked=(), flaw="") for sound in sounds])
    good = tuple(sound for sound in told.sounds if not sound.code)  # what failed is asked again
    return Step(replace(told, sounds=good)).tell(*asked, *odd)


def unplayable(verb: Verb, state: CallState) -> SoundInfo | None:
    """Return the first of a verb's sounds that cannot be played, with the code Twilio gives it."""
    for url in played(verb, state.url):
        sound = state.sound(url)
        if sound is not None and sound.code:
            nested = isinstance(verb, Gather) and sound.code == NO_SOUND
            return replace(sound, code=NO_SOUND_IN_GATHER if nested else sound.code)
    return None
