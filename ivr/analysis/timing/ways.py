"""Finds every way from the start of a call to an answer, and how many callers take it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from ivr.line.dialogue import answer, begin
from ivr.line.heard import Key
from ivr.menu.flow import Menu

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ivr.line.dialogue import State, Turn
    from ivr.menu.flow import Choice, Flow


@dataclass(frozen=True, slots=True)
class Way:
    """The keys to an answer, and what is heard: a turn before each key, and the answer's at last.

    `places` go with the turns; the last is the answer, also where a menu opens with it. `mass` is
    the share of callers who want this, out of 1.
    """

    keys: tuple[str, ...]
    places: tuple[str, ...]
    turns: tuple[Turn, ...]
    mass: float

    @property
    def place(self) -> str:
        """The answer it leads to."""
        return self.places[-1]


def ways(flow: Flow, language: str, calls: Mapping[str, float] | None = None) -> tuple[Way, ...]:
    """Return every way to an answer on a number that answers in `language`.

    A menu's callers are split over its choices by their weights; with `calls`, by how many were
    counted to want each answer. A choice that leads back to a menu passed before is no way on.
    """
    first = Way((), (flow.start,), (begin(flow, language),), 1.0)
    found = tuple(_onward(flow, first))
    return _shared(_counted(found, calls) if calls else found)


def _onward(flow: Flow, way: Way) -> Iterator[Way]:
    place = flow.places[way.place]
    if not isinstance(place, Menu):
        yield way
        return
    choices = [choice for choice in place.choices if choice.to not in (None, *way.places)]
    whole = sum(choice.weight for choice in choices) or 1
    for choice in choices:
        share = choice.weight / whole
        if choice.to == place.opens:  # it has just been heard
            yield replace(way, places=(*way.places[:-1], str(choice.to)), mass=way.mass * share)
        else:
            yield from _onward(flow, _step(flow, way, choice, share))


def _step(flow: Flow, way: Way, choice: Choice, share: float) -> Way:
    state = cast("State", way.turns[-1].state)  # a menu listens
    return Way(
        (*way.keys, choice.key),
        (*way.places, str(choice.to)),
        (*way.turns, answer(flow, state, Key(choice.key))),
        way.mass * share,
    )


def _counted(found: Iterable[Way], calls: Mapping[str, float]) -> tuple[Way, ...]:
    """Give each answer the calls counted for it, over its ways as the menus' weights have it."""
    found = tuple(found)
    whole: defaultdict[str, float] = defaultdict(float)
    for way in found:
        whole[way.place] += way.mass
    return tuple(
        replace(way, mass=calls.get(way.place, 0) * way.mass / (whole[way.place] or 1))
        for way in found
    )


def _shared(found: tuple[Way, ...]) -> tuple[Way, ...]:
    whole = sum(way.mass for way in found) or 1
    return tuple(replace(way, mass=way.mass / whole) for way in found)
