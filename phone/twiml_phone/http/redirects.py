"""Asks for one thing, wherever the line's redirects lead; `webhook` and `media` say what for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from twiml_phone.frozen import replace
from twiml_phone.http.errors import (
    BAD_HOST,
    BAD_TLS,
    BAD_URL,
    NO_ANSWER,
    NOT_CONNECTED,
    PATIENCE,
    WireError,
)
from twiml_phone.http.links import links_of
from twiml_phone.interpreter.events import RequestMade

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from twiml_phone.http.exchange import HttpReply, Wire
    from twiml_phone.twiml.attributes import Method

MOST_REDIRECTS = 10
TOO_MANY_REDIRECTS = 11215
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEEPING_METHOD = frozenset({307, 308})
WORTH_A_RETRY = frozenset({NOT_CONNECTED, BAD_HOST, BAD_TLS})


class Asking:
    """Asks at one moment of a call, and keeps every request made for it.

    Answers take no time of the call; failures take what Twilio would have waited, so `at` moves on.
    """

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
        self.at = at
        self._gives_up = at + PATIENCE
        self._until = time.monotonic() + seconds
        self.asked: list[RequestMade] = []
        self.url = ""

    def follow(self, method: Method, url: str, params: Mapping[str, str]) -> HttpReply:
        """Ask, and ask again wherever the answers redirect to."""
        reply = self.send(method, url, params)
        hops = 0
        while reply.status in REDIRECTS and "location" in reply.headers:
            hops += 1
            if hops > MOST_REDIRECTS:
                message = f"{self.url} redirects more than {MOST_REDIRECTS} times"
                raise WireError(TOO_MANY_REDIRECTS, message)
            # The verb's own parameters are lost on the way: Twilio's Gather page says so of Digits.
            after = self.asked[-1].method if reply.status in KEEPING_METHOD else "GET"
            reply = self.send(after, _joined(self.url, reply.headers["location"]), {})
        return _checked(reply, self.url)

    def send(self, method: str, url: str, params: Mapping[str, str]) -> HttpReply:
        """Ask once, and once more if there was no connection."""
        try:
            return self._send_once(method, url, params)
        except WireError as error:
            if error.code not in WORTH_A_RETRY:
                raise
        return self._send_once(method, url, params)

    def _send_once(self, method: str, url: str, params: Mapping[str, str]) -> HttpReply:
        self.url = url
        sent = {**self._standard, **params}
        asked = RequestMade(
            at=self.at, method=method, url=url, params=tuple(sent.items()), status=0, seconds=0.0
        )
        self.asked.append(asked)
        begun = time.monotonic()
        try:
            reply = self._wire.send(method, url, sent, cookies=self._cookies, until=self._until)
        except WireError as error:
            self.at = min(self.at + error.lasted, self._gives_up)
            raise
        finally:
            self.asked[-1] = replace(asked, seconds=round(time.monotonic() - begun, 3))
        links = links_of(reply, url)
        self.asked[-1] = replace(self.asked[-1], status=reply.status, links=links)
        return reply


def _checked(reply: HttpReply, url: str) -> HttpReply:
    if reply.status not in range(200, 300):
        raise WireError(NO_ANSWER, f"{url} answers with HTTP status {reply.status}")
    return reply


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise WireError(BAD_URL, f"{url} redirects to what is no URL: {location}") from error
