"""Compares how long callers of two versions wait for an answer's first word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivr.analysis.diff.change import Seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.analysis.diff.change import Changes
    from ivr.analysis.timing.measure import Report

    Reports = Mapping[str, Report]

HEARD = 0.05
"""Seconds; what differs by less is no difference."""


def timed(changes: Changes, old: Reports, new: Reports) -> Changes:
    """Return the changes with the seconds each answer gains or loses, in the languages of both."""
    both = [code for code in new if code in old]
    return replace(
        changes,
        seconds=tuple(each for code in both for each in _answers(code, old[code], new[code])),
        expected=tuple(Seconds((), code, old[code].expected, new[code].expected) for code in both),
    )


def _answers(code: str, old: Report, new: Report) -> Iterator[Seconds]:
    before, after = _first_words(old), _first_words(new)
    for way in dict.fromkeys((*after, *before)):
        change = Seconds(way, code, before.get(way), after.get(way))
        if _differs(change):
            yield change


def _first_words(report: Report) -> dict[tuple[str, ...], float]:
    return {answer.way: answer.first_word for answer in report.answers}


def _differs(change: Seconds) -> bool:
    if change.before is None or change.after is None:
        return True
    return abs(change.after - change.before) >= HEARD
