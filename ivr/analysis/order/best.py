"""Finds the order of each menu's choices in which callers wait least (F2), for all languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.analysis.timing.order import Timed, waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ivr.analysis.timing.measure import Report

    Offers = Mapping[str, Sequence[Timed]]
    Shares = Mapping[str, float]

WORTH = 0.2
"""Seconds those who pass a menu must save for it to be touched. The names of keys last that
differently, so an order once written is not turned back when its own sounds are measured."""


@dataclass(frozen=True, slots=True)
class Reordering:
    """A menu that would serve callers sooner.

    Attributes:
        place: The menu.
        order: The choices as they are numbered now, from 0, in the best order.
        mass: The share of all callers who pass here.
        saved: Seconds of the mean over all callers, in each language.
    """

    place: str
    order: tuple[int, ...]
    mass: float
    saved: Mapping[str, float]


def reorderings(reports: Mapping[str, Report], shares: Shares) -> Iterator[Reordering]:
    """Yield the menus in which another order is worth it; `shares` weigh the languages."""
    for place, offers in _menus(reports).items():
        order = best(offers, shares)
        saved = {
            code: waiting(timed) - waiting([timed[index] for index in order])
            for code, timed in offers.items()
        }
        mass = sum(each.mass for each in next(iter(offers.values())))
        if mean(saved, shares) > WORTH * mass:
            yield Reordering(place, order, mass, saved)


def best(offers: Offers, shares: Shares) -> tuple[int, ...]:
    """Return the order that costs least over all languages; what is alike stays as it was.

    A caller's language changes how long a choice lasts but not who wants it, so the sum over
    languages is that of one menu whose choices last as long as they do on average: Smith's rule
    holds for it.

    >>> best({"en-US": [Timed(4, 0.2), Timed(2, 0.3), Timed(8, 0.5)]}, {"en-US": 1})
    (1, 2, 0)
    """
    masses = [timed.mass for timed in next(iter(offers.values()))]
    seconds = [
        mean({code: timed[index].seconds for code, timed in offers.items()}, shares)
        for index in range(len(masses))
    ]
    return tuple(sorted(range(len(masses)), key=lambda index: -masses[index] / seconds[index]))


def mean(values: Mapping[str, float], shares: Shares) -> float:
    """Return the mean over languages.

    >>> mean({"pt-BR": 2.0, "en-US": 6.0}, {"pt-BR": 3, "en-US": 1})
    3.0
    """
    return sum(value * shares[code] for code, value in values.items()) / sum(shares.values())


def _menus(reports: Mapping[str, Report]) -> dict[str, dict[str, list[Timed]]]:
    """Return the choices of each menu by language; one that is passed on two ways counts both."""
    menus: dict[str, dict[str, list[Timed]]] = {}
    for code, report in reports.items():
        for stop in report.stops:
            before = menus.setdefault(stop.place, {}).get(code)
            menus[stop.place][code] = _together(before or [], stop.timed)
    return menus


def _together(before: Sequence[Timed], timed: Sequence[Timed]) -> list[Timed]:
    earlier = [each.mass for each in before] or [0.0] * len(timed)
    return [
        Timed(each.seconds, each.mass + mass) for each, mass in zip(timed, earlier, strict=True)
    ]
