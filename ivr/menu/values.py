"""Sorts the values of a menu file, so that each comes after those that its words name."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from ivr.menu.fill import names_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.menu.document import ValueEntry

MOST_CIRCLES = 20
"""Circles looked for in one file; each costs a walk through all values."""


def in_order(
    values: Mapping[str, ValueEntry], help_name: str
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the names of the values, each after those it names, and the circles among them.

    A value of a circle can never be spoken; those come last.
    """
    graph = {name: _named(value, help_name) & values.keys() for name, value in values.items()}
    circles: list[tuple[str, ...]] = []
    while len(circles) < MOST_CIRCLES:
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            # In graphlib's list each name is named by the next one.
            circle = tuple(reversed(error.args[1]))
            circles.append(circle)
            graph = {name: graph[name] - {*circle} for name in graph if name not in circle}
        else:
            return order + [name for name in values if name not in graph], circles
    return list(values), circles


def _named(value: ValueEntry, help_name: str) -> set[str]:
    names = {name for text in (value.spoken or {}).values() for name in names_in(text)}
    return names | {help_name} if "help" in names else names
