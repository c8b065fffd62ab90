"""Starts the processes that render speech: they ignore Ctrl-C, and end when their parent ends."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from ivr.lifeline import follow_parent

if TYPE_CHECKING:
    from collections.abc import Iterator

HELD = (signal.SIGINT, signal.SIGTERM)


def pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of so many processes; give it its work within `begun_whole`."""
    context = get_context("spawn")  # an engine's state does not survive a fork
    return ProcessPoolExecutor(jobs, context, initializer=follow_parent)


@contextmanager
def begun_whole() -> Iterator[None]:
    """Let a signal wait until what begins here has begun: a process half begun would complain."""
    if current_thread() is not main_thread():
        yield  # signals are handled in the main thread only
        return
    came: list[int] = []
    before = {each: signal.signal(each, lambda number, _: came.append(number)) for each in HELD}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number in came:
        signal.raise_signal(number)


@contextmanager
def deaf() -> Iterator[None]:
    """Have the processes that start here never see Ctrl-C: a blocked signal stays so in children.

    An initializer comes too late for that: by then Python has run for half a second.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
