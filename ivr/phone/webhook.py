"""Asks the line for a document: follows its redirects, and judges what comes back.

The call waits meanwhile: `call` gives the outcome to the interpreter.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ivr.phone.answer import read
from ivr.phone.events import Asked
from ivr.phone.twiml import TwimlError
from ivr.phone.wire import BAD_HOST, BAD_TLS, BAD_URL, NO_ANSWER, NOT_CONNECTED, WireError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from ivr.phone.state import Request
    from ivr.phone.twiml import Document
    from ivr.phone.wire import Reply, Wire

MOST_REDIRECTS = 10
TOO_MANY_REDIRECTS = 11215
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEEPING_METHOD = frozenset({307, 308})
WORTH_A_RETRY = frozenset({NOT_CONNECTED, BAD_HOST, BAD_TLS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of asking: a document found at `url`, or a problem with Twilio's code."""

    asked: tuple[Asked, ...]
    url: str
    document: Document | None = None
    code: int = 0
    message: str = ""


class Webhook:
    """Asks on behalf of one call, at one moment of it."""

    def __init__(
        self,
        wire: Wire,
        cookies: httpx.Cookies,
        standard: Mapping[str, str],
        *,
        at: float,
        seconds: float,
    ) -> None:
        self._wire = wire
        self._cookies = cookies
        self._standard = standard
        self._at = at
        self._until = time.monotonic() + seconds
        self._asked: list[Asked] = []
        self._url = ""

    def document(self, request: Request) -> Outcome:
        """Get a document, wherever the line sends us for it."""
        try:
            reply = self._follow(request)
            document = read(reply, self._url)
        except (WireError, TwimlError) as error:
            return Outcome(
                asked=tuple(self._asked), url=self._url, code=error.code, message=error.message
            )
        return Outcome(asked=tuple(self._asked), url=self._url, document=document)

    def notify(self, url: str, params: Mapping[str, str]) -> Asked:
        """Tell the line something; what it answers does not matter to the call."""
        with suppress(WireError):
            self._send("POST", url, params)
        return replace(self._asked[-1], status_callback=True)

    def _follow(self, request: Request) -> Reply:
        reply = self._send(request.method, request.url, dict(request.params))
        hops = 0
        while reply.status in REDIRECTS and "location" in reply.headers:
            hops += 1
            if hops > MOST_REDIRECTS:
                message = f"{self._url} redirects more than {MOST_REDIRECTS} times"
                raise WireError(TOO_MANY_REDIRECTS, message)
            # The verb's own parameters are lost on the way: Twilio's Gather page says so of Digits.
            method = self._asked[-1].method if reply.status in KEEPING_METHOD else "GET"
            reply = self._send(method, _joined(self._url, reply.headers["location"]), {})
        return _checked(reply, self._url)

    def _send(self, method: str, url: str, params: Mapping[str, str]) -> Reply:
        """Ask once, and once more if there was no connection."""
        try:
            return self._send_once(method, url, params)
        except WireError as error:
            if error.code not in WORTH_A_RETRY:
                raise
        return self._send_once(method, url, params)

    def _send_once(self, method: str, url: str, params: Mapping[str, str]) -> Reply:
        self._url = url
        sent = {**self._standard, **params}
        asked = Asked(
            at=self._at, method=method, url=url, params=tuple(sent.items()), status=0, seconds=0.0
        )
        self._asked.append(asked)
        begun = time.monotonic()
        try:
            reply = self._wire.send(method, url, sent, cookies=self._cookies, until=self._until)
        finally:
            self._asked[-1] = replace(asked, seconds=round(time.monotonic() - begun, 3))
        self._asked[-1] = replace(self._asked[-1], status=reply.status)
        return reply


def _checked(reply: Reply, url: str) -> Reply:
    if reply.status not in range(200, 300):
        raise WireError(NO_ANSWER, f"{url} answers with HTTP status {reply.status}")
    return reply


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise WireError(BAD_URL, f"{url} redirects to what is no URL: {location}") from error
