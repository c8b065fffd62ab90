"""What the rules know of a language: words to avoid, words to expect, how to count syllables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("lexicon.yaml")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


@dataclass(frozen=True)
class Lexicon:
    """One language's words; lists are of regular expressions, looked for without regard to case.

    `rate` is how fast it is easily followed, and `hardly` beyond which it is hard: each a fewest
    and a most, of syllables a second, or of words a minute where `counts` says so.
    """

    vowels: str
    counts: str
    rate: tuple[float, float]
    hardly: tuple[float, float]
    syllables: int
    small: frozenset[str]
    press: str
    key_first: tuple[str, ...]
    key_phrases: tuple[str, ...]
    more: tuple[str, ...]
    openings: tuple[str, ...]
    reading: tuple[str, ...]
    blame: tuple[str, ...]
    stars: tuple[str, ...]

    def find(self, patterns: tuple[str, ...], text: str) -> str | None:
        """Return the first words of a text that one of these patterns fits."""
        either = "|".join(f"(?:{pattern})" for pattern in patterns)
        found = re.search(rf"\b(?:{either})", text, re.IGNORECASE)
        return found[0] if found else None

    def content(self, text: str) -> list[str]:
        """Return the words of a text that carry its meaning."""
        return [word for word in words(text) if word not in self.small]

    def count_syllables(self, word: str) -> int:
        """Return about how many syllables a word has: its groups of vowels."""
        return max(1, len(self._group.findall(word.casefold())))

    @cached_property
    def _group(self) -> re.Pattern[str]:
        return re.compile(f"[{self.vowels}]+")


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the words of a language by its code, or None: those of pt-BR are those of pt."""
    return _all().get(language.partition("-")[0])


@cache
def _all() -> dict[str, Lexicon]:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {code: Lexicon(**_fields(each)) for code, each in data.items()}


def _fields(data: dict[str, Any]) -> dict[str, Any]:
    fields = {name.replace("-", "_"): value for name, value in data.items()}
    lists = {name: tuple(each) for name, each in fields.items() if isinstance(each, list)}
    return fields | lists | {"small": frozenset(fields["small"])}


def words(text: str) -> list[str]:
    """Return the words of a text in small letters.

    >>> words("Para TV, tecle 1.")
    ['para', 'tv', 'tecle', '1']
    """
    return [word.casefold() for word in WORD.findall(text.replace("İ", "i").replace("’", "'"))]
