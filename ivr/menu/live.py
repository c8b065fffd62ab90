"""Holds the menus of a running line: takes up an edited file, but never a broken one."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.errors import MenusError
from ivr.menu import dates
from ivr.menu.reader import examine
from ivr.menu.source import load

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ivr.menu.flow import Flow

log = logging.getLogger(__name__)

LOOK_EVERY = 0.25
"""Seconds between two looks at the file: an edit is to be heard within one."""
FIRST_RETRY, LAST_RETRY = 1.0, 60.0
"""Seconds after which a file is read again that could not be read; they double each time."""


@dataclass(frozen=True, slots=True)
class Menus:
    """What a menu file says today, and its edition: the hash of its bytes, and of what is silent.

    `changes` is the next day on which it says something else; `ends` tells what ends soon.
    """

    flow: Flow
    edition: str
    changes: dt.date | None = None
    ends: tuple[str, ...] = ()


def read(path: Path, day: dt.date | None = None) -> Menus:
    """Return the menus of a file as they are spoken on a day, today without it.

    Raises:
        MenusError: The file has problems.
    """
    reading = examine(load(path), day)
    if reading.flow is None:
        raise MenusError(reading.problems)
    ends = (
        f"{each.name} until {each.last}" for each in reading.dated if each.ends_soon(reading.day)
    )
    changes = dates.next_change(reading.dated, reading.day)
    return Menus(reading.flow, reading.edition, changes, tuple(ends))


class LiveMenus:
    """The last good menus of a file.

    Args:
        path: The menu file; it must be good to begin with.
        read: Reads it.
        clock: Seconds that only grow.
        today: The day it is.

    Raises:
        MenusError: The file has problems.
    """

    def __init__(
        self,
        path: Path,
        read: Callable[[Path], Menus] = read,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], dt.date] = dates.today,
    ) -> None:
        self.path = path
        self.problems: tuple[str, ...] = ()
        self.cut_off = False
        self._read = read
        self._clock = clock
        self._today = today
        self._wait, self._again = 0.0, math.inf
        self._doubted = False
        self._seen = self._stamp()
        self.now = read(path)

    def look(self) -> None:
        """Read the file if it was edited, says something else from today on, or was not readable.

        What cannot be read may be readable later though nobody edits it: a network drive that is
        away, a folder that may not be entered, memory that is short.
        """
        stamp = self._stamp()
        if stamp == self._seen and self._clock() < self._again and not self._other_day():
            return
        if stamp != self._seen:
            self._wait, self._doubted = 0.0, True
        self._seen = stamp
        try:
            self._take(self._read(self.path))
        except MenusError as error:
            self._hold(map(str, error.problems))
        except Exception as error:  # nothing may end the watch: whatever it is, it is reported
            problem = f"{self.path}: cannot be read now ({type(error).__name__}); it is tried again"
            self._hold([problem], error)

    def _other_day(self) -> bool:
        """Tell whether the day has come on which the file says something else."""
        changes = self.now.changes
        return changes is not None and not self.problems and self._today() >= changes

    def _take(self, menus: Menus) -> None:
        """Answer with these menus from now on."""
        self.problems, self._again = (), math.inf
        if menus.edition != self.now.edition:
            self.now = menus
            places = len(menus.flow.places)
            log.info("menus read again from %s: %d places", self.path, places)

    def _hold(self, problems: Iterable[str], cause: Exception | None = None) -> None:
        """Keep the last good menus, say why once, and try again later.

        Some editors empty a file before they write it: a problem is believed at the second look.
        """
        if self._doubted:
            self._doubted, self._again = False, self._clock()
            return
        told = tuple(problems)
        if told != self.problems:
            lines = "\n".join(told)
            text = "menus edited and broken; the last good ones stay in use:\n%s"
            log.error(text, lines, exc_info=cause)
        self.problems = told
        self._wait = min(max(FIRST_RETRY, 2 * self._wait), LAST_RETRY)
        self._again = self._clock() + self._wait

    def _stamp(self) -> tuple[int, ...] | None:
        """Return what changes when somebody saves the file.

        A file that is mounted by itself keeps the inode it had: when it is replaced on the host,
        all that changes here is that no name leads to that inode any more.
        """
        try:
            stat = self.path.stat()
        except OSError:
            return None
        if stat.st_nlink == 0 and not self.cut_off:
            log.error("%s was replaced outside, and is not seen: mount its folder", self.path)
        self.cut_off = stat.st_nlink == 0
        return stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size
