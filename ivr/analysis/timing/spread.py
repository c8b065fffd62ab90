"""What all callers spend together (F1, F4 and F8), from what each of them spends.

Seconds throughout; shares are out of 1.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spent(NamedTuple):
    """What one number of a weighted list is worth: seconds, and the share they count for."""

    seconds: float
    mass: float


def expected(times: Iterable[Spent]) -> float:
    """F1: the mean over callers.

    >>> expected([Spent(10.0, 0.75), Spent(20.0, 0.25)])
    12.5
    """
    return sum(seconds * mass for seconds, mass in times)


def blended(novice: float, expert: float, novices: float) -> float:
    """F1b: between those who hear a menu out and those who press at once.

    >>> blended(30.0, 20.0, 0.5)
    25.0
    """
    return novices * novice + (1 - novices) * expert


def percentile(times: Iterable[Spent], share: float) -> float:
    """F1c: the seconds within which so large a share of callers is served.

    >>> percentile([Spent(10, 0.5), Spent(20, 0.3), Spent(60, 0.2)], 0.9)
    60
    """
    ranked = sorted(each for each in times if each.mass > 0)
    sums = accumulate(each.mass for each in ranked)
    reached = (
        each.seconds for each, mass in zip(ranked, sums, strict=True) if mass >= share - 1e-9
    )
    return next(reached, ranked[-1].seconds if ranked else 0.0)


def patience(times: Iterable[Spent], seconds: float) -> float:
    """F8: the share of callers who are served in so many seconds.

    >>> patience([Spent(10, 0.7), Spent(40, 0.3)], 30)
    0.7
    """
    return sum(mass for spent, mass in times if spent <= seconds)


def keys_per_task(keys: Iterable[tuple[int, float]]) -> float:
    """F4: the mean of keys pressed, from (keys, share of callers).

    >>> keys_per_task([(2, 0.75), (3, 0.25)])
    2.25
    """
    return sum(count * mass for count, mass in keys)
