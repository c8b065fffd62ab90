"""One HTTP exchange with the line: over the network or straight into a WSGI app, by the same code.

Whatever the line does, the outcome is a Reply or a WireError: a hostile line cannot raise more.
"""

from __future__ import annotations

import time
import uuid
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urldefrag

import httpx

from twiml_phone.http.content_types import SOUNDS, kind
from twiml_phone.http.deadline import deadline
from twiml_phone.http.errors import NO_ANSWER, PATIENCE, TOO_LONG, WireError, code_of, lasted
from twiml_phone.http.origins import check
from twiml_phone.http.signature import sign, signed_url
from twiml_phone.http.wsgi_transport import Inside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from wsgiref.types import WSGIApplication

    from twiml_phone.http.limits import Allowance
    from twiml_phone.twiml.attributes import Pairs

SIGNATURE = "X-Twilio-Signature"
MOST_BYTES = 64 * 1024
MOST_SOUND_BYTES = 32 * 1024 * 1024  # this phone's own bound: Twilio names none
MOST_JSON_BYTES = 256 * 1024
MOST_PORT = 65535

FORM = "application/x-www-form-urlencoded; charset=utf-8"
HEADERS = {
    "User-Agent": "TwilioProxy/1.1",
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # the limit on an answer's size holds for what is sent
    "Connection": "keep-alive",
}
JSON = "application/json"
MOST_REMEMBERED = 1024
"""Addresses and words of forms: a line is asked for the same ones again and again."""
SOUNDS_READ = MappingProxyType(dict.fromkeys(SOUNDS, MOST_SOUND_BYTES))


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpReply:
    """What the line answered; `links` are the relations and addresses of its Link header."""

    status: int
    headers: httpx.Headers
    body: bytes
    links: Pairs = ()

    @property
    def kind(self) -> str:
        """Say what it is, by its content type."""
        return kind(self.headers.get("content-type", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer; the signature is empty where the phone does not sign."""

    method: str
    url: str
    params: Mapping[str, str]
    signature: str
    reply: HttpReply


class Wire:
    """The way to the line. It signs what it sends if it has the line's token.

    With `apps`, which answer each for a host, it never leaves this process; with `may_call` it goes
    to no other origin.
    """

    def __init__(
        self,
        apps: Mapping[str, WSGIApplication],
        token: str | None,
        may_call: frozenset[str] | None = None,
    ) -> None:
        self._inside = Inside(apps) if apps else None
        self._token = token
        self._may_call = may_call
        self._for_calls = True
        self._reads: Mapping[str, int] = SOUNDS_READ
        self._tell: Callable[[Exchange], None] | None = None
        self._allowance: Allowance | None = None
        self._client = httpx.Client(
            transport=self._inside,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # a call keeps its own
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=False,
        )

    def for_sounds(self) -> Wire:
        """Return the same way, for sounds: it signs nothing, and reads no other answers."""
        return self._like(_token=None, _for_calls=False)

    def for_descriptions(self) -> Wire:
        """Return the same way, for JSON: it signs nothing, and reads no other answers."""
        return self._like(_token=None, _for_calls=False, _reads={JSON: MOST_JSON_BYTES})

    def watched(self, tell: Callable[[Exchange], None]) -> Wire:
        """Return the same way, whose exchanges are told."""
        return self._like(_tell=tell)

    def within(self, allowance: Allowance) -> Wire:
        """Return the same way, whose exchanges draw on an allowance."""
        return self._like(_allowance=allowance)

    def _like(self, **differing: Any) -> Wire:
        wire = copy(self)
        vars(wire).update(differing)
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
    ) -> HttpReply:
        """Make one request, and read no more and no longer of its answer than Twilio would."""
        if self._allowance:
            until = self._allowance.ask(until)
        try:
            request = self._request(method, url, params, cookies)
            with deadline(None if self._inside else until) as limits:
                request.extensions.update(limits)
                reply = self._exchange(request, cookies, until)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OverflowError) as error:
            if self._allowance:
                self._allowance.check()
            if time.monotonic() >= until:
                raise WireError(NO_ANSWER, f"{url} did not answer in time", PATIENCE) from error
            spent = lasted(error, PATIENCE)
            raise WireError(code_of(error), f"{url}: {error}", spent) from error
        if self._allowance:
            self._allowance.take(len(reply.body))
        if self._tell:
            signature = request.headers.get(SIGNATURE, "")
            exchange = Exchange(
                method=method, url=url, params=params, signature=signature, reply=reply
            )
            self._tell(exchange)
        return reply

    def _request(
        self, method: str, url: str, params: Mapping[str, str], cookies: httpx.Cookies
    ) -> httpx.Request:
        form = params if method == "POST" else {}
        address = _address(url if method == "POST" else _appended(urldefrag(url).url, params))
        check(address, self._may_call)
        content = _urlencoded(form).encode()
        headers = {"Host": address.netloc.decode("ascii"), **HEADERS}
        if form:
            headers["Content-Type"] = FORM
        if method == "POST":
            headers["Content-Length"] = str(len(content))
        if self._for_calls:
            headers["I-Twilio-Idempotency-Token"] = str(uuid.uuid4())
        if self._token:
            headers[SIGNATURE] = sign(self._token, signed_url(address), form.items())
        # A request given a stream adds no headers of its own, and need not look for what is there.
        stream = httpx.ByteStream(content)
        request = httpx.Request(method, address, headers=headers, stream=stream)
        if cookies:
            cookies.set_cookie_header(request)
        return request

    def _exchange(self, request: httpx.Request, cookies: httpx.Cookies, until: float) -> HttpReply:
        if self._inside and not request.url.userinfo and not self._client.is_closed:
            response = self._inside.ask(request)  # what httpx would add matters to no app
        else:
            response = self._client.send(request, stream=True)
        try:
            if "set-cookie" in response.headers:
                cookies.extract_cookies(response)
            body = _body(response, until, self._most_bytes(response))
        finally:
            response.close()
        return HttpReply(
            status=response.status_code,
            headers=response.headers,
            body=body,
            links=_links(response),
        )

    def _most_bytes(self, response: httpx.Response) -> int:
        """Say how much of an answer is worth reading, if any is."""
        if response.has_redirect_location:
            return 0
        otherwise = MOST_BYTES if self._for_calls else 0
        return self._reads.get(kind(response.headers.get("content-type", "")), otherwise)


def _appended(url: str, params: Mapping[str, str]) -> str:
    """Put parameters after the URL's own, which stay as they are."""
    if not params:
        return url
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return url + joint + _urlencoded(params)


@lru_cache(MOST_REMEMBERED)
def _address(url: str) -> httpx.URL:
    """Make sure that Twilio would call a URL; what stands behind its # is not sent."""
    address = httpx.URL(urldefrag(url).url)
    if address.scheme not in {"http", "https"} or not address.host:
        raise httpx.UnsupportedProtocol("Twilio calls only http:// and https://")
    if (address.port or 0) > MOST_PORT:
        raise httpx.InvalidURL(f"there is no port {address.port}")
    return address


_quoted = lru_cache(MOST_REMEMBERED)(quote_plus)


def _urlencoded(params: Mapping[str, str]) -> str:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in params.items())


def _links(response: httpx.Response) -> Pairs:
    return tuple((str(relation), link["url"]) for relation, link in response.links.items())


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
