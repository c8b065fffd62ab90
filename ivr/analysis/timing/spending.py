"""Splits the seconds of the mean caller into what they are spent on."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ivr.analysis.timing.answers import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivr.analysis.timing.answers import Answer, TimedStep

PARTS: tuple[Part, ...] = get_args(Part)


def parts(steps: Iterable[TimedStep]) -> dict[Part, float]:
    """Return the seconds of a way by what they go to."""
    spent = dict.fromkeys(PARTS, 0.0)
    for step in steps:
        spent[step.part] += step.seconds
    return spent


def mean_parts(answers: Iterable[Answer]) -> dict[Part, float]:
    """Return the mean seconds of all callers by what they go to."""
    spent = dict.fromkeys(PARTS, 0.0)
    for answer in answers:
        for part, seconds in parts(answer.steps).items():
            spent[part] += seconds * answer.mass
    return spent
