"""Orders become sounds on the shelf: each once, in processes of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from ivr.errors import EngineError, EngineUnreachable
from ivr.speech.audio import sound
from ivr.speech.engines.engine import IN_THREADS, engine
from ivr.speech.processes import begun_whole, deaf, pool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from ivr.speech.audio.sound import Sound
    from ivr.speech.engines.engine import Engine
    from ivr.speech.orders import Order
    from ivr.speech.store.shelf import Shelf

MOST_REFUSALS = 5
"""Times in a row an engine's far end may refuse before it is left alone."""
NOT_ASKED = "not asked any more, after so many refusals in a row"
ENDED = (
    "a process that renders speech was ended from outside, perhaps for want of memory: "
    "run `ivr speak` again, with fewer --jobs"
)

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
) -> Generator[Made]:
    """Yield what came of each order, as it is done; leaving off cancels those not begun.

    When an engine's far end has refused a few times in a row, it is not asked any more.

    Raises:
        EngineError: A process that renders was ended by somebody else.
    """
    with ExitStack() as opened:
        try:
            with begun_whole():
                workers = opened.enter_context(_workers({order.engine for order in orders}, jobs))
                with deaf():
                    waiting = {
                        workers.submit(make, each, shelf, again=again): each for each in orders
                    }
                    opened.callback(_cancel, waiting)
            yield from _results(waiting)
        except BrokenProcessPool as error:
            raise EngineError(ENDED) from error


def _results(waiting: Mapping[Future[Made], Order]) -> Iterator[Made]:
    refused = 0
    for done in as_completed(waiting):
        if done.cancelled():
            yield Made(waiting[done], "failed", reason=NOT_ASKED)
            continue
        made = done.result()
        refused = refused + 1 if made.unreachable else 0
        if refused == MOST_REFUSALS:
            _cancel(waiting)
        yield made


def _cancel(waiting: Iterable[Future[Made]]) -> None:
    for each in waiting:
        each.cancel()


def _workers(engines: set[str], jobs: int) -> Executor:
    """Return what the engines work in: threads where all may share a process."""
    return ThreadPoolExecutor(jobs) if engines <= IN_THREADS else pool(jobs)


@cache
def _engine(name: str) -> Engine:
    return engine(name)
