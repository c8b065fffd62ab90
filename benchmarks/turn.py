"""What does a turn cost, beside the least Flask can do and beside the same turn written by hand?

One process serves all contenders (waitress, one thread a caller); this one calls them over
loopback, a round each in turn, so that whatever else the machine does befalls all of them alike.
"""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING

from rich.table import Table

from benchmarks import wire
from benchmarks.server import ANSWER_PATH, TOKEN
from ivr.menu.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.wire import Round

ROUNDS = 5
REQUESTS = 1200
"""Requests of one round."""
CALLERS = 8

FLOOR, OURS, ANEW, BY_HAND = "bare Flask view", "this line", "this line, turn not kept", "by hand"
FORM = {
    "AccountSid": "AC" + "0" * 32,
    "ApiVersion": "2010-04-01",
    "CallSid": "CA" + "0" * 32,
    "CallStatus": "in-progress",
    "Called": "+551140001234",
    "Caller": "+5511987654321",
    "CallerCountry": "BR",
    "Digits": "1",
    "Direction": "inbound",
    "FinishedOnKey": "",
    "From": "+5511987654321",
    "To": "+551140001234",
    "msg": "Gather End",
}


def table() -> Table:
    """Measure, and return what came out."""
    with wire.served("benchmarks.server") as port:
        return _table(_measure(port))


def _measure(port: int) -> dict[str, list[Round]]:
    asked = requests(f"http://{wire.HOST}:{port}")
    said = {name: wire.ask(port, next(each)) for name, each in asked.items()}
    assert said[OURS] == said[BY_HAND], "the turn by hand is no longer the same turn"
    assert len(said[OURS]) == len(said[FLOOR])
    for each in asked.values():
        wire.run(port, [next(each) for _ in range(CALLERS * 10)], CALLERS)
    rounds: dict[str, list[Round]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, each in asked.items():
            batch = [next(each) for _ in range(REQUESTS)]
            rounds[name].append(wire.run(port, batch, CALLERS))
    return rounds


def requests(base: str) -> dict[str, Iterator[bytes]]:
    """Return, for each contender, the requests it gets: the same ever again, or never twice."""

    def always(path: str) -> Iterator[bytes]:
        message = wire.request(base, path, FORM, TOKEN)
        while True:
            yield message

    def never_twice() -> Iterator[bytes]:
        places = list(read(Path("menus.yaml")).places)
        Random(1).shuffle(places)  # noqa: S311  # the same ways in every run
        for behind in permutations(places, 4):
            path = f"{ANSWER_PATH}?behind={'.'.join(behind)}"
            yield wire.request(base, path, FORM, TOKEN)

    return {
        FLOOR: always("/floor"),
        OURS: always(ANSWER_PATH),
        ANEW: never_twice(),
        BY_HAND: always("/tutorial"),
    }


def _table(rounds: dict[str, list[Round]]) -> Table:
    title = f"A turn over HTTP, {CALLERS} callers at once, {ROUNDS} rounds of {REQUESTS} requests"
    shown = Table(title=title)
    shown.add_column("")
    for heading in ("per second: least", "median", "most", "of bare", "of by hand", "p50", "p99"):
        shown.add_column(heading, justify="right")
    medians = {name: median(each.per_second for each in them) for name, them in rounds.items()}
    for name, them in rounds.items():
        speeds = [each.per_second for each in them]
        percentiles = quantiles((second for each in them for second in each.seconds), n=100)
        shown.add_row(
            name,
            *(f"{each:,.0f}" for each in (min(speeds), medians[name], max(speeds))),
            *(f"{medians[name] / medians[other]:.2f}" for other in (FLOOR, BY_HAND)),
            *(f"{percentiles[rank - 1] * 1000:.1f} ms" for rank in (50, 99)),
        )
    return shown
