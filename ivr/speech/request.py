"""The request for one sound: a prompt, at a pace, by an engine. Its key hashes all of it.

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
from ivr.speech.engines.engine import (
    ALWAYS,
    BUILT_IN,
    BUILT_IN_RATES,
    IN_SENTENCE,
    NATURAL,
    RECORDED,
    Utterance,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ivr.menu.flow import Language, Prompt

AUTO = "auto"
"""Whose voice goes first is left to the menu file."""

FORMAT = 2
"""Counts up when the way sounds are made changes."""
SETTINGS = (FORMAT, TARGET, PEAK, HEAD, TAIL)
MARKS = " .,:;"
"""Marks at the ends of a piece: the pause around it says what they would."""
SENTENCE_END = re.compile(r"(?<=[.!?…]) +")
CLAUSE_END = re.compile(r"(?<=[.!?…:;]) +")
GOES_ON = ","
"""Ends a piece before its sentence does: without it the voice would fall, as if all was said."""
DICTATED = {"pt": {"seis": "meia"}}
"""By language: digits that have another name within a telephone number, where "seis" and "três"
would be mistaken for each other. Keys keep their own."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a prompt is spoken: rates against the voice's own, pauses in seconds.

    `dictated` holds for telephone numbers: each `alone`, a piece of its own, else with the sentence
    it stands in. `around` stands between pieces, a `pause` of None leaves sentences together.
    """

    rate: float
    dictated: float
    around: float
    pause: float | None
    alone: bool = True


NORMAL = Pace(rate=1.0, dictated=0.8, around=0.25, pause=None)
SLOW = Pace(rate=0.78, dictated=0.65, around=0.5, pause=0.5)
NORMAL_IN_SENTENCE = Pace(rate=1.0, dictated=1.0, around=0.25, pause=None, alone=False)
SLOW_IN_SENTENCE = Pace(rate=0.78, dictated=0.9, around=0.5, pause=0.5, alone=False)
"""A natural voice that is slowed further loses digits: docs/speech.md has the figures."""


@dataclass(frozen=True)
class SpeechRequest:
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
        slow = self.slow or self.prompt.careful
        if self.engine in IN_SENTENCE:
            return SLOW_IN_SENTENCE if slow else NORMAL_IN_SENTENCE
        return SLOW if slow else NORMAL

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
        """Yield what the engine says, piece by piece."""
        if self.engine == RECORDED:
            yield Utterance(self.prompt.text, self.prompt.language, self.voice.voice)
            return
        for text, dictated in self._pieces():
            rate = self.pace.dictated if dictated else self.pace.rate
            if any(character.isalnum() for character in text):
                yield Utterance(
                    text,
                    self.prompt.language,
                    self.voice.voice,
                    rate * self.voice.rate,
                    self.voice.accent,
                )

    def _pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the pieces of the text, and whether a telephone number is dictated in each."""
        number = _number(self.digits)
        whole = number.sub(self._dictated, self.text)
        number = _number((*self.digits, *self._names.values()))
        if not self.pace.alone:
            for text in [whole] if self.pace.pause is None else SENTENCE_END.split(whole):
                yield text, bool(number.search(text))
            return
        for text, dictated in _cut(whole, number):
            together = dictated or self.pace.pause is None
            for part in [text] if together else CLAUSE_END.split(text):
                yield part, dictated

    @property
    def _names(self) -> dict[str, str]:
        """What digits are called in telephone numbers, where it is not what keys are called."""
        return DICTATED.get(self.prompt.language.partition("-")[0], {})

    def _dictated(self, number: re.Match[str]) -> str:
        names = self._names
        return re.sub(r"\w+", lambda word: names.get(word[0].lower(), word[0]), number[0])

    @property
    def gap(self) -> float:
        """Seconds of silence between its pieces."""
        return self.pace.around


def voice_of(language: Language, engine: str) -> Voice | None:
    """Return the voice an engine has for a language: the menu file's, else one it brings itself.

    The embedded engine knows languages by their codes.
    """
    if engine in language.voices:
        return language.voices[engine]
    if built_in := BUILT_IN.get(engine, {}).get(language.code):
        return Voice(built_in, BUILT_IN_RATES.get(engine, {}).get(language.code, 1))
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


def _number(digits: Collection[str]) -> re.Pattern[str]:
    """Return what finds telephone numbers: three or more digits in a row."""
    digit = "|".join(map(re.escape, digits))
    return re.compile(rf"\b((?:{digit})(?:[,;] (?:{digit})){{2,}})\b", re.IGNORECASE)


def _cut(text: str, number: re.Pattern[str]) -> list[tuple[str, bool]]:
    """Cut a text before and after each telephone number; tell which pieces are numbers.

    >>> digits = _number(("1", "2", "3", "4"))
    >>> _cut("Call 1, 2; 3, 4 now. It is free.", digits)
    [('Call,', False), ('1, 2; 3, 4,', True), ('now. It is free', False)]
    >>> _cut("Call us: 1, 2; 3, 4.", digits)
    [('Call us,', False), ('1, 2; 3, 4', True)]
    """
    pieces = number.split(text)
    ends = [after[:1] in {*".!?…", ""} for after in pieces[1:]] + [True]
    cut = (
        (_ended(piece, ends=end or piece.rstrip(" ")[-1:] in {*".!?…"}), bool(index % 2))
        for index, (piece, end) in enumerate(zip(pieces, ends, strict=True))
    )
    return [(piece, dictated) for piece, dictated in cut if piece]


def _ended(piece: str, *, ends: bool) -> str:
    """Return a piece without marks at its ends, but for what says that its sentence goes on."""
    bare = piece.strip(MARKS)
    return bare if ends or not bare else bare + GOES_ON
