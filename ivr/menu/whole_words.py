"""Finds words and phrases in a text: whole words only, in whatever letters they are written.

A word goes on over a hyphen (Wi-Fi, e-mail) and ends at an apostrophe (SAC'ı, TV's).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LETTERS = r"[\w\u0300-\u036f]+"
"""Letters, figures, and accents that are characters of their own."""
WORD = re.compile(rf"{LETTERS}(?:[-\u2010\u2011]{LETTERS})*")
BRACES = re.compile(r"\{[^{}]*\}")
HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})

NO_WORD = "\0"

Folded = tuple[str, ...]
"""A phrase as it is compared: its words and what stands between them, by turns."""


@dataclass(frozen=True, slots=True)
class Found:
    """A listed phrase in a text: where it begins and ends, and how the list writes it."""

    start: int
    end: int
    listed: str


class Phrases:
    """Phrases to be looked for in texts of one language.

    A phrase in capitals (SAC) is found in capitals only, any other in small letters and capitals.
    Where several begin at one word, the longest is found.
    """

    def __init__(self, listed: Iterable[str], language: str) -> None:
        self.language = language
        self.by_first: dict[str, list[tuple[Folded, str]]] = {}
        for phrase in listed:
            key = folded(phrase, language)
            self.by_first.setdefault(key[0], []).append((key, phrase))
        for same in self.by_first.values():
            same.sort(key=lambda each: -len(each[0]))

    def find(self, text: str) -> Iterator[Found]:
        """Yield the phrases in a text from its start, none over another, none within braces.

        >>> [each.listed for each in Phrases(["net", "norte net"], "pt-BR").find("A Norte Net.")]
        ['norte net']
        """
        text = blank(text, (braces.span() for braces in BRACES.finditer(text)))
        words = list(WORD.finditer(text))
        index = 0
        while index < len(words):
            count, listed = self._longest(text, words, index)
            if listed is not None:
                yield Found(words[index].start(), words[index + count - 1].end(), listed)
            index += count

    def _longest(self, text: str, words: list[re.Match[str]], index: int) -> tuple[int, str | None]:
        """Return how many words the longest phrase has that begins here, and how it is listed."""
        word = words[index][0]
        either = self.by_first.get(fold(word, self.language), [])
        exact = self.by_first.get(_plain(word), []) if in_capitals(word) else []
        for key, listed in sorted([*exact, *either], key=lambda each: -len(each[0])):
            count = len(key) // 2 + 1
            here = words[index : index + count]
            if len(here) == count and _same(text, here, key, listed, self.language):
                return count, listed
        return 1, None


def _same(text: str, words: list[re.Match[str]], key: Folded, listed: str, language: str) -> bool:
    written = text[words[0].start() : words[-1].end()]
    if in_capitals(listed):
        return _parts(_plain(written)) == key
    return _parts(fold(written, language)) == key


def folded(phrase: str, language: str) -> Folded:
    """Return a phrase as it is compared: two that are the same are found in the same texts.

    >>> folded("Wi-Fi", "pt-BR") == folded("wi-fi", "pt-BR"), folded("SAC", "pt-BR")
    (True, ('SAC',))
    """
    return _parts(_plain(phrase) if in_capitals(phrase) else fold(phrase, language))


def in_capitals(phrase: str) -> bool:
    """Tell whether a phrase is written in capitals throughout, as SAC and R$ are, and Wi-Fi not."""
    return phrase.isupper()


def fold(text: str, language: str) -> str:
    """Return a text without regard to capitals; Turkish has two letters i.

    >>> fold("İNTERNET", "tr-TR"), fold("ISI", "tr-TR"), fold("É", "pt-BR")
    ('internet', 'ısı', 'é')
    """
    if language.partition("-")[0] in {"tr", "az"}:
        text = text.replace("İ", "i").replace("I\u0307", "i").replace("I", "ı")
    return unicodedata.normalize("NFC", _plain(text).casefold())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(HYPHENS)


def _parts(text: str) -> Folded:
    """Return the words of a text and what stands between them, each white space as one space."""
    words = list(WORD.finditer(text))
    between = [
        re.sub(r"\s+", " ", text[one.end() : other.start()]) for one, other in pairwise(words)
    ]
    pairs = zip(words, [*between, ""], strict=True)
    return tuple(part for word, gap in pairs for part in (word[0], gap))[: 2 * len(words) - 1]


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length in which some parts hold no words.

    >>> blank("Call {net}.", [(5, 10)]).replace(NO_WORD, "_")
    'Call _____.'
    """
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [text[end:start], NO_WORD * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]])
