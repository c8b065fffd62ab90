"""The menus of a running line: an edited file is picked up, a broken edit changes nothing."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from ivr.errors import MenusError
from ivr.menu.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ivr.menu.flow import Flow

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at the file."""


class LiveMenus:
    """The last good Flow of a menu file.

    The file is read on a thread of its own, so that no caller waits for it.

    Args:
        path: The menu file; it must be good to begin with.
        clock: Seconds that only grow.

    Raises:
        MenusError: The file has problems.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.clock = clock
        self.problems: tuple[str, ...] = ()
        self._seen = self._stamp()
        self.flow = read(path)
        self._looked = clock()
        self._reading = threading.Lock()

    def current(self) -> Flow:
        """Return the Flow to answer with now; look whether the file has changed now and then."""
        now = self.clock()
        if now - self._looked >= LOOK_EVERY and self._reading.acquire(blocking=False):
            self._looked = now
            if self._stamp() == self._seen:
                self._reading.release()
            else:
                threading.Thread(target=self._read, name="read menus", daemon=True).start()
        return self.flow

    def _read(self) -> None:
        """Take over the file as it is now, or keep what was and say why."""
        try:
            self._seen = self._stamp()
            self.flow = read(self.path)
            self.problems = ()
            log.info("menus read again from %s: %d places", self.path, len(self.flow.places))
        except MenusError as error:
            self.problems = tuple(map(str, error.problems))
            log.error("menus edited and broken; the last good ones stay in use:\n%s", error)
        finally:
            self._reading.release()

    def _stamp(self) -> tuple[int, int, int] | None:
        """Return what changes when somebody saves the file."""
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size
