"""What the options of a menu cost by the order they stand in (F2 and F7)."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


FEW = 3
"""Options among which the best so far need not be kept in mind."""
COMMANDS = 2
"""Commands a menu may announce without weighing on the memory."""


class Timed(NamedTuple):
    """An option: its seconds, with the gap after it, and the share of callers who want it."""

    seconds: float
    mass: float


def waiting(options: Sequence[Timed]) -> float:
    """Return the mean seconds spent on hearing options up to one's own.

    >>> waiting([Timed(3, 0.5), Timed(3, 0.5)])
    4.5
    """
    ends = accumulate(each.seconds for each in options)
    return sum(end * each.mass for end, each in zip(ends, options, strict=True))


def best_order(options: Iterable[Timed]) -> list[Timed]:
    """F2: the order that costs least (Smith's rule): what many want in few words comes first.

    >>> best_order([Timed(4, 0.2), Timed(2, 0.3), Timed(8, 0.5)])
    [Timed(seconds=2, mass=0.3), Timed(seconds=8, mass=0.5), Timed(seconds=4, mass=0.2)]
    """
    return sorted(options, key=lambda each: each.mass / each.seconds, reverse=True)


def saving(options: Sequence[Timed]) -> float:
    """F2: what the best order would save of the mean.

    >>> round(saving([Timed(3, 0.1), Timed(3, 0.9)]), 1)
    2.4
    """
    return waiting(options) - waiting(best_order(options))


def hold(options: Sequence[Timed]) -> float:
    """F7: the mean seconds a key is kept in mind by callers who hear all options before they press.

    >>> hold([Timed(3.5, 0.5), Timed(3.5, 0.5)])
    1.75
    """
    whole = sum(each.seconds for each in options)
    share = sum(each.mass for each in options) or 1
    return (whole * share - waiting(options)) / share


def items_held(options: int, commands: int) -> int:
    """F7: what is kept in mind at a menu that says what a key does before the key.

    >>> items_held(5, commands=2), items_held(3, commands=3)
    (2, 2)
    """
    return (2 if options > FEW else 1) + max(0, commands - COMMANDS)
