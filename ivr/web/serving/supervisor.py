"""The supervisor: keeps the workers alive, wakes the renderer, and ends them all when told to.

It answers no call and loads no line, so whatever ends a worker does not end it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from ivr import lifeline
from ivr.web.serving.listener import close_door
from ivr.web.serving.messages import MISSING

if TYPE_CHECKING:
    import socket
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable, Mapping

    from ivr.web.serving.renderers import Renderers

log = logging.getLogger(__name__)

WORKER = "ivr.web.serving.worker"
"""The module each worker runs; it is not loaded here."""
REST = 1.0
"""Seconds before another worker is started in place of one that lived no longer."""
STOP_SECONDS = 10.0
"""How long workers may take to end; then they are killed."""


class Supervisor:
    """Serves a line from several workers until it is told to end, by SIGTERM, SIGINT or SIGHUP.

    Args:
        listener: What the workers accept connections from.
        workers: How many there are.
        environ: The settings, which each worker reads for itself.
        greet: Called once, when the line answers.
        renderers: Woken when a worker misses a sound; what troubles them is told to the workers.
    """

    def __init__(
        self,
        listener: socket.socket,
        workers: int,
        environ: Mapping[str, str],
        greet: Callable[[], None],
        renderers: Renderers,
    ) -> None:
        self._listener = listener
        self._workers = workers
        self._environ = dict(environ)
        self._greet = greet
        self._renderers = renderers
        self._alive: set[Process] = set()
        self._answering = False
        self._status = 0

    async def run(self) -> int:
        """Serve, and return the exit status."""
        self._stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is signal.SIG_IGN:
                continue  # as under nohup
            loop.add_signal_handler(number, self._stopping.set)
        self._renderers.begin(lambda: loop.call_soon_threadsafe(self._tell_all))
        keepers = [asyncio.create_task(self._keep()) for _ in range(self._workers)]
        await self._stopping.wait()
        close_door(self._listener)
        for process in self._alive:
            process.terminate()
        await asyncio.wait(keepers, timeout=STOP_SECONDS)
        for process in self._alive:
            log.error("worker %d did not end in time and is killed", process.pid)
            lifeline.end_group(process.pid)
        return self._status

    def _tell_all(self) -> None:
        """Tell all workers what there is to report now."""
        for process in self._alive:
            self._tell(process)

    def _tell(self, process: Process) -> None:
        line = " ".join(self._renderers.problem().split())
        with suppress(ConnectionError):  # it has just ended
            cast("StreamWriter", process.stdin).write(f"{line}\n".encode())

    async def _keep(self) -> None:
        """Start a worker, and another whenever it dies, until the line stops."""
        while not self._stopping.is_set():
            began = time.monotonic()
            process = await self._start()
            status = await self._follow(process)
            if self._stopping.is_set():
                return
            if not self._answering:
                self._give_up(status)
                return
            log.error("worker %d %s; another is started", process.pid, _cause(status))
            if time.monotonic() - began < REST:
                await asyncio.sleep(REST)

    async def _start(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            *lifeline.command(WORKER, str(self._listener.fileno())),
            **lifeline.OPTIONS,
            stdout=PIPE,
            env=self._environ,
            pass_fds=(self._listener.fileno(),),
        )
        self._alive.add(process)
        self._tell(process)
        if self._stopping.is_set():
            process.terminate()
        return process

    async def _follow(self, process: Process) -> int:
        """Heed what a worker says until it ends, and return its exit status."""
        async for word in cast("StreamReader", process.stdout):
            if word == MISSING:
                self._renderers.wake()
            elif not self._answering:
                self._answering = True
                self._greet()
        status = await process.wait()
        self._alive.discard(process)
        lifeline.end_group(process.pid)  # whatever it may have started
        return status

    def _give_up(self, status: int) -> None:
        """End because no worker has ever answered: the next would not either."""
        log.error("a worker %s before it could answer; the line is not started", _cause(status))
        self._status = status if status > 0 else 1
        self._stopping.set()


def _cause(status: int) -> str:
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"ended with exit status {status}"
