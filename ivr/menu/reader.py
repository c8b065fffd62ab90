"""A menu file becomes a Flow, or every problem at once, each with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ivr.errors import MenusError
from ivr.menu.build import Builder
from ivr.menu.links import Links
from ivr.menu.problem import MOST_PROBLEMS, Hints, by_place
from ivr.menu.shape import shape
from ivr.menu.source import Source, load

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ivr.menu.document import MenuFile
    from ivr.menu.flow import Flow
    from ivr.menu.problem import Problem
    from ivr.menu.slips import Slips


@dataclass(frozen=True)
class Reading:
    """What came of reading a menu file; `flow` is None if there are errors among the problems.

    `document` holds what was validated; whoever needs more than the Flow asks it, not the source.
    """

    flow: Flow | None
    problems: tuple[Problem, ...]
    document: MenuFile | None
    source: Source


def read(path: Path) -> Flow:
    """Return the Flow of a menu file.

    Raises:
        MenusError: It has errors; `problems` lists them all.
        UnreadableMenus: It cannot be read as plain YAML.
    """
    return flow_of(load(path))


def flow_of(source: Source) -> Flow:
    """Return the Flow of a menu file that was loaded.

    Raises:
        MenusError: It has errors; `problems` lists them all.
    """
    reading = examine(source)
    if reading.flow is None:
        raise MenusError(reading.problems)
    return reading.flow


def examine(source: Source) -> Reading:
    """Return the Flow of a menu file if it has no errors, and all that is wrong with it."""
    shaped = shape(source)
    wrong = [*source.repeated, *shaped.problems]
    flow = _build(shaped.document, shaped.source, source, wrong) if shaped.document else None
    problems = sorted(_explained(wrong, source.slips), key=by_place)
    errors = any(each.severity == "error" for each in problems)
    told = _first(problems, shaped.left_out)
    return Reading(None if errors else flow, told, shaped.document, source)


def _explained(wrong: Sequence[Problem], slips: Slips) -> Iterator[Problem]:
    """Yield what is wrong; a slip stands for whatever else is wrong on its line."""
    lines = {each.line for each in wrong}
    told = [*slips.certain, *(each for each in slips.explaining if each.line in lines)]
    explained = {each.line for each in told if each.severity == "error"}
    yield from told
    yield from (each for each in wrong if each.line not in explained)


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
    if not problems:
        links.check_ways()
    return flow


def _first(problems: Sequence[Problem], left_out: int) -> tuple[Problem, ...]:
    """Return the first problems of a file, and one that says how many more there are."""
    told = problems[:MOST_PROBLEMS]
    left_out += len(problems) - len(told)
    if not left_out:
        return tuple(told)
    more = f"and {left_out:,} more problems; mend these first"
    return (*told, replace(told[-1], message=more))


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
