"""What does a signed turn cost the processor, beside the least Flask can do?

All contenders live in this process and are called as a server would call them, a short round each
in turn. Processor seconds are compared, so that it does not matter what else the machine does.
"""

from __future__ import annotations

import gc
import io
import time
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rich.table import Table

from benchmarks import server, turn, wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from wsgiref.types import WSGIEnvironment

ROUNDS = 60
REQUESTS = 150
"""Requests of one round: few, so that the rounds that are compared lie close together."""
BASE = f"http://{wire.HOST}:8000"


def table() -> Table:
    """Compare the processor time of a signed turn with a bare Flask view's, in one process."""
    contenders = server.Contenders()
    server.fill(contenders, BASE)
    gc.collect()
    gc.freeze()  # what is loaded for good is not looked through again, as in a worker
    requests = turn.requests(BASE)
    seconds: dict[str, list[float]] = {name: [] for name in requests}
    for number in range(ROUNDS + 1):
        for name, messages in requests.items():
            cost = _round(contenders, [*map(environ, islice(messages, REQUESTS))])
            if number:  # the first round warms up
                seconds[name].append(cost)
    return _table(seconds)


def environ(message: bytes) -> WSGIEnvironment:
    """Return what a server makes of a request as it goes over the wire."""
    head, _, body = message.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, target, protocol = first.split()
    path, _, query = target.partition("?")
    headers = dict(line.split(": ", 1) for line in lines)
    names = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in headers}
    return {
        **{names[name]: text for name, text in headers.items()},
        "CONTENT_TYPE": headers["Content-Type"],
        "CONTENT_LENGTH": headers["Content-Length"],
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path),
        "QUERY_STRING": query,
        "REQUEST_URI": target,
        "SERVER_NAME": wire.HOST,
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": protocol,
        "REMOTE_ADDR": wire.HOST,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }


def _round(contenders: server.Contenders, environs: list[WSGIEnvironment]) -> float:
    """Return the processor seconds that one request of a round takes."""
    began = time.process_time()
    for each in environs:
        b"".join(contenders(each, _expect_200))
    return (time.process_time() - began) / len(environs)


def _expect_200(status: str, *_: object) -> Callable[[bytes], object]:
    assert status == "200 OK", status
    return lambda _: None


def _table(seconds: dict[str, list[float]]) -> Table:
    """Compare the rounds: each with the bare view's of the same moment."""
    shown = Table(
        title=f"A signed turn in this process, {ROUNDS} rounds of {REQUESTS} requests",
        caption="of bare: how many of these for each bare view, round by round; the median.",
    )
    for heading in ("", "processor time", "of bare"):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, rounds in seconds.items():
        shown.add_row(
            name, f"{median(rounds) * 1e6:.0f} µs", f"{median(_ratios(seconds, name)):.2f}"
        )
    return shown


def _ratios(seconds: dict[str, list[float]], name: str) -> Iterator[float]:
    return (bare / ours for bare, ours in zip(seconds[turn.FLOOR], seconds[name], strict=True))
