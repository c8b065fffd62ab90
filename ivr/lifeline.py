"""Processes that end with the one that started them, however that one ends, even when it is killed.

The child's standard input is a pipe whose other end only the parent holds. Whatever becomes of the
parent, the system closes that end, and the child reads an end of file. Until then the parent may
tell it something, a line at a time: the child knows the last one.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module
from multiprocessing.process import parent_process
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

STANDARD_INPUT = 0
SECONDS_TO_END = 12.0
"""Time between the request to end and the kill."""


class Options(TypedDict):
    """What to start a child with, for `subprocess` and for `asyncio`."""

    stdin: int
    process_group: int


OPTIONS = Options(stdin=subprocess.PIPE, process_group=0)
"""A group of its own lets a child take its own children along, and keeps Ctrl-C for the parent."""


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module in a child; start it with OPTIONS."""
    return [sys.executable, "-m", "ivr.lifeline", module, *arguments]


class Child:
    """Runs commands one after the other, each in a child, until it is stopped from elsewhere."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = Event()
        self._starting = Lock()

    def run(
        self, command: list[str], complain: Callable[[bytes], None] | None = None
    ) -> int | None:
        """Run a command, and return its exit status; None where it was stopped.

        Args:
            command: What to run.
            complain: Called with each line of its standard error, which else is ours.
        """
        errors = subprocess.PIPE if complain else None
        with self._starting:
            if self._stopped.is_set():
                return None
            self._running = subprocess.Popen(  # noqa: S603  # our own command
                command, **OPTIONS, stderr=errors
            )
        with self._running as child:
            for line in child.stderr or ():
                if complain:
                    complain(line)
            status = child.wait()
        end_group(child.pid)  # what it has started, should it have been killed
        return None if self._stopped.is_set() else status

    def stop(self) -> None:
        """End the command that runs, with all it has started, and begin no other."""
        with self._starting:
            self._stopped.set()
            if self._running and self._running.poll() is None:
                end_group(self._running.pid)
                self._running.wait()


def end_group(leader: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to all processes of a group that still live."""
    with suppress(ProcessLookupError):
        os.killpg(leader, number)


def follow_parent() -> None:
    """End this process of `multiprocessing` when the one that started it has ended."""
    Thread(target=_follow, name="lifeline", daemon=True).start()


def _follow() -> None:
    cast("BaseProcess", parent_process()).join()
    os._exit(1)


class _Parent:
    """What the parent has told this process last."""

    def __init__(self) -> None:
        self.last = ""
        self._begun = b""

    def heed(self, told: bytes) -> None:
        *lines, self._begun = (self._begun + told).split(b"\n")
        if lines:
            self.last = lines[-1].decode(errors="replace")


_parent = _Parent()


def told() -> str:
    """Return the last line that the parent told this process, or nothing."""
    return _parent.last


def main() -> None:
    """Run a module as the program, in a process that ends with its parent."""
    Thread(target=_end_with_parent, name="lifeline", daemon=True).start()
    module = sys.argv[1]
    sys.argv[:] = sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while line := os.read(STANDARD_INPUT, 4096):
        _parent.heed(line)
    end_group(os.getpgrp(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    end_group(os.getpgrp())


if __name__ == "__main__":
    # In the module others import, not in this second copy of it: they ask it what was told.
    import_module("ivr.lifeline").main()
