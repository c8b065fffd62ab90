"""Finds which parts of a menu file are spoken on a day, and on which day that changes."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr import settings
from ivr.menu.document import MessageEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ivr.menu.document import Dated, MenuEntry, MenuFile

    Place = MenuEntry | MessageEntry

DAY = dt.timedelta(days=1)
PLACE = 2
"""Steps of the path to a place: its section and its name."""
WARNED = dt.timedelta(days=30)
"""So long before a part ends, its owner is told."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which a part of a menu file is spoken; `path` leads to the part.

    `first` and `last` are days it is still spoken on; None where it has no such end.
    """

    path: tuple[str | int, ...]
    first: dt.date | None
    last: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Tell whether the part is spoken on a day."""
        begun = self.first is None or self.first <= day
        return begun and (self.last is None or day <= self.last)

    def ends_soon(self, day: dt.date) -> bool:
        """Tell whether the part ends within a month, or has ended."""
        return self.last is not None and self.last - WARNED <= day

    @property
    def name(self) -> str:
        """The path as it is written: names and numbers with points between."""
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.path)

    @property
    def changes(self) -> Iterator[dt.date]:
        """The days from which on the part is spoken, or not any more."""
        yield from [self.first] if self.first else []
        yield from [self.last + DAY] if self.last else []


def today() -> dt.date:
    """Return the day it is where the line runs, in the time zone of its machine, or IVR_DAY."""
    return settings.day(os.environ)


def periods(document: MenuFile) -> tuple[Period, ...]:
    """Return the period of each part that is only spoken on some days."""
    sections: dict[str, Mapping[str, Place]] = {
        "menus": document.menus,
        "messages": document.messages,
    }
    return tuple(
        Period(path, part.from_, part.until)
        for section, places in sections.items()
        for name, place in places.items()
        for path, part in _dated((section, name), place)
        if part.from_ or part.until
    )


def _dated(path: tuple[str, str], place: Place) -> Iterator[tuple[tuple[str | int, ...], Dated]]:
    """Yield a place and its parts, all of which may be spoken on some days only."""
    yield path, place
    for index, step in enumerate(place.steps if isinstance(place, MessageEntry) else ()):
        yield (*path, "steps", index), step
    for index, choice in enumerate(place.choices):
        yield (*path, "choices", index), choice


def unspoken(
    document: MenuFile, dated: Iterable[Period], day: dt.date
) -> tuple[tuple[str | int, ...], ...]:
    """Return the paths of all that is not spoken on a day: dated parts, and the ways to them."""
    silent = {each.path for each in dated if not each.holds(day)}
    places = {path[1] for path in silent if len(path) == PLACE}
    return tuple(sorted(silent | set(_ways(document, places)), key=str))


def _ways(document: MenuFile, gone: set[str | int]) -> Iterator[tuple[str | int, ...]]:
    """Yield the choices that lead to places that are not spoken."""
    sections: dict[str, Any] = {"menus": document.menus, "messages": document.messages}
    for section, places in sections.items():
        for name, place in places.items():
            for index, choice in enumerate(place.choices):
                if choice.to in gone:
                    yield section, name, "choices", index


def next_change(dated: Iterable[Period], day: dt.date) -> dt.date | None:
    """Return the next day on which something else is spoken than on this one."""
    return min((each for one in dated for each in one.changes if each > day), default=None)
