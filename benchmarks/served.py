"""Does a turn cost little behind the server of `ivr serve` too, and among 50,000 places?

One process serves a bare Flask view, our line, and a line of many places; this one calls them over
loopback, a short round each in turn. What is compared are processor seconds of the server.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import tempfile
import time
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

from benchmarks import menus, server, turn, wire
from ivr.menu import source
from ivr.settings import Settings
from ivr.web.app import create_app
from ivr.web.serving.front import Front
from ivr.web.serving.worker import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PLACES = 50_000
ROUNDS = 9
REQUESTS = 300
"""Requests of one round."""
LARGE = "/large"
"""What addresses of the large line begin with."""
POPULAR, ANY = "a place of 50,000, again and again", "any place of 50,000"


def table() -> Table:
    """Compare the server's processor time for turns with a bare Flask view's, behind our server."""
    with wire.served("benchmarks.served") as port:
        return _table(_measure(port))


def _measure(port: int) -> dict[str, list[float]]:
    """Return the processor seconds of a request, by contender and round; a first round warms up."""
    asked = {**turn.requests(f"http://{wire.HOST}:{port}"), **_among_many(port)}
    del asked[turn.BY_HAND]
    seconds: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(ROUNDS + 1):
        for name, messages in asked.items():
            batch = [*islice(messages, REQUESTS)]
            before = _processor_seconds(port)
            wire.run(port, batch, turn.CALLERS)
            if number:
                seconds[name].append((_processor_seconds(port) - before) / REQUESTS)
    return seconds


def _among_many(port: int) -> dict[str, Iterator[bytes]]:
    """Return the requests to the line of many places."""
    random = Random(1)  # noqa: S311  # the same places in every run

    def requests(choose: Callable[[], int]) -> Iterator[bytes]:
        while True:
            path = f"{LARGE}/voice/{menus.LANGUAGE}/{menus.name(choose())}"
            yield wire.request(f"http://{wire.HOST}:{port}", path, turn.FORM, server.TOKEN)

    return {POPULAR: requests(lambda: 1), ANY: requests(lambda: random.randrange(PLACES))}


def _processor_seconds(port: int) -> float:
    return float(wire.ask(port, f"GET /spent HTTP/1.1\r\nHost: {wire.HOST}\r\n\r\n".encode()))


def _table(seconds: dict[str, list[float]]) -> Table:
    shown = Table(
        title=f"A signed turn behind our own server, {ROUNDS} rounds of {REQUESTS} requests",
        caption="of bare, of popular: how many of these for each of those, round by round; median.",
    )
    for heading in ("", "processor time", "of bare", "of popular"):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, rounds in seconds.items():
        ratios = [_ratio(seconds, name, other) for other in (turn.FLOOR, POPULAR)]
        shown.add_row(name, f"{median(rounds) * 1e6:.0f} µs", *ratios)
    return shown


def _ratio(seconds: dict[str, list[float]], name: str, other: str) -> str:
    pairs = zip(seconds[other], seconds[name], strict=True)
    return f"{median(theirs / ours for theirs, ours in pairs):.2f}"


def main() -> None:
    """Serve until terminated."""
    source.MAX_BYTES, source.MAX_PARTS = 64 * 2**20, 10_000_000  # beyond what owners may write
    contenders = server.Contenders()
    with socket.create_server((wire.HOST, 0)) as listening, tempfile.TemporaryDirectory() as folder:
        port = listening.getsockname()[1]
        base = f"http://{wire.HOST}:{port}"
        server.fill(contenders, base)
        contenders.apps |= {"spent": _spent, LARGE.strip("/"): _large(base, Path(folder))}
        gc.collect()
        gc.freeze()  # as a worker does
        print(port, flush=True)
        asyncio.run(Server(Front(contenders)).serve([listening]))


def _spent(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer how many seconds of the processor this process has used."""
    body = str(time.process_time()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return (body,)


def _large(base: str, folder: Path) -> WSGIApplication:
    """Return a line of many places; its addresses begin with LARGE, as behind a proxy."""
    file = folder / "menus.yaml"
    file.write_text(menus.write(PLACES), encoding="utf-8")
    settings = {"TWILIO_AUTH_TOKEN": server.TOKEN, "PUBLIC_BASE_URL": base + LARGE}
    app = create_app(Settings.from_environ({**settings, "IVR_SPEECH": "say", "MENUS": str(file)}))

    def line(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        for name in ("PATH_INFO", "REQUEST_URI"):
            environ[name] = environ[name].removeprefix(LARGE)
        return app(environ, start_response)

    return line


if __name__ == "__main__":
    main()
