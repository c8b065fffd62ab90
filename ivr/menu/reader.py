"""Reads a menu file: returns its Flow, or every problem at once, with its place and its remedy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ivr.errors import MenusError
from ivr.menu import dates
from ivr.menu.build import Builder
from ivr.menu.collector import resting
from ivr.menu.include import load
from ivr.menu.links import Links
from ivr.menu.problem import Hints, by_place, first
from ivr.menu.shape import shape, without
from ivr.menu.short_forms import written_out

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ivr.menu.dates import Period
    from ivr.menu.document import MenuFile
    from ivr.menu.flow import Flow
    from ivr.menu.problem import Problem
    from ivr.menu.slips import Slips
    from ivr.menu.source import Source


@dataclass(frozen=True)
class Reading:
    """What came of reading a menu file; `flow` is None if there are errors among the problems.

    `document` holds what was validated and is spoken on `day`, where `source` says where it stands;
    whoever needs more than the Flow asks it, not the source. `whole` is the file with all that is
    not spoken that day, and `dated` are the periods of its parts, whether they hold or not.
    `edition` is the whole's, or another where some parts are silent.
    """

    flow: Flow | None
    problems: tuple[Problem, ...]
    document: MenuFile | None
    source: Source
    whole: Source
    day: dt.date
    dated: tuple[Period, ...] = ()
    edition: str = ""


def read(path: Path) -> Flow:
    """Return the Flow of a menu file as it is spoken today.

    Raises:
        MenusError: It has errors; `problems` lists them all.
        UnreadableMenus: It cannot be read as plain YAML.
    """
    return flow_of(load(path))


def flow_of(source: Source) -> Flow:
    """Return the Flow of a menu file that was loaded, as it is spoken today.

    Raises:
        MenusError: It has errors; `problems` lists them all.
    """
    reading = examine(source)
    if reading.flow is None:
        raise MenusError(reading.problems, source.files)
    return reading.flow


@resting()
def examine(source: Source, day: dt.date | None = None) -> Reading:
    """Return the Flow of a menu file if it has no errors, and all that is wrong with it.

    Parts that are not spoken on `day`, today without it, are left out.
    """
    day = day or dates.today()
    source = written_out(source)
    whole = shape(source)
    dated = dates.periods(whole.document) if whole.document else ()
    silent = dates.unspoken(whole.document, dated, day) if whole.document else ()
    shaped = shape(without(whole.source, silent)) if silent else whole
    wrong = [*source.repeated, *whole.problems]
    gone = [path for path in silent if len(path) == dates.PLACE]
    named = without(source, gone) if gone else source
    flow = _build(shaped.document, shaped.source, named, wrong) if shaped.document else None
    # What a place says for all choices that lead there is wrong once.
    problems = sorted(dict.fromkeys(_explained(wrong, source.slips)), key=by_place)
    errors = any(each.severity == "error" for each in problems)
    told = first(problems, whole.left_out)
    edition = _edition(source.edition, silent)
    return Reading(
        None if errors else flow, told, shaped.document, shaped.source, source, day, dated, edition
    )


def _edition(whole: str, silent: Sequence[tuple[str | int, ...]]) -> str:
    """Return the edition of a file of which some parts are not spoken."""
    if not (whole and silent):
        return whole
    return hashlib.sha256(f"{whole} {silent}".encode()).hexdigest()[: len(whole)]


def _explained(wrong: Sequence[Problem], slips: Slips) -> Iterator[Problem]:
    """Yield what is wrong; a slip stands for whatever else is wrong on its line."""
    lines = {(each.file, each.line) for each in wrong}
    explaining = (each for each in slips.explaining if (each.file, each.line) in lines)
    told = [*slips.certain, *explaining]
    explained = {(each.file, each.line) for each in told if each.severity == "error"}
    yield from told
    yield from (each for each in wrong if (each.file, each.line) not in explained)


def _build(document: MenuFile, kept: Source, source: Source, problems: list[Problem]) -> Flow:
    """Return the Flow of what could be read of a file, and add what is wrong with it."""

    def report(path: Sequence[str | int], message: str) -> None:
        problems.append(kept.problem(path, message))

    for name in document.menus.keys() & document.messages.keys():
        report(["messages", name], f'"{name}" is a menu too; rename one of them')
    messages = {k: v for k, v in document.messages.items() if k not in document.menus}
    document = document.model_copy(update={"messages": messages})
    hints = Hints()
    links = Links(document, _names(source, "menus", "messages"), report, hints)
    links.check_start(document.start)
    flow = Builder(document, _names(source, "values"), links, report, hints).flow()
    if all(each.severity == "warning" for each in problems):
        links.check_ways()
    return flow


def later(reading: Reading) -> list[Problem]:
    """Return what will be wrong with a file from some day on, as dated parts begin and end."""
    problems = []
    known = {each.message for each in reading.problems}
    day = dates.next_change(reading.dated, reading.day)
    while day:
        for each in examine(reading.whole, day).problems:
            if each.message not in known:
                known.add(each.message)
                problems.append(replace(each, message=f"from {day} on: {each.message}"))
        day = dates.next_change(reading.dated, day)
    return problems


def ending(reading: Reading) -> list[Problem]:
    """Return a warning for each part that ends within a month, or has ended."""
    return [
        replace(
            reading.whole.problem(
                [*each.path, "until"],
                f"is spoken until {each.last}: write what is true then, or delete it",
            ),
            severity="warning",
        )
        for each in reading.dated
        if each.ends_soon(reading.day)
    ]


def stale(flow: Flow, source: Source, today: dt.date) -> list[Problem]:
    """Return a warning for each value whose day to be checked again has come."""
    return [
        replace(
            source.problem(
                ["values", value.name, "check-again"],
                f'"{value.name}" was to be checked again on {value.check_again}: {value.source}',
            ),
            severity="warning",
        )
        for value in flow.values.values()
        if value.check_again <= today
    ]


def _names(source: Source, *sections: str) -> list[str]:
    """Return the names in some sections of the file, whether what they name can be read or not."""
    parts = (source.data.get(section) for section in sections)
    return [name for part in parts if isinstance(part, dict) for name in part]
