"""Reports where a line makes callers wait longer than its budget allows."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.measured_line import MeasuredLine
    from ivr.analysis.timing.answers import Answer
    from ivr.analysis.timing.measure import Report
    from ivr.menu.document import Budget
    from ivr.menu.problem import Path

SECONDS = ("welcome", "expected", "p90", "worst")


def overspent(budget: Budget, heard: MeasuredLine) -> Iterator[tuple[Path, str]]:
    """Yield which figure of the budget is passed, in which language and by how much."""
    for code, report in heard.reports.items():
        for name in SECONDS:
            most, spent = getattr(budget, name), getattr(report, name)
            if most is not None and spent > most:
                yield (name,), f"{code}: {name} is {spent:.2f} s (at most {most:g})"
        least = budget.efficiency
        if least is not None and report.efficiency < least:
            told = f"{code}: efficiency is {report.efficiency:.2f} (at least {least:g})"
            yield ("efficiency",), told
        for place, most in budget.answers.items():
            yield from _late(code, report, place, most)
        for place, most in budget.tasks.items():
            yield from _undone(code, report, place, most, budget.keys)


def _late(code: str, report: Report, place: str, most: float) -> Iterator[tuple[Path, str]]:
    spent = first_word(report, place)
    if spent is None:
        yield ("answers", place), f'no menu leads to "{place}"; delete this line'
    elif spent > most:
        told = f'{code}: the first word of "{place}" comes after {spent:.2f} s (at most {most:g})'
        yield ("answers", place), told


def _undone(
    code: str, report: Report, place: str, most: float, keys: int | None
) -> Iterator[tuple[Path, str]]:
    """Yield what keeps a caller from acting in time."""
    ways = [each for each in report.answers if each.place == place]
    if not ways:
        yield ("tasks", place), f'no menu leads to "{place}"; delete this line'
        return
    soonest = min(ways, key=lambda each: each.decisive)
    if soonest.decisive > most:
        told = f'{code}: "{place}" can be acted on after {soonest.decisive:.2f} s'
        yield ("tasks", place), f"{told} (at most {most:g})"
    if keys is not None and len(soonest.keys) > keys:
        told = f'{code}: "{place}" takes {len(soonest.keys)} keys (at most {keys})'
        yield ("tasks", place), told


def first_word(report: Report, place: str) -> float | None:
    """Return the seconds to the first word of an answer, or of a menu's text; the soonest way."""
    answers = [each.first_word for each in report.answers if each.place == place]
    menus = [_arrival(report, each, place) for each in report.answers if _passes(each, place)]
    return min(answers or menus, default=None)


def _passes(answer: Answer, place: str) -> bool:
    return any(stop.place == place for stop in answer.stops)


def _arrival(report: Report, answer: Answer, place: str) -> float:
    """Return the seconds until a menu on the way has said its title."""
    way = zip(answer.stops, answer.keys, strict=True)
    before = takewhile(lambda each: each[0].place != place, way)
    spent = sum(stop.until(key) + report.listener.press for stop, key in before)
    here = next(stop for stop in answer.stops if stop.place == place)
    cues = (piece for piece in here.lead if piece.kind in ("welcome", "title"))
    return spent + sum(piece.seconds + here.gap for piece in cues)
