"""What is to be rendered: a prompt, at a pace, by an engine. Its key hashes the whole request.

The same request has the same key, so nothing is rendered twice; whatever would change the sound
changes the key, so nothing old is kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ivr.menu.flow import Voice
from ivr.speech.audio.target import HEAD, PEAK, TAIL, TARGET
from ivr.speech.engines.engine import ALWAYS, NATURAL, RECORDED, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.flow import Language, Prompt

AUTO = "auto"
"""Whose voice goes first is left to the menu file."""

FORMAT = 1
"""Counts up when the way sounds are made changes."""
SETTINGS = (FORMAT, TARGET, PEAK, HEAD, TAIL)
MARKS = " .,:;"
"""Marks at the ends of a piece: the pause around it says what they would."""
SENTENCE_END = re.compile(r"(?<=[.!?:;]) +")


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a prompt is spoken: rates against the voice's own, pauses in seconds.

    `dictated` holds for telephone numbers; `pause` stands between pieces, a `pause` of None leaves
    sentences together.
    """

    rate: float
    dictated: float
    around: float
    pause: float | None


NORMAL = Pace(rate=1.0, dictated=0.8, around=0.25, pause=None)
SLOW = Pace(rate=0.78, dictated=0.65, around=0.5, pause=0.5)


@dataclass(frozen=True)
class Order:
    """One sound to be made. `version` is the engine's: another may sound different.

    `said` is the text as it is given to the voice, where that is not the text of the prompt.
    """

    prompt: Prompt
    slow: bool
    engine: str
    version: str
    voice: Voice
    digits: tuple[str, ...]
    said: str = ""

    @property
    def text(self) -> str:
        """The text the voice is given: listed words are respelled."""
        return self.said or self.prompt.text

    @property
    def pace(self) -> Pace:
        """The pace it is spoken at."""
        return SLOW if self.slow else NORMAL

    @cached_property
    def key(self) -> str:
        """The hash of all that makes the sound what it is."""
        whole = [
            self.prompt.text,
            self.text,
            self.prompt.language,
            self.engine,
            self.version,
            asdict(self.voice),
            asdict(self.pace),
            self.digits,
            SETTINGS,
        ]
        written = json.dumps(whole, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    @property
    def stem(self) -> str:
        """The file's name without its ending: place, engine, pace, key."""
        pace = "slow" if self.slow else "normal"
        return f"{self.prompt.name}.{self.engine}.{pace}.{self.key}"

    def utterances(self) -> Iterator[Utterance]:
        """Yield what the engine says, piece by piece: telephone numbers by themselves, slower."""
        if self.engine == RECORDED:
            yield Utterance(self.prompt.text, self.prompt.language, self.voice.voice)
            return
        for text, dictated in _pieces(self.text, self.digits):
            rate = self.pace.dictated if dictated else self.pace.rate
            parts = [text] if dictated or self.pace.pause is None else SENTENCE_END.split(text)
            for part in filter(_speakable, parts):
                yield Utterance(
                    part,
                    self.prompt.language,
                    self.voice.voice,
                    rate * self.voice.rate,
                    self.voice.accent,
                )

    @property
    def gap(self) -> float:
        """Seconds of silence between its pieces."""
        return self.pace.around


def voice_of(language: Language, engine: str) -> Voice | None:
    """Return the voice an engine has for a language; the embedded one knows languages by code."""
    if engine in language.voices:
        return language.voices[engine]
    return Voice(language.code.lower()) if engine == ALWAYS else None


def preferred(language: Language, first: str = AUTO) -> list[str]:
    """Return the engines a language may be spoken with, the best first.

    One may be put first (IVR_VOICE); then come those the menu file names, in its order, then the
    one with natural voices of its own, and last the embedded one, which is hardly understood.
    """
    named = [name for name in language.voices if name != ALWAYS]
    asked = [] if first == AUTO else [first]
    every = dict.fromkeys([*asked, *named, NATURAL, ALWAYS])
    return [name for name in every if voice_of(language, name)]


def _pieces(text: str, digits: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Cut a text before and after each telephone number; tell which pieces are numbers.

    >>> _pieces("Call 1, 2; 3, 4 now.", ("1", "2", "3", "4"))
    [('Call', False), ('1, 2; 3, 4', True), ('now', False)]
    """
    digit = "|".join(map(re.escape, digits))
    number = re.compile(rf"\b((?:{digit})(?:[,;] (?:{digit})){{2,}})\b", re.IGNORECASE)
    pieces = (
        (piece.strip(MARKS), bool(index % 2)) for index, piece in enumerate(number.split(text))
    )
    return [(piece, dictated) for piece, dictated in pieces if piece]


def _speakable(text: str) -> bool:
    return any(character.isalnum() for character in text)
