"""Arranges changes in tables, the same for a terminal and for a pull request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ivr.analysis.diff.change import Changes, PlaceChange, Seconds, ValueChange, Words

    Row = tuple[str, ...]

NONE = "–"


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its title; `figures` tells that all but the first column are numbers."""

    title: str
    headings: Row
    rows: tuple[Row, ...]
    figures: bool = False


def sections(
    changes: Changes, sentences: Mapping[tuple[str, str], int] | None = None
) -> list[Section]:
    """Return the tables of all that differs; an empty one is left out.

    `sentences` counts those that are left out because a value explains them.
    """
    languages = [each.language for each in changes.expected]
    all_ = [
        Section("Languages", ("language", "change"), tuple(_languages(changes))),
        Section("Places added", ("place", "keys", "title"), tuple(_places(changes.added))),
        Section("Places gone", ("place", "keys", "title"), tuple(_places(changes.gone))),
        Section("Places on other keys", ("place", "before", "after"), tuple(_moved(changes))),
        _values(changes.values, sentences),
        Section(
            "Sentences", ("where", "language", "before", "after"), tuple(_texts(changes.words))
        ),
        Section(
            "Seconds to the first word",
            ("answer", *languages),
            tuple(_seconds(changes, languages)),
            figures=True,
        ),
    ]
    return [section for section in all_ if section.rows]


def _values(
    values: Sequence[ValueChange], sentences: Mapping[tuple[str, str], int] | None
) -> Section:
    headings, rows = ("value", "language", "before", "after"), tuple(_texts(values))
    if sentences is None:
        return Section("Values", headings, rows)
    counted = tuple((*row, str(sentences.get((row[0], row[1]), 0))) for row in rows)
    return Section("Values", (*headings, "sentences"), counted)


def _languages(changes: Changes) -> Iterator[Row]:
    yield from ((code, "added") for code in changes.languages_added)
    yield from ((code, "gone") for code in changes.languages_gone)


def _places(places: Iterable[PlaceChange]) -> Iterator[Row]:
    return ((each.name, _keys(each.keys), next(iter(each.titles.values()))) for each in places)


def _moved(changes: Changes) -> Iterator[Row]:
    return ((each.place, _keys(each.before), _keys(each.after)) for each in changes.moved)


def _keys(keys: str) -> str:
    return " ".join(keys) or NONE


def _texts(changed: Iterable[ValueChange] | Iterable[Words]) -> Iterator[Row]:
    for each in changed:
        yield each.name, each.language, each.before or NONE, each.after or NONE


def _seconds(changes: Changes, languages: Iterable[str]) -> Iterator[Row]:
    """Yield the mean, then each answer, in every language."""
    found = {(each.way, each.language): each for each in changes.seconds}
    means = {each.language: each for each in changes.expected}
    if found:
        yield "on average", *(_change(means[code], digits=2) for code in languages)
    for way in dict.fromkeys(each.way for each in changes.seconds):
        yield _name(way), *(_change(found.get((way, code))) for code in languages)


def _name(way: tuple[str, ...]) -> str:
    """Name an answer by the way to it, without the start."""
    return " › ".join(way[1:])


def _change(change: Seconds | None, digits: int = 1) -> str:
    if change is None:
        return NONE
    if change.before is None or change.after is None:
        known = change.after if change.before is None else change.before
        return f"{known:.{digits}f} {'new' if change.before is None else 'gone'}"
    gained = f"{change.after - change.before:+.{digits}f}"
    return f"{change.before:.{digits}f} → {change.after:.{digits}f} ({gained})"
