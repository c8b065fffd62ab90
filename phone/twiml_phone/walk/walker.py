"""Walks every way through a line: at every place all a caller can do, and stops where it has been.

Calls are values: each act goes on with a copy of the call that came to its place. So nothing is
dialled twice, and the ways are tried by several threads at once with the same result.

>>> from flask import Flask
>>> app = Flask(__name__)
>>> @app.post("/voice")
... def voice():
...     gather = "<Gather numDigits='1' action='/done'><Say>Press.</Say></Gather>"
...     return f"<Response>{gather}</Response>"
>>> @app.post("/done")
... def done():
...     return "<Response><Say>Thanks.</Say></Response>"
>>> from twiml_phone import Phone
>>> with Phone(app) as phone:
...     found = walk(phone)
>>> [stop.label for stop in found.stops]
['Press.', 'Thanks.', '(nothing)', '(nothing)']
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from twiml_phone.walk.acts import SILENCE, Act, acts_at
from twiml_phone.walk.nodes import Edge, Node, Walk, stop_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twiml_phone.call import Call
    from twiml_phone.phone import Phone

    Watch = Callable[[int, int], None]

MOST_PLACES = 5000
MOST_REPEATS = 10
"""How often an act that changes nothing is done again: some lines lose patience."""


class ActOutcome(NamedTuple):
    """What came of an act."""

    act: Act
    stop: Node


def walk(
    phone: Phone,
    paths: Sequence[str] = ("",),
    *,
    limit: int = MOST_PLACES,
    jobs: int = 1,
    watch: Watch = lambda _done, _found: None,
) -> Walk:
    """Walk every way from the paths that are dialled, places with the fewest keys first.

    Args:
        phone: What calls the line. A strict one would stop at the first warning.
        paths: What to dial; "" is the phone's own.
        limit: How many places are tried; those found beyond it are only listed.
        jobs: How many ways are tried at once.
        watch: Told now and then how many places were tried, and how many are known.
    """
    walker = _Walker(phone, limit)
    began = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        for path, stop in zip(paths, pool.map(walker.dial, paths), strict=True):
            walker.enter(replace(stop, path=path))
        while batch := walker.next_batch():
            for stop, outcomes in zip(batch, pool.map(walker.explore, batch), strict=True):
                walker.note(stop, outcomes)
                watch(len(walker.tried), len(walker.stops))
        circles = walker.circles()
    return Walk(
        stops=tuple(walker.stops),
        steps=tuple(walker.steps),
        circles=circles,
        unexplored=frozenset(walker.waiting),
        turns=walker.turns,
        seconds=time.monotonic() - began,
    )


class _Walker:
    """What is known so far. Only `dial` and `explore` are for other threads: they note nothing."""

    def __init__(self, phone: Phone, limit: int) -> None:
        self._phone = phone
        self._limit = limit
        self._known: dict[tuple[object, ...], int] = {}
        self.stops: list[Node] = []
        self.steps: list[Edge] = []
        self.waiting: set[int] = set()
        self.tried: set[int] = set()
        self.turns = 0

    def dial(self, path: str) -> Node:
        """Make a call, and see where it begins."""
        return stop_at(self._phone.dial(path), path, 0)

    def explore(self, stop: Node) -> list[ActOutcome]:
        """Try all a caller can do at a place."""
        outcomes: list[ActOutcome] = []
        repeated = False
        for act in acts_at(stop.listening):
            outcome = self._do(stop, act)
            outcomes.append(outcome)
            if act.keys and not repeated and outcome.stop.identity == stop.identity:
                repeated = True
                outcomes += self._insist(outcome)
        return outcomes

    def enter(self, stop: Node) -> int:
        """Note a stop, unless it is known by a way as short; return its number."""
        number = self._known.setdefault(stop.identity, len(self.stops))
        if number == len(self.stops):
            self.stops.append(replace(stop, number=number))
            if stop.by is None:
                self.waiting.add(number)
        elif stop.depth < self.stops[number].depth and number not in self.tried:
            self.stops[number] = replace(stop, number=number)
        return number

    def next_batch(self) -> list[Node]:
        """Return the places to try next: of those with the fewest keys, as many as are allowed."""
        waiting = sorted(self.waiting, key=lambda number: (self.stops[number].depth, number))
        nearest = [n for n in waiting if self.stops[n].depth == self.stops[waiting[0]].depth]
        batch = nearest[: max(0, self._limit - len(self.tried))]
        self.waiting -= set(batch)
        self.tried |= set(batch)
        return [self.stops[number] for number in batch]

    def note(self, stop: Node, outcomes: Sequence[ActOutcome]) -> None:
        """Note what came of the acts at a place."""
        self.turns += len(outcomes)
        for act, reached in outcomes:
            end = self.enter(
                replace(
                    reached,
                    parent=stop.number,
                    act=act,
                    keys=(*stop.keys, act.label),
                    depth=stop.depth + act.depth,
                )
            )
            self.steps.append(Edge(stop.number, act, end))

    def circles(self) -> tuple[int, ...]:
        """Find where silence leads round, and stay silent there to see whether it ever ends.

        A line may count silences in its address while its words stay the same: that ends.
        """
        endless = []
        for number in _rounds(self.steps):
            stop = self.stops[number]
            times, reached = self._stay_silent(stop)
            self.turns += times
            if reached.by is None:
                endless.append(number)
            else:
                self.note(stop, [ActOutcome(replace(SILENCE, times=times), reached)])
        return tuple(endless)

    def _do(self, stop: Node, act: Act) -> ActOutcome:
        return ActOutcome(act, _act(copy(stop.call), act, stop.path))

    def _insist(self, outcome: ActOutcome) -> Iterator[ActOutcome]:
        """Do again what changed nothing; yield what it changes in the end, if it does."""
        first, reached = outcome
        for times in range(2, MOST_REPEATS + 1):
            _, reached = self._do(reached, first)
            if reached.identity != outcome.stop.identity:
                yield ActOutcome(replace(first, times=times), reached)
                return

    def _stay_silent(self, stop: Node) -> tuple[int, Node]:
        reached = stop
        for times in range(1, len(self.stops) + MOST_REPEATS):
            _, reached = self._do(reached, SILENCE)
            if reached.by is not None:
                return times, reached
        return times, reached


def _act(call: Call, act: Act, path: str) -> Node:
    """Do one thing in a call, and see where it leads."""
    since = len(call.events)
    if act.hangs_up:
        call.hang_up()
    elif act.keys:
        call.press(act.keys)
    else:
        call.wait()
    if call.listening and call.listening.digits and not call.ended:
        call.wait()  # the line waits for more of an entry, until the caller's time is up
    return stop_at(call, path, since)


def _rounds(steps: Sequence[Edge]) -> Iterator[int]:
    """Yield one place of each circle that silence leads round."""
    silent = {step.start: step.end for step in steps if step.act == SILENCE}
    told: set[int] = set()
    for start in silent:
        way: list[int] = []
        here: int | None = start
        while here is not None and here not in way and here not in told:
            way.append(here)
            here = silent.get(here)
        if here is not None and here in way:
            yield here
        told.update(way)
