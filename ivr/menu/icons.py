"""The pictures that a menu file may name, and the words in three languages that find them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("icons.yaml")
ALIKE = 80
"""Of 100: words that differ by a letter or an ending are alike."""


@dataclass(frozen=True, slots=True)
class Icon:
    """A picture: its name, and its words by language."""

    name: str
    words: Mapping[str, tuple[str, ...]]


@cache
def icons() -> Mapping[str, Icon]:
    """Return every picture by its name."""
    written = yaml.load(FILE.read_bytes(), yaml.CSafeLoader)  # a SafeLoader
    return {
        name: Icon(name, {code: tuple(each) for code, each in words.items()})
        for name, words in written.items()
    }


def find(word: str) -> list[Icon]:
    """Return the pictures a word means, the likeliest first.

    >>> [icon.name for icon in find("conserto")][:1]
    ['tool']
    """
    likeness = {icon.name: _likeness(word, icon) for icon in icons().values()}
    found = (icon for icon in icons().values() if likeness[icon.name] >= ALIKE)
    return sorted(found, key=lambda icon: -likeness[icon.name])


def nearest(word: str, count: int = 3) -> list[Icon]:
    """Return the pictures whose words are most like a word, however little."""
    return sorted(icons().values(), key=lambda icon: -_likeness(word, icon))[:count]


def _likeness(word: str, icon: Icon) -> float:
    """Return how like a word is to an icon's name or to one of its words, of 100."""
    from rapidfuzz import fuzz  # noqa: PLC0415  # a good file needs no likeness

    words = [icon.name, *icon.name.split("-")]
    for each in icon.words.values():
        words += [part for words_ in each for part in {words_, *words_.split()}]
    return max(fuzz.ratio(_plain(word), _plain(each)) for each in words)


def _plain(word: str) -> str:
    """Return a word in small letters without accents: many type none."""
    letters = unicodedata.normalize("NFD", word.replace("ı", "i").casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))
