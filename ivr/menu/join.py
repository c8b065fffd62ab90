"""Joins the data of an included file with that of the file that includes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.menu.problem import Problem
from ivr.menu.source import Entries, Items
from ivr.menu.spelling import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.source import Source

WHOLE = frozenset({"name", "about", "start", "everywhere", "budget"})
"""Sections that stand in one of the files; of the others each file may hold a part."""
BY_LANGUAGE = frozenset({"say", "glossary"})
"""Sections whose words stand under their language: each file may name the same language."""


def join(whole: Source, other: Source) -> Iterator[Problem]:
    """Take the sections of a file into those of the whole; yield what stands in both."""
    new = []
    for section in other.data:
        mine, each = whole.data.get(section), other.data[section]
        if section == "include" or isinstance(each, Nothing):
            continue
        if section not in whole.data:
            new.append(section)
        elif section not in WHOLE and isinstance(mine, Entries) and isinstance(each, Entries):
            yield from _names(whole, mine, each, shared=section in BY_LANGUAGE)
        else:
            yield _twice(whole, whole.data, other.data, section)
    whole.data.take(other.data, new)


def _names(whole: Source, mine: Entries, other: Entries, *, shared: bool) -> Iterator[Problem]:
    """Take the names of a section into another's; in a `shared` one, join what has one name."""
    new = []
    for name, each in other.items():
        here = mine.get(name)
        if name not in mine:
            new.append(name)
        elif shared and isinstance(here, Entries) and isinstance(each, Entries):
            yield from _names(whole, here, each, shared=False)
        elif shared and isinstance(here, Items) and isinstance(each, Items):
            here.take(each)
        else:
            yield _twice(whole, mine, other, name)
    mine.take(other, new)


def _twice(whole: Source, mine: Entries, other: Entries, name: str) -> Problem:
    file, line, _ = whole.at(mine.marks(name)[0])
    message = f'"{name}" stands in {file} too, on line {line}; keep one of them'
    return Problem(*whole.at(other.marks(name)[0]), message)
