"""The front of a worker: takes requests in whole, on the event loop, before a thread sees them.

An ASGI application around the line's WSGI one. It bounds how large a body may be, how long it may
take, how much memory all bodies take together and how many requests may wait for a thread.
"""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.logs import escaped
from ivr.web.serving.whole import WholeAnswer, call, environ

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from wsgiref.types import WSGIApplication

    from ivr.web.serving.whole import Scope

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)

LOG_EVERY = 60.0
"""Seconds between two reports that requests are turned away."""

PIECE = 65_536
"""Bytes of a body that are sent at once: whoever reads nothing is given one piece, not a sound."""

CLOSE = (b"connection", b"close")
REFUSALS = {403, 413, 429, 503}
"""Answers to whoever may not, brings too much, or asks too often, and to pages of a busy line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker takes in, and how long it waits; the times are seconds."""

    threads: int = 16
    """Requests that are answered at once."""
    waiting: int = 512
    """Requests that may wait for a thread: more could not be answered in time."""
    body: int = 1_000_000
    """The largest body that is read at all, in bytes."""
    bodies: int = 64_000_000
    """The most bytes of bodies that are held at once."""
    receive: float = 10.0
    """The time a body may take to arrive."""
    send: float = 60.0
    """The time an answer may take to be sent, where the server lets the front wait for it."""
    refusal: float = 0.25
    """The time a refusal is kept back: whoever asks again and again slows down, not the line."""


class RequestRefused(Exception):
    """A request is not taken in; the answer says why."""

    def __init__(self, status: int, sentence: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(sentence)
        body = f"{sentence}\n".encode()
        plain = (b"content-type", b"text/plain; charset=utf-8")
        self.answer = WholeAnswer(status, (plain, _length(body), CLOSE, *headers), body)


class Front:
    """Lets an application answer whole requests only; any ASGI server can run it.

    `closing` is set when the worker is about to end: each answer then closes its connection.
    `begun` counts the requests so far, and `busy` those that are not answered yet.
    """

    def __init__(self, app: WSGIApplication, limits: Limits = Limits()) -> None:
        self.app = app
        self.limits = limits
        self.closing = False
        self.begun = self.busy = 0
        self._pool = ThreadPoolExecutor(limits.threads, thread_name_prefix="answer")
        self._asked = self._held = 0
        self._logged = -LOG_EVERY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        self.begun += 1
        self.busy += 1
        try:
            answer = await self._answer(scope, receive)
            if answer.status in REFUSALS and not self.closing:
                await asyncio.sleep(self.limits.refusal)
            await self._send(answer, send)
        except TimeoutError:
            return
        finally:
            self.busy -= 1

    async def _answer(self, scope: Scope, receive: Receive) -> WholeAnswer:
        body = bytearray()
        try:
            await self._read(scope, receive, body)
            return await self._ask(scope, bytes(body))
        except RequestRefused as refused:
            return refused.answer
        except Exception:
            log.exception("a request failed: %s", escaped(scope["path"]))
            return RequestRefused(500, "The line has a fault of its own.").answer
        finally:
            self._held -= len(body)

    async def _read(self, scope: Scope, receive: Receive, body: bytearray) -> None:
        """Read a body whole, or refuse it as soon as it is clear that it cannot be taken.

        Raises:
            Refused: It is too large, too slow, broken off, or one too many.
        """
        if _declared(scope) > self.limits.body:
            raise self._too_large()
        try:
            async with asyncio.timeout(self.limits.receive):
                while await self._read_piece(receive, body):
                    pass
        except TimeoutError:
            raise RequestRefused(
                408, f"The body did not arrive in {self.limits.receive:g} s."
            ) from None

    async def _read_piece(self, receive: Receive, body: bytearray) -> bool:
        """Read one piece of a body; tell whether there are more."""
        message = await receive()
        if message["type"] != "http.request":  # whoever sent it has left, or sends no more
            raise RequestRefused(400, "The body broke off.")
        piece: bytes = message.get("body", b"")
        if len(body) + len(piece) > self.limits.body:
            raise self._too_large()
        if self._held + len(piece) > self.limits.bodies:
            raise self._turned_away("the bodies of all requests take too much memory")
        self._held += len(piece)
        body += piece
        return bool(message.get("more_body", False))

    async def _ask(self, scope: Scope, body: bytes) -> WholeAnswer:
        """Let the application answer in a thread."""
        if self._asked >= self.limits.threads + self.limits.waiting:
            raise self._turned_away(f"{self._asked} are being answered or wait already")
        self._asked += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, call, self.app, environ(scope, body))
        finally:
            self._asked -= 1

    async def _send(self, answer: WholeAnswer, send: Send) -> None:
        headers = [*answer.headers, CLOSE] if self.closing else list(answer.headers)
        async with asyncio.timeout(self.limits.send):
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            for begin in range(0, len(answer.body) or 1, PIECE):
                end = begin + PIECE
                piece, more = answer.body[begin:end], end < len(answer.body)
                await send({"type": "http.response.body", "body": piece, "more_body": more})

    def _too_large(self) -> RequestRefused:
        return RequestRefused(413, f"The body is larger than {self.limits.body:,} bytes.")

    def _turned_away(self, reason: str) -> RequestRefused:
        """Return the refusal of a request there is no room for; log it once in a while."""
        now = time.monotonic()
        if now - self._logged >= LOG_EVERY:
            self._logged = now
            log.warning("requests are turned away: %s", reason)
        return RequestRefused(503, "The line is busy; try again.", (b"retry-after", b"1"))


def _declared(scope: Scope) -> int:
    """Return how many bytes a request says it brings."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[-1]) if lengths and lengths[-1].isdigit() else 0


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"content-length", str(len(body)).encode()
