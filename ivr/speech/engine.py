"""What an engine is: text and voice in, sound out. A new engine is one file, and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from ivr.errors import EngineError

if TYPE_CHECKING:
    from ivr.speech.sound import Sound

ENGINES = {
    "espeak": "ivr.speech.espeak:Espeak",
    "gtts": "ivr.speech.gtts:GoogleTranslate",
    "piper": "ivr.speech.piper:Piper",
    "recorded": "ivr.speech.recordings:Recorded",
}
"""Where each engine is; none is imported before it is asked for."""

ALWAYS = "espeak"
"""The engine that needs no network, no account and no download."""

RECORDED = "recorded"
"""People: an engine whose voices are sound files."""


IN_THREADS = {"gtts", RECORDED}
"""Engines that may speak in several threads at once; each of the others wants its own process."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is to say: a text in a language (BCP 47), a voice of its own, and how fast.

    A `rate` of 1 is the voice's usual speed, 0.5 half of it; `accent` is for voices that have some.
    """

    text: str
    language: str
    voice: str
    rate: float = 1.0
    accent: str = ""


class Engine(Protocol):
    """Something that can speak."""

    def version(self) -> str:
        """Return the version of what makes the sound: another may sound different."""

    def speak(self, utterance: Utterance) -> Sound:
        """Return the sound of an utterance.

        Raises:
            EngineError: It cannot be spoken; the text says why.
        """


def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises:
        EngineError: There is none of that name, or what it needs is not installed.
    """
    if name not in ENGINES:
        raise EngineError(f"there is no engine {name}; there are {', '.join(ENGINES)}")
    module, maker = ENGINES[name].split(":")
    made: Engine = getattr(import_module(module), maker)()
    return made
