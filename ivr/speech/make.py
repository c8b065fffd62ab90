"""Orders become sounds on the shelf: each once, in processes of their own."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, Literal

from ivr import lifeline
from ivr.errors import EngineError, EngineUnreachable
from ivr.speech import sound
from ivr.speech.engine import IN_THREADS, engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from ivr.speech.engine import Engine
    from ivr.speech.orders import Order
    from ivr.speech.shelf import Shelf
    from ivr.speech.sound import Sound

MOST_REFUSALS = 5
"""Times in a row an engine's far end may refuse before it is left alone."""
NOT_ASKED = "not asked any more, after so many refusals in a row"

Status = Literal["made", "kept", "failed"]


@dataclass(frozen=True)
class Made:
    """What came of an order; `reason` tells why it failed."""

    order: Order
    status: Status
    seconds: float = 0
    reason: str = ""
    unreachable: bool = False


def make(order: Order, shelf: Shelf, *, again: bool = False) -> Made:
    """Render one sound and put it on the shelf, unless it is there (or `again` is set)."""
    if shelf.has(order) and not again:
        return Made(order, "kept")
    with shelf.claim(order):
        if shelf.has(order) and not again:
            return Made(order, "kept")
        try:
            made = render(order, _engine(order.engine))
        except EngineError as error:
            away = isinstance(error, EngineUnreachable)
            return Made(order, "failed", reason=str(error), unreachable=away)
        shelf.put(order, made)
        return Made(order, "made", made.seconds)


def render(order: Order, speaker: Engine) -> Sound:
    """Return the finished sound of an order.

    Raises:
        EngineError: The engine cannot say it.
    """
    pieces = [sound.trim(speaker.speak(each)) for each in order.utterances()]
    return sound.finish(sound.join(pieces, order.gap))


def make_all(
    orders: Sequence[Order], shelf: Shelf, jobs: int, *, again: bool = False
) -> Iterator[Made]:
    """Yield what came of each order, as it is done; leaving off cancels those not begun.

    When an engine's far end has refused a few times in a row, it is not asked any more.
    """
    with _pool({order.engine for order in orders}, jobs) as pool:
        waiting = {pool.submit(make, order, shelf, again=again): order for order in orders}
        refused = 0
        try:
            for done in as_completed(waiting):
                if done.cancelled():
                    yield Made(waiting[done], "failed", reason=NOT_ASKED)
                    continue
                made = done.result()
                refused = refused + 1 if made.unreachable else 0
                if refused == MOST_REFUSALS:
                    _cancel(waiting)
                yield made
        finally:
            _cancel(waiting)


def _cancel(waiting: Iterable[Future[Made]]) -> None:
    for each in waiting:
        each.cancel()


def _pool(engines: set[str], jobs: int) -> Executor:
    """Return what the engines work in: threads where all may share a process."""
    if engines <= IN_THREADS:
        return ThreadPoolExecutor(jobs)
    context = get_context("spawn")  # an engine's state does not survive a fork
    return ProcessPoolExecutor(jobs, context, initializer=_leave_the_end_to_the_parent)


def _leave_the_end_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lifeline.follow_parent()


@cache
def _engine(name: str) -> Engine:
    return engine(name)
