"""Finds submenus whose choices callers would hear sooner one level up (R03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.analysis.order.best import best, mean
from ivr.analysis.timing.order import waiting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ivr.analysis.order.best import Offers, Shares
    from ivr.analysis.timing.listener import Listener
    from ivr.analysis.timing.measure import Report
    from ivr.analysis.timing.order import Timed
    from ivr.analysis.timing.stops import MenuStop
    from ivr.menu.flow import Flow

    Stops = Mapping[str, MenuStop]

MOST = 8
"""Choices of both menus in one: more are too many to listen to."""
KEYS = 10
WORTH = 0.1
"""Seconds of the mean over all callers; what saves less is not told."""


@dataclass(frozen=True, slots=True)
class Flattening:
    """A submenu that could go; `saved` are seconds of the mean over all callers, by language."""

    inner: str
    outer: str
    choices: int
    saved: Mapping[str, float]


def flattenings(
    flow: Flow, reports: Mapping[str, Report], shares: Shares, spared: Collection[str]
) -> Iterator[Flattening]:
    """Yield submenus that could give their choices to the menu above, and what that saves.

    Both are timed in their best order. A submenu that says something first is left alone, and so
    are those that are `spared`.
    """
    listener = next(iter(reports.values())).listener
    for keys, inner in _by_keys(reports).items():
        outer = _by_keys(reports).get(keys[:-1]) if keys else None
        if outer and _fits(flow, _any(outer).place, _any(inner).place, spared):
            saved = _saved(outer, inner, keys[-1], listener, shares)
            if mean(saved, shares) > WORTH:
                places = _any(inner).place, _any(outer).place
                count = len(_any(outer).options) - 1 + len(_any(inner).options)
                yield Flattening(*places, count, saved)


def _by_keys(reports: Mapping[str, Report]) -> dict[tuple[str, ...], dict[str, MenuStop]]:
    """Return each menu on the ways, by language."""
    found: dict[tuple[str, ...], dict[str, MenuStop]] = {}
    for code, report in reports.items():
        for stop in report.stops:
            found.setdefault(stop.keys, {})[code] = stop
    return found


def _any(stops: Stops) -> MenuStop:
    return next(iter(stops.values()))


def _fits(flow: Flow, outer: str, inner: str, spared: Collection[str]) -> bool:
    above, below = (flow.places[name].choices_in(flow.first_language) for name in (outer, inner))
    shared = flow.everywhere
    free = KEYS - len({shared.repeat.key, shared.back.key, shared.start.key})
    others = sum(choice.language is not None for choice in above)
    count = len(above) - 1 + len(below)
    return (
        count <= free
        and count - others <= MOST
        and not flow.places[inner].said
        and not {outer, inner} & set(spared)
    )


def _saved(
    outer: Stops, inner: Stops, key: str, listener: Listener, shares: Shares
) -> dict[str, float]:
    """Return what is spent at both menus, less what would be spent at one, in each language."""
    above = _waited({code: stop.timed for code, stop in outer.items()}, shares)
    below = _waited({code: stop.timed for code, stop in inner.items()}, shares)
    both = {code: [*_others(stop, key), *inner[code].timed] for code, stop in outer.items()}
    flat = _waited(both, shares)
    return {
        code: above[code]
        + below[code]
        + stop.mass * (stop.intro - stop.gap + listener.press)
        - flat[code]
        for code, stop in inner.items()
    }


def _others(stop: MenuStop, key: str) -> list[Timed]:
    pairs = zip(stop.options, stop.timed, strict=True)
    return [timed for option, timed in pairs if option.key != key]


def _waited(offers: Offers, shares: Shares) -> dict[str, float]:
    order: Sequence[int] = best(offers, shares)
    return {code: waiting([timed[index] for index in order]) for code, timed in offers.items()}
