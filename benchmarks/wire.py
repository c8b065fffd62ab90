"""The far side of a benchmark: many callers at once, each on a connection of its own.

Requests are written beforehand and replies read by their length only: what is measured is the
server, and a client that takes them apart would cost more than some of the servers do.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Round:
    """What one round of requests came to."""

    per_second: float
    seconds: tuple[float, ...]


@contextmanager
def served(module: str) -> Iterator[int]:
    """Yield the port of a server that a module starts in a process of its own, and prints."""
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def request(base: str, path: str, form: Mapping[str, str], token: str) -> bytes:
    """Return a signed POST as it goes over the wire."""
    body = urlencode(form).encode()
    signature = RequestValidator(token).compute_signature(base + path, form)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {base.partition('//')[2]}\r\n"
        f"User-Agent: TwilioProxy/1.1\r\nX-Twilio-Signature: {signature}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def run(port: int, requests: Sequence[bytes], callers: int) -> Round:
    """Send the requests, dealt out to that many callers, and wait for every reply."""
    hands = [requests[first::callers] for first in range(callers)]
    began = time.perf_counter()
    with ThreadPoolExecutor(callers) as pool:
        seconds = [each for hand in pool.map(_call, repeat(port), hands) for each in hand]
    return Round(len(requests) / (time.perf_counter() - began), tuple(seconds))


def ask(port: int, message: bytes) -> bytes:
    """Send one request on a connection of its own, and return the reply's body."""
    with socket.create_connection((HOST, port)) as connection:
        return _exchange(connection, message)


def _call(port: int, requests: Sequence[bytes]) -> list[float]:
    with socket.create_connection((HOST, port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return [_timed(connection, each) for each in requests]


def _timed(connection: socket.socket, message: bytes) -> float:
    began = time.perf_counter()
    _exchange(connection, message)
    return time.perf_counter() - began


def _exchange(connection: socket.socket, message: bytes) -> bytes:
    """Return the body of the reply; any status but 200 ends the benchmark."""
    connection.sendall(message)
    reply = b""
    while b"\r\n\r\n" not in reply:
        reply += _more(connection)
    head, _, body = reply.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += _more(connection)
    return body


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    assert data, "the server closed the connection"
    return data
