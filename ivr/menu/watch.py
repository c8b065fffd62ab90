"""Looks at something again and again, on a thread of its own in every process that serves.

The clock makes it look, whether calls come or not. What a file system reports by itself (inotify)
says nothing of an edit made on the other side of a bind mount or of a network.
"""

from __future__ import annotations

import logging
import os
import threading
import time
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

SHORTEST_REST = 0.01
"""Seconds between two looks at the least."""
LONGEST_FORK = 5.0
"""Seconds that a fork waits for a look to end."""


class Watch:
    """Calls `look` every so often, as long as the owner of that method lives.

    A look that fails is logged and made again. After a fork the child looks too, on its own thread.

    Args:
        look: A method; it is never called twice at once.
        every: Returns the seconds between two looks.
    """

    def __init__(self, look: Callable[[], None], every: Callable[[], float]) -> None:
        self.failure = ""
        self._look = weakref.WeakMethod(look)
        self._every = every
        self._began: float | None = None
        self._paused = False
        self._start()
        _watches.add(self)

    def lasts(self) -> float:
        """Return the seconds that the look in progress has lasted, or 0."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    def _start(self) -> None:
        self._began = None
        self._looking = threading.Lock()
        this = weakref.ref(self)
        self.thread = threading.Thread(target=_run, args=(this,), name="watch", daemon=True)
        self.thread.start()

    def rest(self) -> float:
        """Return the seconds until the next look."""
        return max(self._every(), SHORTEST_REST)

    def look(self) -> bool:
        """Look once; report whether there is still somebody who wants to know."""
        look = self._look()
        if look is None:
            return False
        with self._looking:
            self._began = time.monotonic()
            try:
                look()
                self.failure = ""
            except Exception as error:  # whatever it is, the next look may be better
                self._fail(error)
            finally:
                self._began = None
        return True

    def _fail(self, error: Exception) -> None:
        """Note why a look failed, and log it once."""
        failure = f"{type(error).__name__}: {error}"
        if failure != self.failure:
            log.error("a look at the line's files failed: %s", failure, exc_info=error)
        self.failure = failure

    def pause(self) -> None:
        """Wait until no look is in progress, so that a fork copies no half-done work."""
        self._paused = self._looking.acquire(timeout=LONGEST_FORK)

    def go_on(self) -> None:
        """Let looks be made again."""
        if self._paused:
            self._paused = False
            self._looking.release()

    def start_in_child(self) -> None:
        """Look in the child of a fork: no thread of the parent runs there."""
        self._start()


def _run(watch: weakref.ref[Watch]) -> None:
    """Look until the watch is gone; it must not be kept alive by its own thread."""
    while rest := _rest(watch):
        time.sleep(rest)
        with suppress(Exception):  # not even a log that is full of errors ends the watch
            if not _look(watch):
                return


def _rest(watch: weakref.ref[Watch]) -> float:
    alive = watch()
    return alive.rest() if alive else 0.0


def _look(watch: weakref.ref[Watch]) -> bool:
    alive = watch()
    return alive is not None and alive.look()


_watches: weakref.WeakSet[Watch] = weakref.WeakSet()


def _all(act: Callable[[Watch], None]) -> Callable[[], None]:
    def each() -> None:
        for watch in list(_watches):
            act(watch)

    return each


os.register_at_fork(
    before=_all(Watch.pause),
    after_in_parent=_all(Watch.go_on),
    after_in_child=_all(Watch.start_in_child),
)
