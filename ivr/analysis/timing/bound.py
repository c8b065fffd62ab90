"""A lower bound on listening time for any menu tree (F3), from information theory."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


MOST_KEYS = 9
"""Options a menu can have at most: all digits but one that leads out of it."""
HALVINGS = 60
"""Steps of a bisection: more than a float has bits."""


def entropy(masses: Iterable[float]) -> float:
    """Return the bits callers must tell the line.

    >>> entropy([0.25] * 4)
    2.0
    """
    return sum(-mass * log2(mass) for mass in masses if mass > 0)


def capacity(menu: float, option: float) -> float:
    """Return the bits a second that any menus can take, whose k-th option costs menu + k × option.

    >>> round(capacity(4, 3), 4)
    0.21
    """
    low, high = 0.0, log2(MOST_KEYS) / (menu + option)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        held = sum(2 ** (-middle * (menu + k * option)) for k in range(1, MOST_KEYS + 1))
        low, high = (middle, high) if held > 1 else (low, middle)
    return low


def bound(masses: Iterable[float], menu: float, option: float) -> float:
    """F3: the mean no tree of menus can beat, whose k-th option costs menu + k × option.

    >>> round(bound([0.4, 0.3, 0.15, 0.1, 0.05], menu=4, option=3), 2)
    9.56
    """
    return entropy(masses) / capacity(menu, option)
