"""Renders what is missing while the line answers: the next caller hears it."""

from __future__ import annotations

import logging
import threading
import time

from ivr import lifeline

log = logging.getLogger(__name__)

REST = 5.0
"""Seconds between two runs: an edit of the menus comes rarely alone."""


class Background:
    """Runs `ivr speak` in a process of its own whenever it is woken; one run at a time."""

    def __init__(self, *options: str) -> None:
        self.command = lifeline.command("ivr", "speak", *options)
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
        while self._awake.wait():
            self._awake.clear()
            if (status := self._child.run(self.command)) is None:
                return
            log.info("speech rendered in the background: exit %d", status)
            time.sleep(REST)
