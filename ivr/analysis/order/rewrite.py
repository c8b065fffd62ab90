"""Writes a menu file in a new order, and otherwise as its owner wrote it: only lines move.

A YAML library would write the whole file anew, in its own indent, and leave a comment with the
choice above it. Here a choice takes its lines along, and the comment lines right above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ivr.errors import MenusError, UnreadableMenus
from ivr.menu.source import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ivr.menu.source import Source

DASH = re.compile(r" *- +")


def reordered(text: str, source: Source, orders: Mapping[str, Sequence[int]]) -> str:
    """Return a menu file with the choices of some menus in another order.

    Raises:
        MenusError: The choices of a menu do not stand on lines of their own.
    """
    lines = text.split("\n")
    for place, order in orders.items():
        spans = _spans(lines, source, place)
        blocks = [lines[span] for span in spans]
        for span, index in reversed(list(zip(spans, order, strict=True))):
            lines[span] = blocks[index]
    made = "\n".join(lines)
    if _data(made) != _expected(source, orders):
        raise MenusError([_unmovable(source, place) for place in orders])
    return made


def _spans(lines: Sequence[str], source: Source, place: str) -> list[slice]:
    """Return the lines each choice of a menu takes."""
    marks = source.data["menus"][place]["choices"].marks
    if not all(DASH.fullmatch(lines[line - 1][: column - 1]) for line, column in marks):
        raise MenusError([_unmovable(source, place)])
    return [_span(lines, line - 1) for line, _ in marks]


def _span(lines: Sequence[str], dash: int) -> slice:
    """Return the lines of a choice: from the comments above its dash to its last line."""
    indent = _indent(lines[dash])
    start = dash
    while lines[start - 1].startswith(" " * indent + "#"):
        start -= 1
    after = end = dash + 1
    while after < len(lines) and (not lines[after].strip() or _indent(lines[after]) > indent):
        after += 1
        end = after if lines[after - 1].strip() else end
    return slice(start, end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _data(text: str) -> dict[str, Any] | None:
    """Return what a file holds, or nothing where moving a line has torn a text apart."""
    try:
        return parse(text, "").data
    except UnreadableMenus:
        return None


def _expected(source: Source, orders: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    menus = source.data["menus"]
    moved = {
        place: {**menus[place], "choices": [menus[place]["choices"][index] for index in order]}
        for place, order in orders.items()
    }
    return {**source.data, "menus": {**menus, **moved}}


def _unmovable(source: Source, place: str) -> object:
    return source.problem(
        ["menus", place, "choices"],
        f'the choices of "{place}" cannot be moved; write each on lines of its own, as - to: …',
    )
