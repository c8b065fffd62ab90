"""Telephone numbers that are dictated: where they stand, and which digits were misheard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ivr.hearing.words import Words

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
    """Count the changes within dictated numbers: what is put in among digits, or is one, counts."""
    steps = Levenshtein.editops(said, heard)
    within = {place for run in numbers for place in run}
    among = within - {run.start for run in numbers}
    beside = within | {run.stop for run in numbers}
    return sum(
        step.src_pos in (beside if heard[step.dest_pos] in digits else among)
        if step.tag == "insert"
        else step.src_pos in within
        for step in steps
    )
