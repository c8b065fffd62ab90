"""A connection to a worker: uvicorn and llhttp read HTTP; this limits a request's head.

uvicorn bounds neither how large a head may be nor how long it may take, and takes in any number of
requests that are sent before the first one is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport

IDLE_SECONDS = 75
"""How long a connection may say nothing whole: longer than the minute that nginx keeps one for."""
MOST_HEAD = 65_536
"""Bytes of a request's first line and headers."""
MOST_AHEAD = 16
"""Requests that may be sent before the first of them is answered."""


class Connection(HttpToolsProtocol):
    """Takes in requests one after the other, and leaves whoever sends too much or too slowly."""

    most = 1_000
    """Connections at once in this process; whoever starts it knows how many files it may open."""
    _head = 0
    _all_sent = False
    _deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Wait for the first request, unless more are connected than there are files for."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what was sent."""
        self._head += len(data)
        super().data_received(data)
        if self._head > MOST_HEAD:
            self.transport.abort()

    def eof_received(self) -> bool:  # type: ignore[override]  # as asyncio documents it
        """Stay until what was asked for is answered: whoever sends no more may still read."""
        self._all_sent = True
        begun: Any = self.cycle  # None before the first request, whatever its type says
        return bool(begun) and not (begun.more_body or begun.response_complete)

    def on_headers_complete(self) -> None:
        """Begin to answer, in turn."""
        self._head = 0
        self._stop_waiting()
        if len(self.pipeline) >= MOST_AHEAD:
            self.transport.abort()
            return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a piece of a body, whose bounds the front knows."""
        self._head = 0
        super().on_body(body)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        if self.transport.is_closing() or self.pipeline:
            return
        if self._all_sent:
            self.transport.close()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(IDLE_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
