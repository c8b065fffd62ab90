"""Makes the requested sounds, each once, in processes of their own."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from soundfile import LibsndfileError

from ivr.errors import EngineError, EngineUnreachable
from ivr.speech.audio import sound
from ivr.speech.engines.engine import GUESTS, IN_THREADS, RECORDED, available, engine
from ivr.speech.processes import begun_whole, deaf, pool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from ivr.speech.audio.sound import Sound
    from ivr.speech.engines.engine import Engine
    from ivr.speech.request import SpeechRequest
    from ivr.speech.store.shelf import Shelf

MOST_REFUSALS = 5
"""Times in a row an engine's far end may refuse before it is left alone."""
NOT_ASKED = "not asked any more, after it refused"
ENDED = (
    "a process that renders speech was ended from outside, perhaps for want of memory: "
    "run `ivr speak` again, with fewer --jobs"
)

PAUSE = 1.0
"""Seconds between two texts that an engine of somebody else's is asked for, where one is polite."""

Status = Literal["made", "copied", "kept", "failed"]
"""Rendered, made from a master or a sound of the same words, there already, or not to be had."""


@dataclass(frozen=True)
class How:
    """How sounds are made: `again` if they are there, with masters to `keep`, `politely`."""

    again: bool = False
    keep: bool = False
    politely: bool = False


USUAL = How()


@dataclass(frozen=True)
class Made:
    """What came of an order; `reason` tells why it failed."""

    order: SpeechRequest
    status: Status
    seconds: float = 0
    reason: str = ""
    unreachable: bool = False


def make(order: SpeechRequest, shelf: Shelf, how: How = USUAL) -> Made:
    """Put one sound on the shelf, unless it is there: from its master, else by its engine."""
    again = how.again and available(order.engine)
    if not again and is_done(order, shelf, how):
        return Made(order, "kept")
    with shelf.claim(order.key):
        if not again and is_done(order, shelf, how):
            return Made(order, "kept")
        if not again and shelf.keeps(order):
            return _copied(order, shelf)
        if not again and order.engine != RECORDED and shelf.adopt(order, keep=how.keep):
            return Made(order, "copied")
        return _rendered(order, shelf, how)


def is_done(order: SpeechRequest, shelf: Shelf, how: How) -> bool:
    """Tell whether all that is wanted of a sound is there; a recording is its own master."""
    kept = not how.keep or order.engine == RECORDED or shelf.keeps(order)
    return kept and shelf.has(order)


def _copied(order: SpeechRequest, shelf: Shelf) -> Made:
    try:
        shelf.copy(order)
    except LibsndfileError as error:
        told = f"{shelf.master(order)} is no sound ({error}): delete it, and render it again"
        return Made(order, "failed", reason=told)
    return Made(order, "copied")


def _rendered(order: SpeechRequest, shelf: Shelf, how: How) -> Made:
    try:
        made = render(order, _engine(order.engine))
    except EngineError as error:
        away = isinstance(error, EngineUnreachable)
        return Made(order, "failed", reason=str(error), unreachable=away)
    if order.engine != RECORDED and (how.keep or shelf.keeps(order)):
        shelf.keep(order, made)
    else:
        shelf.put(order, made)
    if how.politely and order.engine in GUESTS:
        time.sleep(PAUSE)
    return Made(order, "made", made.seconds)


def render(order: SpeechRequest, speaker: Engine) -> Sound:
    """Return the finished sound of an order.

    Raises:
        EngineError: The engine cannot say it.
    """
    pieces = [sound.trim(speaker.speak(each)) for each in order.utterances()]
    return sound.finish(sound.join(pieces, order.gap))


def make_all(
    orders: Sequence[SpeechRequest], shelf: Shelf, jobs: int, how: How = USUAL
) -> Generator[Made]:
    """Yield what came of each order, as it is done; leaving off cancels those not begun.

    When an engine's far end has refused a few times in a row, it is not asked any more; politely,
    it is asked for one thing at a time, and not after the first refusal.

    Raises:
        EngineError: A process that renders was ended by somebody else.
    """
    if how.politely:
        yield from _one_by_one(orders, shelf, how)
        return
    with ExitStack() as opened:
        try:
            with begun_whole():
                engines = {order.engine for order in orders if how.again or not shelf.keeps(order)}
                workers = opened.enter_context(_workers(engines, jobs))
                with deaf():
                    waiting = {workers.submit(make, each, shelf, how): each for each in orders}
                    opened.callback(_cancel, waiting)
            yield from _results(waiting)
        except BrokenProcessPool as error:
            raise EngineError(ENDED) from error


def _one_by_one(orders: Sequence[SpeechRequest], shelf: Shelf, how: How) -> Iterator[Made]:
    refused = False
    for order in orders:
        if refused and order.engine in GUESTS:
            yield Made(order, "failed", reason=NOT_ASKED)
            continue
        made = make(order, shelf, how)
        refused = refused or made.unreachable
        yield made


def _results(waiting: Mapping[Future[Made], SpeechRequest]) -> Iterator[Made]:
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
