"""Cuts a connection when its time is up; each request of an exchange has a deadline.

httpx limits how long each read may take, but not how many reads: an answer could drip in for ever.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR
from threading import Timer
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from socket import socket

CONNECT_SECONDS = 5.0


@contextmanager
def deadline(until: float | None) -> Iterator[dict[str, Any]]:
    """Yield the httpx extensions that hold a request to its deadline, if it has one."""
    if until is None:
        yield {}
        return
    seconds = max(0.001, until - time.monotonic())
    sockets: list[socket] = []

    def trace(name: str, info: Mapping[str, Any]) -> None:
        if name in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            sockets.append(info["return_value"].get_extra_info("socket"))

    def cut() -> None:
        for open_socket in sockets[-1:]:
            with suppress(OSError):
                open_socket.shutdown(SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    limit = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
    try:
        yield {"trace": trace, "timeout": limit.as_dict()}
    finally:
        timer.cancel()
