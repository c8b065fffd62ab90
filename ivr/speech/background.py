"""Renders what is missing while the line answers: the next caller hears it."""

from __future__ import annotations

import logging
import threading
import time

from ivr import lifeline

log = logging.getLogger(__name__)

REST = 5.0
"""Seconds between two runs: an edit of the menus comes rarely alone."""
LONGEST_REST = 300.0
"""Seconds between two runs when one after the other fails: nobody may be there to make room."""
MOST_DOUBLED = 10
"""Failures from which on the rest no longer grows."""
MEANWHILE = (
    "sounds that are missing are rendered meanwhile: until a language has all of them, Twilio's "
    "voice speaks it, and on the page the browser's own"
)
DONE = {0, 1}
"""What `ivr speak` exits with when it has done what can be done; 1: another voice stands in."""


class Background:
    """Runs `ivr speak` in a process of its own whenever it is woken; one run at a time.

    `problem` says what keeps speech from being rendered, or nothing. After a run that failed the
    next one comes by itself, each time twice as late.
    """

    def __init__(self, *options: str) -> None:
        self.command = lifeline.command("ivr", "speak", *options)
        self.problem = ""
        self._failures = 0
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
        log.info(MEANWHILE)
        while self._awake.wait():
            self._awake.clear()
            if (status := self._child.run(self.command)) is None:
                return
            time.sleep(self._note(status))

    def _note(self, status: int) -> float:
        """Note how a run ended, and return the seconds to wait until the next."""
        if status in DONE:
            self.problem, self._failures = "", 0
            log.info("speech rendered in the background: exit %d", status)
            return REST
        rest = min(LONGEST_REST, REST * 2.0**self._failures)
        self._failures = min(self._failures + 1, MOST_DOUBLED)
        self.problem = f"speech is not rendered: `ivr speak` ended with {status}"
        log.error("%s; it is tried again in %d s", self.problem, rest)
        self._awake.set()
        return rest
