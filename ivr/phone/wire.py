"""One HTTP exchange with the line: over the network or straight into a WSGI app, by the same code.

Whatever the line does, the outcome is a Reply or a WireError: a hostile line cannot raise more.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from socket import gaierror
from ssl import SSLError
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlencode

import httpx

from ivr.errors import PhoneError
from ivr.phone.deadline import deadline
from ivr.phone.signature import sign, signed_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from wsgiref.types import WSGIApplication

MOST_BYTES = 64 * 1024
MOST_PORT = 65535

BAD_URL = 11100
NO_ANSWER = 11200
NOT_CONNECTED = 11205
BROKEN_HTTP = 11206
BAD_HOST = 11210
BAD_TLS = 11220
TOO_LONG = 11750
FORM = "application/x-www-form-urlencoded; charset=utf-8"
HEADERS = {
    "User-Agent": "TwilioProxy/1.1",
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # the limit on an answer's size holds for what is sent
}


class WireError(PhoneError):
    """An exchange with the line that failed, with Twilio's code. (IvrError > PhoneError > this)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the line answered."""

    status: int
    headers: httpx.Headers
    body: bytes


class Wire:
    """The way to the line. It signs what it sends if it has the line's token."""

    def __init__(self, app: WSGIApplication | None, home: str, token: str | None) -> None:
        self._networked = app is None
        self._token = token
        self._client = httpx.Client(
            transport=_Inside(app, home) if app is not None else None,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # a call keeps its own
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,
        )

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
                raise WireError(NO_ANSWER, f"{url} did not answer in time") from error
            raise WireError(_code(error), f"{url}: {error}") from error

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
        request.headers["I-Twilio-Idempotency-Token"] = str(uuid.uuid4())
        if self._token:
            request.headers["X-Twilio-Signature"] = sign(self._token, signed_url(request.url), form)
        cookies.set_cookie_header(request)
        return request

    def _exchange(self, request: httpx.Request, cookies: httpx.Cookies, until: float) -> Reply:
        response = self._client.send(request, stream=True)
        try:
            cookies.extract_cookies(response)
            body = b"" if response.has_redirect_location else _body(response, until)
        finally:
            response.close()
        return Reply(status=response.status_code, headers=response.headers, body=body)


class _Inside(httpx.BaseTransport):
    """The way straight into a WSGI app, which answers for one host alone."""

    def __init__(self, app: WSGIApplication, home: str) -> None:
        self._host = httpx.URL(home).host
        self._transport = httpx.WSGITransport(app=app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != self._host:
            raise httpx.ConnectError(f"the app called is {self._host}", request=request)
        return self._transport.handle_request(request)


def _appended(url: str, params: Mapping[str, str]) -> str:
    """Put parameters after the URL's own, which stay as they are."""
    if not params:
        return url
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return url + joint + urlencode(params)


def _body(response: httpx.Response, until: float) -> bytes:
    """Read the body while there is time. A connection cut in time looks like the end of a body."""
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise WireError(TOO_LONG, f"{response.url} answers with more than 64 kB")
        _still_time(response, until)
    _still_time(response, until)
    return bytes(body)


def _still_time(response: httpx.Response, until: float) -> None:
    if time.monotonic() >= until:
        raise httpx.ReadTimeout("the time is up", request=response.request)


def _code(error: Exception) -> int:
    causes = tuple(_causes(error))
    if any(isinstance(cause, gaierror) for cause in causes):
        return BAD_HOST
    if any(isinstance(cause, SSLError) for cause in causes):
        return BAD_TLS
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return NOT_CONNECTED
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | UnicodeError() | OverflowError():
            return BAD_URL
        case httpx.ProtocolError():
            return BROKEN_HTTP
    return NO_ANSWER


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
