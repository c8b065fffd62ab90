"""What speech costs, and how it sounds: the whole line rendered once, then one prompt changed."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table

from ivr.menu.reader import read
from ivr.speech.audio import sound
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.make import make_all
from ivr.speech.plan import Plan
from ivr.speech.store.shelf import PHONE, WEB, Shelf
from ivr.speech.store.stock import Stocktaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.menu.flow import Flow
    from ivr.speech.audio.sound import Measure
    from ivr.speech.make import Made
    from ivr.speech.request import SpeechRequest

JOBS = os.cpu_count() or 1


def tables() -> Group:
    """Render the line in a folder of its own and measure every file."""
    flow = read(Path("menus.yaml"))
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        orders = Plan(Stocktaker(flow, shelf.folder), ALWAYS).orders()
        costs = _costs(flow, orders, shelf)
        return Group(costs, *(_sounds(orders, shelf, copy) for copy in (PHONE, WEB)))


def _costs(flow: Flow, orders: Sequence[SpeechRequest], shelf: Shelf) -> Table:
    table = Table(title=f"Rendering the line, {JOBS} at once")
    for heading in ("run", "made", "seconds of speech", "seconds", "times real time", "MB"):
        table.add_column(heading, justify="right")
    edited = _edited(flow, orders)
    for name, asked in (("first", orders), ("again", orders), ("one text changed", edited)):
        table.add_row(name, *_timed(asked, shelf))
    return table


def _timed(orders: Sequence[SpeechRequest], shelf: Shelf) -> Iterator[str]:
    begun = time.monotonic()
    made: list[Made] = [each for each in make_all(orders, shelf, JOBS) if each.status == "made"]
    spent = time.monotonic() - begun
    spoken = sum(each.seconds for each in made)
    yield from (str(len(made)), f"{spoken:.0f}", f"{spent:.1f}", f"{spoken / spent:.0f}")
    yield f"{shelf.size(orders) / 1e6:.0f}"


def _edited(flow: Flow, orders: Sequence[SpeechRequest]) -> list[SpeechRequest]:
    welcome = flow.everywhere.welcome[flow.first_language]
    changed = replace(welcome, text=f"{welcome.text} Agora.")
    return [replace(each, prompt=changed) if each.prompt == welcome else each for each in orders]


def _sounds(orders: Sequence[SpeechRequest], shelf: Shelf, copy: str) -> Table:
    table = Table(title=f"What is heard, *{copy}: least and most")
    headings = (
        "language",
        "pace",
        "files",
        "seconds",
        "before",
        "after",
        "level",
        "peak",
        "clipped",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    with ProcessPoolExecutor(JOBS) as pool:
        for language in dict.fromkeys(order.prompt.language for order in orders):
            for slow in (False, True):
                some = [o for o in orders if (o.prompt.language, o.slow) == (language, slow)]
                measures = list(pool.map(_measure, [shelf.path(each, copy) for each in some]))
                pace = "slow" if slow else "normal"
                table.add_row(language, pace, str(len(some)), *_ranges(measures))
    return table


def _ranges(measures: Sequence[Measure]) -> Iterator[str]:
    for name in ("seconds", "head", "tail", "level", "peak"):
        values = [getattr(each, name) for each in measures]
        yield f"{min(values):.2f} … {max(values):.2f}"
    yield str(sum(each.clipped for each in measures))


def _measure(path: Path) -> Measure:
    return sound.measure(sound.read(path))
