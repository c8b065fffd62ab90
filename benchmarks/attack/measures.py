"""What is measured while a candidate is attacked: waiting, deaths, lost answers, growth."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from benchmarks import wire
from benchmarks.attack import messages
from benchmarks.attack.candidates import HOST, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.attack.candidates import Candidate, Running

RATE = 40
"""Turns a second that the probe asks for, whether or not those before are answered."""
PATIENCE = 10.0
"""Seconds the probe waits; Twilio gives up after fifteen."""
CALLERS = 8
KEPT, NEW = 20, 10
"""Callers while the candidate is told to end: on connections that are kept, and on new ones."""
WARM_SECONDS = 2.0


@dataclass(frozen=True)
class Waiting:
    """How long the probe waited, in seconds; a turn that was not answered counts as PATIENCE."""

    p50: float
    p99: float
    asked: int
    unanswered: int


def wait(line: Running, seconds: float) -> Waiting:
    """Ask for turns at a steady rate, each on a connection of its own."""
    return asyncio.run(_probe(line.port, seconds))


async def _probe(port: int, seconds: float) -> Waiting:
    message, loop = messages.turn(port), asyncio.get_running_loop()
    began, asking = loop.time(), []
    for number in range(int(seconds * RATE)):
        await asyncio.sleep(began + number / RATE - loop.time())
        asking.append(asyncio.create_task(_ask(port, message)))
    waited = await asyncio.gather(*asking)
    percentiles = quantiles((PATIENCE if each is None else each for each in waited), n=100)
    return Waiting(percentiles[49], percentiles[98], len(waited), waited.count(None))


async def _ask(port: int, message: bytes) -> float | None:
    """Return the seconds until the answer was there; None where there was none."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                status, _, _ = await messages.exchange(reader, writer, message)
            finally:
                writer.close()
    except (OSError, EOFError, LookupError, TimeoutError):
        return None
    return time.perf_counter() - began if status == 200 else None


@contextmanager
def attacked(line: Running, name: str, elsewhere: int = 0) -> Iterator[None]:
    """Attack a candidate while the block runs."""
    command = [sys.executable, "-m", "benchmarks.attack.attackers", name]
    with subprocess.Popen(  # noqa: S603  # our own module
        [*command, str(line.port), str(elsewhere)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as attackers:
        assert attackers.stdin
        assert attackers.stdout
        try:
            assert attackers.stdout.readline()
            yield
        finally:
            attackers.stdin.close()
            attackers.kill()


def survives(candidate: Candidate, folder: Path) -> bool:
    """Start a candidate, let several call at once, and tell whether all were answered."""
    with running(candidate, folder) as line, ThreadPoolExecutor(CALLERS) as callers:
        message = messages.turn(line.port)

        def call(_: int) -> bool:
            with suppress(OSError, AssertionError):
                return bool(wire.ask(line.port, message))
            return False

        answered = all(callers.map(call, range(CALLERS)))
        return answered and line.lives()


@dataclass(frozen=True)
class Ending:
    """What came of telling a busy candidate to end; `seconds` is None where it did not."""

    lost: int
    seconds: float | None
    status: int | None


def end(line: Running) -> Ending:
    """Tell a candidate to end while many call it."""
    return asyncio.run(_end(line))


async def _end(line: Running) -> Ending:
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    message = messages.turn(line.port)
    callers = [asyncio.create_task(_caller(line, message, 20)) for _ in range(KEPT)]
    callers += [asyncio.create_task(_caller(line, message, 1)) for _ in range(NEW)]
    await asyncio.sleep(WARM_SECONDS)
    told = time.monotonic()
    os.kill(line.pid, signal.SIGTERM)
    seconds = await _ended(line, told)
    _, still = await asyncio.wait(callers, timeout=1)
    for each in still:
        each.cancel()
    lost = sum(each.result() for each in callers if each not in still)
    return Ending(lost, seconds, line.process.poll())


async def _ended(line: Running, told: float) -> float | None:
    while line.lives():
        if time.monotonic() - told > PATIENCE * 2:
            return None
        await asyncio.sleep(0.01)
    return time.monotonic() - told


async def _caller(line: Running, message: bytes, turns: int) -> int:
    """Call until nobody is let in any more; return how many turns were asked for in vain."""
    lost = 0
    while True:
        try:
            async with asyncio.timeout(3):
                reader, writer = await asyncio.open_connection(HOST, line.port)
        except (OSError, TimeoutError):
            return lost
        try:
            for _ in range(turns):
                async with asyncio.timeout(PATIENCE):
                    _, closes, _ = await messages.exchange(reader, writer, message)
                if closes:
                    break
                await asyncio.sleep(0.02)
        except (OSError, EOFError, LookupError, TimeoutError):
            lost += 1
            if not line.lives():
                return lost
        finally:
            writer.close()


def growth(line: Running, seconds: float) -> tuple[float, float]:
    """Return the most megabytes of memory and of files that a huge body has cost."""
    before = _memory(line)
    with attacked(line, "huge"):
        until, memory, files = time.monotonic() + seconds, 0.0, 0.0
        while time.monotonic() < until:
            memory, files = max(memory, _memory(line) - before), max(files, _files(line))
            time.sleep(0.02)
    return memory, files


def _memory(line: Running) -> float:
    """Return the megabytes of memory that all its processes hold."""
    pages = 0
    for pid in line.family():
        with suppress(OSError):
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _files(line: Running) -> float:
    """Return the megabytes of files it has open in its folder, also of those that have no name."""
    size = 0
    for pid in line.family():
        for file in Path(f"/proc/{pid}/fd").glob("*"):
            with suppress(OSError):
                if str(file.readlink()).startswith(str(line.folder)):
                    size += file.stat().st_size
    return size / 1e6
