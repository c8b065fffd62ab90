"""A line that accepts calls and never answers."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.attack.candidates import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def hanging() -> Iterator[int]:
    """Yield the port of a socket that nobody takes connections from: its queue accepts them."""
    with socket.create_server((HOST, 0), backlog=256) as listener:
        yield listener.getsockname()[1]
