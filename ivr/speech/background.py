"""Renders missing sounds while the line answers, so that the next caller hears them."""

from __future__ import annotations

import logging
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr import lifeline

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

REST = 5.0
"""Seconds between two runs: an edit of the menus comes rarely alone."""
LONGEST_REST = 300.0
"""Seconds between two runs when one after the other fails: nobody may be there to make room."""
MOST_DOUBLED = 10
"""Failures from which on the rest no longer grows."""
PARTLY = 1
"""What `ivr speak` exits with when it has done what can be done, and another voice stands in."""
MEANWHILE = (
    "sounds that are missing are rendered meanwhile: until a language has all of them, Twilio's "
    "voice speaks it, and on the page the browser's own"
)
ASKED_FOR = (
    "Google is asked for the sounds of its voice, one at a time, for hours if it must be: a "
    "language is spoken by it once it has all of them"
)


@dataclass(frozen=True)
class Rests:
    """How long to wait after a run that failed, in seconds, each time twice as long.

    `insists` tells that a run which another voice had to stand in for has failed, too.
    """

    first: float = REST
    longest: float = LONGEST_REST
    insists: bool = False


USUAL = Rests()
AS_A_GUEST = Rests(first=300.0, longest=3600.0, insists=True)
"""Google's far end is no service with a promise: whom it refuses comes back later."""


class Background:
    """Runs `ivr speak` in a process of its own whenever it is woken; one run at a time.

    `problem` says what keeps speech from being rendered, or nothing. After a run that failed the
    next one comes by itself, each time twice as late.

    Args:
        options: Those of `ivr speak`.
        rests: How long to wait after runs that failed.
        begun: What is logged once, at the beginning.
        changed: Called when `problem` says something else, from a thread of its own.
    """

    def __init__(
        self,
        *options: str,
        rests: Rests = USUAL,
        begun: str = MEANWHILE,
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        self.command = lifeline.command("ivr", "speak", *options)
        self.problem = ""
        self._rests = rests
        self._begun = begun
        self._changed = changed
        self._failures = 0
        self._complaint = ""
        self._awake = threading.Event()
        self._child = lifeline.Child()
        threading.Thread(target=self._run, name="speak", daemon=True).start()

    def wake(self) -> None:
        """Ask for a run; asked again meanwhile, one more follows."""
        self._awake.set()

    def stop(self) -> None:
        """End the run in progress, and begin no other."""
        self._child.stop()

    def _run(self) -> None:
        log.info(self._begun)
        # On a terminal a bar shows how far the work is, which cannot be passed on.
        complain = None if sys.stderr.isatty() else self._complain
        while self._awake.wait():
            self._awake.clear()
            self._complaint = ""
            if (status := self._child.run(self.command, complain)) is None:
                return
            time.sleep(self._note(status))

    def _complain(self, line: bytes) -> None:
        """Pass on a line of the run's standard error: the last one says why it failed."""
        text = line.decode(errors="replace").rstrip()
        print(text, file=sys.stderr, flush=True)
        self._complaint = text.strip() or self._complaint

    def _note(self, status: int) -> float:
        """Note how a run ended, and return the seconds to wait until the next."""
        told = _told(status)
        before, self.problem = self.problem, told + self._complaint_of(status)
        if self.problem != before:
            self._changed()
        if status == 0:
            self._failures = 0
            log.info("speech rendered in the background: exit %d", status)
            return REST
        rest = min(self._rests.longest, self._rests.first * 2.0**self._failures)
        self._failures = min(self._failures + 1, MOST_DOUBLED)
        if status == PARTLY and not self._rests.insists:
            log.warning("speech rendered in the background: exit %d", status)
            return rest
        log.error("%s; it is tried again in %d s", told, rest)
        self._awake.set()
        return rest

    def _complaint_of(self, status: int) -> str:
        return f": {self._complaint}" if self._complaint and status not in {0, PARTLY} else ""


def _told(status: int) -> str:
    """Return what the exit status of a run says of it, or nothing where all is well."""
    if status == PARTLY:
        return "not every sound can be had in the voice that is wanted: `ivr speak` says why"
    return f"speech is not rendered: `ivr speak` ended with {status}" if status else ""
