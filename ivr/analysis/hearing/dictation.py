"""Finds telephone numbers that are dictated, and which of their digits were misheard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rapidfuzz.distance import Editop

    from ivr.analysis.hearing.words import Words

FEWEST_DIGITS = 3
"""So many digits in a row are a number that is dictated."""


def dictated(said: Sequence[str], digits: Collection[str]) -> list[range]:
    """Return where digits are dictated: the places of three or more in a row.

    >>> dictated("call one five one or press one".split(), {"one", "five"})
    [range(1, 4)]
    """
    runs: list[range] = []
    for place, word in enumerate([*said, ""]):
        if word not in digits:
            continue
        begins = runs.pop().start if runs and runs[-1].stop == place else place
        runs.append(range(begins, place + 1))
    return [run for run in runs if len(run) >= FEWEST_DIGITS]


def misheard(said: Words, heard: Words, numbers: Sequence[range], digits: Collection[str]) -> int:
    """Count the digits of dictated numbers that were heard otherwise, or with others beside them.

    A number has no more of them than digits, whatever a listener who lost the thread puts in.
    """
    steps = Levenshtein.editops(said, heard)
    return sum(
        min(len(run), sum(_spoils(run, step, heard, digits) for step in steps)) for run in numbers
    )


def _spoils(run: range, step: Editop, heard: Words, digits: Collection[str]) -> bool:
    """Tell whether a change falls on a number; what is put in at its ends does if it is a digit."""
    if step.tag != "insert":
        return step.src_pos in run
    at_an_end = step.src_pos in {run.start, run.stop} and heard[step.dest_pos] in digits
    return at_an_end or run.start < step.src_pos < run.stop
