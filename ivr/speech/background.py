"""Renders what is missing while the line answers: the next caller hears it."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time

log = logging.getLogger(__name__)

REST = 5.0
"""Seconds between two runs: an edit of the menus comes rarely alone."""


class Background:
    """Runs `ivr speak` in a process of its own whenever it is woken; one run at a time."""

    def __init__(self, *options: str) -> None:
        self.command = [sys.executable, "-m", "ivr", "speak", *options]
        self._awake = threading.Event()
        threading.Thread(target=self._run, name="speak", daemon=True).start()

    def wake(self) -> None:
        """Ask for a run; asked again meanwhile, one more follows."""
        self._awake.set()

    def _run(self) -> None:
        while self._awake.wait():
            self._awake.clear()
            done = subprocess.run(self.command, check=False)  # noqa: S603  # our own command
            log.info("speech rendered in the background: exit %d", done.returncode)
            time.sleep(REST)
