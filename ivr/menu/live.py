"""Holds the menus of a running line: takes up an edited file, but never a broken one."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.errors import MenusError
from ivr.menu import dates
from ivr.menu.include import load
from ivr.menu.reader import examine
from ivr.menu.stamp import is_cut_off, stamps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from ivr.menu.flow import Flow
    from ivr.menu.stamp import Stamp

log = logging.getLogger(__name__)

LOOK_EVERY = 0.25
"""Seconds between two looks at the file: an edit is to be heard within one."""
FIRST_RETRY, LAST_RETRY = 1.0, 60.0
"""Seconds after which a file is read again that could not be read; they double each time."""


@dataclass(frozen=True, slots=True)
class Menus:
    """What a menu file says today, and its edition: the hash of its bytes, and of what is silent.

    `changes` is the next day on which it says something else; `ends` tells what ends soon; `files`
    are those that belong to it, or would if they were there, each as it was when it was read.
    """

    flow: Flow
    edition: str
    changes: dt.date | None = None
    ends: tuple[str, ...] = ()
    files: Mapping[Path, Stamp | None] = field(default_factory=dict)


def read(path: Path, day: dt.date | None = None) -> Menus:
    """Return the menus of a file as they are spoken on a day, today without it.

    Raises:
        MenusError: The file has problems.
    """
    source = load(path)
    reading = examine(source, day)
    if reading.flow is None:
        raise MenusError(reading.problems, source.files)
    ends = (
        f"{each.name} until {each.last}" for each in reading.dated if each.ends_soon(reading.day)
    )
    changes = dates.next_change(reading.dated, reading.day)
    return Menus(reading.flow, reading.edition, changes, tuple(ends), source.files)


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
        self.cut_off = ""
        self._read = read
        self._clock = clock
        self._today = today
        self._wait, self._again = 0.0, math.inf
        self._doubted = False
        self._seen: Mapping[Path, Stamp | None] = {path: None}
        self._seen = self._stamps()
        self.now = read(path)
        self._belong(self.now.files)

    def look(self) -> None:
        """Read the files if one was edited, they say something else today, or were not readable.

        What cannot be read may be readable later though nobody edits it: a network drive that is
        away, a folder that may not be entered, memory that is short.
        """
        stamp = self._stamps()
        if stamp == self._seen and self._clock() < self._again and not self._other_day():
            return
        if stamp != self._seen:
            self._wait, self._doubted = 0.0, True
        self._seen = stamp
        try:
            self._take(self._read(self.path))
        except MenusError as error:
            self._belong(error.files)
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
        self._belong(menus.files)
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

    def _belong(self, files: Mapping[Path, Stamp | None]) -> None:
        """Look at these files from now on, which were read when they were like this."""
        self._seen = files or self._seen

    def _stamps(self) -> dict[Path, Stamp | None]:
        """Return what changes when somebody saves one of the files.

        A file that is mounted by itself keeps the inode it had: when it is replaced on the host,
        all that changes here is that no name leads to that inode any more.
        """
        now = stamps(self._seen)
        cut_off = next((file for file, each in now.items() if is_cut_off(each)), None)
        if cut_off and cut_off.name != self.cut_off:
            log.error("%s was replaced outside, and is not seen: mount its folder", cut_off)
        self.cut_off = cut_off.name if cut_off else ""
        return now
