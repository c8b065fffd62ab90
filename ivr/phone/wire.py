"""One HTTP exchange with the line: over the network or straight into a WSGI app, by the same code.

Whatever the line does, the outcome is a Reply or a WireError: a hostile line cannot raise more.
"""

from __future__ import annotations

import time
import uuid
from copy import copy
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode

import httpx

from ivr.phone.content import SOUNDS, kind
from ivr.phone.deadline import deadline
from ivr.phone.faults import NO_ANSWER, PATIENCE, TOO_LONG, WireError, code_of, lasted
from ivr.phone.signature import sign, signed_url

if TYPE_CHECKING:
    from collections.abc import Mapping
    from wsgiref.types import WSGIApplication

MOST_BYTES = 64 * 1024
MOST_SOUND_BYTES = 32 * 1024 * 1024  # this phone's own bound: Twilio names none
MOST_PORT = 65535

FORM = "application/x-www-form-urlencoded; charset=utf-8"
HEADERS = {
    "User-Agent": "TwilioProxy/1.1",
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # the limit on an answer's size holds for what is sent
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the line answered."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def kind(self) -> str:
        """Say what it is, by its content type."""
        return kind(self.headers.get("content-type", ""))


class Wire:
    """The way to the line. It signs what it sends if it has the line's token.

    With `apps`, which answer each for a host, it never leaves this process.
    """

    def __init__(self, apps: Mapping[str, WSGIApplication], token: str | None) -> None:
        self._networked = not apps
        self._token = token
        self._only_sounds = False
        self._client = httpx.Client(
            transport=_Inside(apps) if apps else None,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # a call keeps its own
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,
        )

    def for_sounds(self) -> Wire:
        """Return the same way, for sounds: it signs nothing, and reads no other answers."""
        wire = copy(self)
        wire._token, wire._only_sounds = None, True  # noqa: SLF001  # one of our own kind
        return wire

    def close(self) -> None:
        """Let go of the network."""
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        params: Mapping[str, str],
        *,
        cookies: httpx.Cookies,
        until: float,
    ) -> Reply:
        """Make one request, and read no more and no longer of its answer than Twilio would."""
        try:
            request = self._request(method, url, params, cookies)
            with deadline(until if self._networked else None) as limits:
                request.extensions.update(limits)
                return self._exchange(request, cookies, until)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OverflowError) as error:
            if time.monotonic() >= until:
                raise WireError(NO_ANSWER, f"{url} did not answer in time", PATIENCE) from error
            spent = lasted(error, PATIENCE)
            raise WireError(code_of(error), f"{url}: {error}", spent) from error

    def _request(
        self, method: str, url: str, params: Mapping[str, str], cookies: httpx.Cookies
    ) -> httpx.Request:
        url, _ = urldefrag(url)
        form = params if method == "POST" else {}
        request = self._client.build_request(
            method,
            url if method == "POST" else _appended(url, params),
            content=urlencode(form) if form else None,
            headers={"Content-Type": FORM} if form else None,
        )
        if request.url.scheme not in {"http", "https"}:
            raise httpx.UnsupportedProtocol("Twilio calls only http:// and https://")
        if (request.url.port or 0) > MOST_PORT:
            raise httpx.InvalidURL(f"there is no port {request.url.port}")
        request.headers.update(HEADERS)
        if not self._only_sounds:
            request.headers["I-Twilio-Idempotency-Token"] = str(uuid.uuid4())
        if self._token:
            request.headers["X-Twilio-Signature"] = sign(self._token, signed_url(request.url), form)
        cookies.set_cookie_header(request)
        return request

    def _exchange(self, request: httpx.Request, cookies: httpx.Cookies, until: float) -> Reply:
        response = self._client.send(request, stream=True)
        try:
            cookies.extract_cookies(response)
            body = _body(response, until, self._most_bytes(response))
        finally:
            response.close()
        return Reply(status=response.status_code, headers=response.headers, body=body)

    def _most_bytes(self, response: httpx.Response) -> int:
        """Say how much of an answer is worth reading, if any is."""
        if response.has_redirect_location:
            return 0
        if kind(response.headers.get("content-type", "")) in SOUNDS:
            return MOST_SOUND_BYTES
        return 0 if self._only_sounds else MOST_BYTES


class _Inside(httpx.BaseTransport):
    """The way straight into WSGI apps, each of which answers for one host alone."""

    def __init__(self, apps: Mapping[str, WSGIApplication]) -> None:
        self._transports = {host: httpx.WSGITransport(app=app) for host, app in apps.items()}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host not in self._transports:
            called = " or ".join(self._transports)
            raise httpx.ConnectError(f"the app called is {called}", request=request)
        return self._transports[request.url.host].handle_request(request)


def _appended(url: str, params: Mapping[str, str]) -> str:
    """Put parameters after the URL's own, which stay as they are."""
    if not params:
        return url
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return url + joint + urlencode(params)


def _body(response: httpx.Response, until: float, most: int) -> bytes:
    """Read the body while there is time. A connection cut in time looks like the end of a body."""
    body = bytearray()
    for chunk in response.iter_raw() if most else ():
        body += chunk
        if len(body) > most:
            code = TOO_LONG if most == MOST_BYTES else NO_ANSWER
            raise WireError(code, f"{response.url} answers with more than {most // 1024} kB")
        _still_time(response, until)
    _still_time(response, until)
    return bytes(body)


def _still_time(response: httpx.Response, until: float) -> None:
    if time.monotonic() >= until:
        raise httpx.ReadTimeout("the time is up", request=response.request)
