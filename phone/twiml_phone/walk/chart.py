"""Draws what was walked as a tree, left to right: DOT for others' tools, SVG made here.

Each stop hangs from the first of the shortest ways to it; keys that lead to a stop drawn elsewhere
are told beside it, and those that change nothing are left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.walk.findings import WalkFinding
    from twiml_phone.walk.nodes import Node, Walk

LETTERS = 34
"""Of a label: what is longer is cut."""
COLUMN, ROW, WIDTH, HEIGHT, MARGIN = 330, 44, 250, 34, 16  # pixels
PAPER, INK, QUIET, PLACE, END, FAULT = "#fff", "#1b1b1b", "#555", "#e8f1fb", "#eee", "#f9d9d6"
STYLE = (
    f"text{{font:12px sans-serif;fill:{INK}}}.key{{font-weight:bold}}.also{{font-size:10px;"
    f"fill:{QUIET}}}path{{fill:none;stroke:{QUIET}}}rect{{stroke:{QUIET}}}"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A stop, and where it is drawn."""

    stop: Node
    x: int
    y: int


def dot(walk: Walk, found: Iterable[WalkFinding] = ()) -> str:
    """Write the map for Graphviz and its kin: every step, not the tree alone."""
    faults = _faults(found)
    lines = ["digraph line {", "  rankdir=LR;", '  node [shape=box, style="rounded,filled"];']
    for stop in _drawn(walk):
        colour = _colour(stop, faults)
        told = _quoted(f"{stop.number} {_short(stop)}")
        lines.append(f'  {stop.number} [label={told}, fillcolor="{colour}"];')
    for (start, end), acts in _together(walk).items():
        lines.append(f"  {start} -> {end} [label={_quoted(' '.join(acts))}];")
    return "\n".join([*lines, "}"]) + "\n"


def menus_only(walk: Walk) -> Walk:
    """Return the places that a caller comes to by a right key: no silence, no wrong key, no end.

    Wrong keys come together: several lead from one place to the same other.
    """
    together = _together(walk)
    kept: set[int] = set()
    for stop in walk.stops:
        right = stop.parent is None or (
            stop.parent in kept
            and stop.act is not None
            and stop.act.is_one_key
            and len(together[stop.parent, stop.number]) == 1
        )
        if right and stop.by != "caller":
            kept.add(stop.number)
    stops = tuple(stop for stop in walk.stops if stop.number in kept)
    steps = tuple(each for each in walk.steps if {each.start, each.end} <= kept)
    return replace(walk, stops=stops, steps=tuple(each for each in steps if each.act.is_one_key))


def svg(walk: Walk, found: Iterable[WalkFinding] = ()) -> str:
    """Draw the map: a tree to read from left to right."""
    faults, together = _faults(found), _together(walk)
    parents = {stop.number: stop.parent for stop in walk.stops}
    boxes = _laid_out(walk)
    hanging = [box for box in boxes.values() if box.stop.parent is not None]
    shapes = [_line(boxes[box.stop.parent], box) for box in hanging]
    for box in boxes.values():
        also = (
            f"{' '.join(acts)} → {end}"
            for (start, end), acts in together.items()
            if start == box.stop.number and end != start and parents[end] != start
        )
        keys = " ".join(together.get((box.stop.parent or 0, box.stop.number), ()))
        shapes.append(_box(box, keys, _colour(box.stop, faults), ", ".join(also)))
    width = max((box.x for box in boxes.values()), default=0) + WIDTH + MARGIN
    height = max((box.y for box in boxes.values()), default=0) + ROW + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img"><title>Every way through the line</title>'
        f'<style>{STYLE}</style><rect width="100%" height="100%" fill="{PAPER}" stroke="none"/>'
        + "".join(shapes)
        + "</svg>\n"
    )


def _laid_out(walk: Walk) -> dict[int | None, Box]:
    """Give each stop a row of its own at the ends of the tree, and the middle of its rows else."""
    children: dict[int | None, list[Node]] = defaultdict(list)
    for stop in _drawn(walk):
        children[stop.parent].append(stop)
    boxes: dict[int | None, Box] = {}
    row = 0
    waiting = [(stop, 0, False) for stop in reversed(children[None])]
    while waiting:
        stop, column, entered = waiting.pop()
        below = children[stop.number]
        if below and not entered:
            waiting.append((stop, column, True))
            waiting += [(child, column + 1, False) for child in reversed(below)]
            continue
        y = MARGIN + row * ROW
        if below:
            y = (boxes[below[0].number].y + boxes[below[-1].number].y) // 2
        else:
            row += 1
        boxes[stop.number] = Box(stop, MARGIN + column * COLUMN, y)
    return boxes


def _drawn(walk: Walk) -> list[Node]:
    """Leave out what every place has: the caller hangs up."""
    return [stop for stop in walk.stops if stop.by != "caller"]


def _together(walk: Walk) -> dict[tuple[int, int], list[str]]:
    """Gather the acts that lead from one stop to the same other."""
    drawn = {stop.number for stop in _drawn(walk)}
    together: dict[tuple[int, int], list[str]] = defaultdict(list)
    for step in walk.steps:
        if step.end in drawn and step.end != step.start:
            together[step.start, step.end].append(step.act.label)
    return together


def _box(box: Box, keys: str, colour: str, also: str) -> str:
    stop, x, y = box.stop, box.x, box.y
    whole = escape(" ".join(told for _, told in stop.words))
    parts = [
        f"<title>{whole}</title>",
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{colour}"/>',
        _text(x + 8, y + 15, f"{stop.number} {_short(stop)}"),
    ]
    if stop.act:
        parts.append(_text(x - 8, y + 13, _cut(keys, 9), 'class="key" text-anchor="end"'))
    if also:
        parts.append(_text(x + 8, y + 29, _cut(also, 44), 'class="also"'))
    return f"<g>{''.join(parts)}</g>"


def _text(x: int, y: int, told: str, how: str = "") -> str:
    return f'<text x="{x}" y="{y}" {how}>{escape(told)}</text>'


def _line(start: Box, end: Box) -> str:
    x, y = start.x + WIDTH, start.y + HEIGHT // 2
    to_x, to_y = end.x, end.y + HEIGHT // 2
    middle = x + 24
    return f'<path d="M{x} {y}C{middle} {y} {x} {to_y} {middle} {to_y}H{to_x}"/>'


def _faults(found: Iterable[WalkFinding]) -> frozenset[int]:
    return frozenset(finding.stop.number for finding in found if finding.fault)


def _colour(stop: Node, faults: frozenset[int]) -> str:
    if stop.number in faults:
        return FAULT
    return PLACE if stop.by is None else END


def _short(stop: Node) -> str:
    return _cut(stop.label, LETTERS) + (" ■" if stop.by else "")


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
