"""Does a turn slow down as the menus grow, and what does it cost to start with a large file?

Each line lives in a process of its own, so that memory can be told apart. All are started first;
then they are asked in turn, a round each, and compared with the smallest.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Self

from rich.table import Table

from benchmarks import menus
from ivr.menu import source
from ivr.settings import Settings
from ivr.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

SIZES = (50, 500, 5_000, 50_000)
ROUNDS = 5
REQUESTS = 1500
"""Requests of one round."""

KINDS = ("popular", "random", "new")
MEGABYTE = 2**20


def table() -> Table:
    """Measure, and return what came out."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        lines = [stack.enter_context(Line(Path(folder), places)) for places in SIZES]
        speeds = _speeds(lines)
    return _table(lines, speeds)


class Line:
    """A line of many places, in a process of its own."""

    def __init__(self, folder: Path, places: int) -> None:
        self.file = folder / f"{places}.yaml"
        self.file.write_text(menus.write(places), encoding="utf-8")
        self.places = places
        self.bytes = self.file.stat().st_size

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.size", str(self.file), str(self.places)]
        self.process = subprocess.Popen(  # noqa: S603  # this very module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.cost = self._next()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def ask(self, kind: str) -> float:
        """Return how many turns a second it answers."""
        assert self.process.stdin
        print(kind, file=self.process.stdin, flush=True)
        return float(self._next()["per second"])

    def _next(self) -> dict[str, float]:
        assert self.process.stdout
        told: dict[str, float] = json.loads(self.process.stdout.readline())
        return told


def _speeds(lines: list[Line]) -> dict[str, dict[int, list[float]]]:
    """Return the speeds of each round, by kind of request and size; a first round warms up."""
    speeds: dict[str, dict[int, list[float]]] = {
        kind: {line.places: [] for line in lines} for kind in KINDS
    }
    for number in range(ROUNDS + 1):
        for kind in KINDS:
            for line in lines:
                speed = line.ask(kind)
                if number:
                    speeds[kind][line.places].append(speed)
    return speeds


def _table(lines: list[Line], speeds: dict[str, dict[int, list[float]]]) -> Table:
    shown = Table(
        title=f"Menus of many places: turns a second, unsigned, {ROUNDS} rounds of {REQUESTS}",
        caption="All seconds are the processor's. "
        "popular: one place again and again. random: any place. "
        "new: any place, come to by a way nobody went before, so no reply is at hand.",
    )
    for heading in ("places", "file", "to start", "memory", *KINDS):
        shown.add_column(heading, justify="right")
    for line in lines:
        shown.add_row(
            f"{line.places:,}",
            f"{line.bytes / MEGABYTE:.2f} MB",
            f"{line.cost['seconds']:.2f} s",
            f"{line.cost['memory'] / MEGABYTE:.0f} MB",
            *(_cell(speeds[kind], line.places) for kind in KINDS),
        )
    return shown


def _cell(speeds: dict[int, list[float]], places: int) -> str:
    """Return the median speed, and its ratio to the smallest line's."""
    smallest = median(speeds[SIZES[0]])
    return f"{median(speeds[places]):,.0f} ({median(speeds[places]) / smallest:.2f})"


@dataclass(frozen=True)
class Caller:
    """Asks a line in this process for turns, by one WSGI call each."""

    app: Flask
    places: int

    def round(self, kind: str) -> float:
        """Return how many turns the line answers in a second of the processor."""
        asked = list(islice(self._environs(kind), REQUESTS))
        began = time.process_time()
        for environ in asked:
            reply = self.app.wsgi_app(environ, _expect_200)
            b"".join(reply)
        return REQUESTS / (time.process_time() - began)

    def _environs(self, kind: str) -> Iterator[dict[str, object]]:
        address: Callable[[], str] = {
            "popular": lambda: f"/voice/{menus.LANGUAGE}/{menus.name(1)}",
            "random": lambda: f"/voice/{menus.LANGUAGE}/{self._any()}",
            "new": lambda: f"/voice/{menus.LANGUAGE}/{self._any()}?behind={self._way()}",
        }[kind]
        return (_environ(address()) for _ in repeat(None))

    def _any(self) -> str:
        return menus.name(RANDOM.randrange(self.places))

    def _way(self) -> str:
        return ".".join(self._any() for _ in range(6))


RANDOM = Random(1)  # noqa: S311  # the same places in every run
FORM = b"CallSid=CA00000000000000000000000000000000&CallStatus=in-progress&Digits=9&msg=Gather+End"


def _environ(address: str) -> dict[str, object]:
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(FORM)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(FORM),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _expect_200(status: str, *_: object) -> Callable[[bytes], object]:
    assert status == "200 OK", status
    return lambda _: None


def main() -> None:
    """Start a line, tell what it cost, then answer each word on standard input with a speed."""
    file, places = Path(sys.argv[1]), int(sys.argv[2])
    # The largest file is beyond what the line reads for owners.
    source.MAX_BYTES, source.MAX_PARTS = 64 * MEGABYTE, 10_000_000
    settings = Settings.from_environ({"IVR_LOCAL": "1", "IVR_SPEECH": "say", "MENUS": str(file)})
    began = time.process_time()
    app = create_app(settings)
    cost = {"seconds": time.process_time() - began, "memory": _peak()}
    gc.collect()
    gc.freeze()  # as a worker does
    print(json.dumps(cost), flush=True)
    caller = Caller(app, places)
    for line in sys.stdin:
        print(json.dumps({"per second": caller.round(line.strip())}), flush=True)


def _peak() -> int:
    """Return the most memory this process has held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main()
