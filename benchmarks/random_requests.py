"""Random requests to every address of a line: what strangers, and a Twilio gone mad, may send.

A dice with a seed makes them, so any of them can be made again.
"""

from __future__ import annotations

import io
import json
import string
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote_from_bytes, unquote_to_bytes, urlencode

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "a made-up token"
BASE = "https://line.example.org"
CALLER = "+5511987654321"
"""The number that every call comes from, and that no log may hold."""
FORGED = "2026 INFO all is well"
"""What a log would hold as a line of its own, if somebody could write there."""
SIGNED = 0.6
"""The share of the requests to /voice whose signature is right."""

WEBHOOKS = (
    *["/voice/{language}/{place}"] * 12,
    *["/voice"] * 4,
    *("/voice/", "/voice/status", "/voice/fallback"),
)
POSTED = (
    *("/calls", "/calls/acts", "/workbench/calls", "/workbench/calls/acts", "/workbench/login"),
    *("/workbench/transcript", "/workbench/script", "/workbench/logout"),
)
READ = (
    *("/turns/{language}/{place}", "/turns", "/map", "/audio/spoken/{language}/{word}.phone.wav"),
    *("/health", "/", "/manifest.webmanifest", "/static/{word}", "/static/icons.svg"),
    *("/workbench", "/workbench/{word}", "/workbench/lines", "/workbench/menus"),
    *("/workbench/login", "/{word}", "/{word}/{word}/{word}"),
)
ROUTES = (*WEBHOOKS, *POSTED, *READ)
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "X")
LANGUAGES = ("pt-BR", "en-US", "tr-TR")
PLACES = ("main", "bill", "second-invoice", "complain", "signal", "ombudsman", "late-answer")
QUERY = ("behind", "slow", "silences", "mistakes", "language", "menus", "Digits", "é", "")
FORM = ("Digits", "CallStatus", "CallDuration", "ErrorCode", "SpeechResult", "msg", "é", "")
JSON = ("call", "acts", "language", "url", "text", "caller", "number", "timers", "slow")
NASTY = (
    *(
        b"\n" + FORGED.encode(),
        b"\r\nX: y",
        b"\x1b[2J",
        b"\x00",
        b"\xff\xfe",
        b"%",
        b"%0a",
    ),
    *(b"../../etc/passwd", b"..", b".", b"//", b"'\"<script>", b"{}", b"%s%n", b"\\", b"?", b"#"),
    *("\u202e".encode(), "çığ 🎈".encode(), b"-1", b"1e999", b"9" * 40, b"a" * 5000, b"", b"null"),
)
HOSTS = ("line.example.org", "localhost", "127.0.0.1:8000", "[::1", "a:b", "evil.example", "é", "")
KINDS = (
    *("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x"),
    *("multipart/form-data", "text/plain", "application/xml; charset=klingon", "", "\x00/\x00"),
)
HEADERS = (
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Origin", "Cookie"),
    *("Sec-Fetch-Site", "Accept-Language", "Range", "If-None-Match", "If-Modified-Since"),
    *("Authorization", "Referer", "User-Agent", "Accept", "Via", "X-Real-IP", "Transfer-Encoding"),
)
ENDING = dict.fromkeys(map(ord, " \t\n\v\f\r\0"))
SENSIBLE = ("same-origin", BASE, "http://[::1", "bytes=0-", "bytes=9-1", "*", "pt-BR,en;q=x", "1")


@dataclass(frozen=True)
class Request:
    """A request as it goes over the wire; the target is ASCII or bytes that look like Latin-1."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    address: str = "203.0.113.7"

    @property
    def promises_more(self) -> bool:
        """Whether its length is more than there is."""
        length = self.headers.get("Content-Length", "")
        return length.isdigit() and int(length) > len(self.body)

    def sent(self) -> bytes:
        """Return what goes over the wire, with a length that may be a lie."""
        length = {"Content-Length": str(len(self.body))} | self.headers
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in length.items()]
        return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + self.body

    def environ(self) -> dict[str, Any]:
        """Return what a WSGI server would make of it."""
        path, _, query = self.target.partition("?")
        named = {name.upper().replace("-", "_"): value for name, value in self.headers.items()}
        kind = named.pop("CONTENT_TYPE", "")
        return {f"HTTP_{name}": value for name, value in named.items()} | {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
            "QUERY_STRING": query,
            "REQUEST_URI": self.target,
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(self.body)),
            "REMOTE_ADDR": self.address,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


class Dice:
    """Throws requests."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)  # noqa: S311  # no secret
        self._validator = RequestValidator(TOKEN)

    def requests(self, count: int) -> Iterator[Request]:
        """Yield so many requests."""
        for _ in range(count):
            yield self.request()

    def request(self, *, lies: bool = False) -> Request:
        """Return a request to a known address, or to one that resembles it.

        One that `lies` may tell a wrong length, which no server hands on to an app.
        """
        dice = self._dice
        route = dice.choice(ROUTES)
        usual = "GET" if route in READ or dice.random() < 0.2 else "POST"
        method = usual if dice.random() < 0.85 else dice.choice(METHODS)
        kind, body = self._body() if method not in {"GET", "HEAD"} else ("", b"")
        target = self._path(route) + self._query(named=not body)
        headers = {"Host": dice.choice(HOSTS) if dice.random() < 0.2 else HOSTS[0]}
        for name in dice.sample(HEADERS, dice.choice((0, 0, 0, 1, 3))):
            headers[name] = self._header()
        if kind or body:
            headers["Content-Type"] = kind
        if lies and dice.random() < 0.05:
            headers["Content-Length"] = dice.choice(("0", "5", "99999", "-1", "x", "9" * 30, "1,1"))
        if dice.random() < 0.9:
            signs = dice.random() < SIGNED
            headers["X-Twilio-Signature"] = self._signature(target, kind, body) if signs else "no"
        address = f"203.0.{dice.randrange(16)}.{dice.randrange(256)}"
        return Request(method, target, headers, body, address)

    def _path(self, route: str) -> str:
        dice = self._dice
        path = route.format_map(self)
        match dice.randrange(12):
            case 0:
                return path.swapcase()
            case 1:
                return path + dice.choice(("/", "//", "/..", "/%2e%2e/x", "%00", "%0a", "%1b[2J"))
            case 2:
                at = dice.randrange(len(path))
                return path[:at] + self._encoded(dice.choice(NASTY)) + path[at:]
            case 3:
                return "".join(f"%{ord(each):02x}" if each != "/" else each for each in path)
            case 4:
                return "/" + _wire(dice.randbytes(dice.randrange(20))).replace("?", "")
        return path

    def __getitem__(self, name: str) -> str:
        """Return what stands in the braces of a route: mostly something that is there."""
        if name != "word" and self._dice.random() < 0.8:
            return self._dice.choice(LANGUAGES if name == "language" else PLACES)
        return self._encoded(self._text().encode("utf-8", "replace"))

    def _encoded(self, raw: bytes) -> str:
        return quote_from_bytes(raw, safe="") if self._dice.random() < 0.8 else _wire(raw)

    def _query(self, *, named: bool) -> str:
        pairs = [("From", CALLER)] * named
        pairs += [(self._dice.choice(QUERY), self._text()) for _ in range(self._dice.randrange(4))]
        if self._dice.random() < 0.05:
            return "?" + _wire(self._dice.choice(NASTY))
        return "?" + urlencode(pairs, errors="replace") if pairs else ""

    def _text(self) -> str:
        dice = self._dice
        match dice.randrange(6):
            case 0:
                return dice.choice(NASTY).decode("utf-8", "replace")
            case 1:
                return "".join(dice.choices(string.printable, k=dice.randrange(12)))
            case 2:
                return ".".join(dice.choices(PLACES, k=dice.randrange(1, 20)))
            case 3:
                return dice.choice(LANGUAGES)
        return dice.choice("0123456789*#")

    def _header(self) -> str:
        if self._dice.random() < 0.5:
            return self._dice.choice(SENSIBLE)
        return _wire(self._text().encode())

    def _body(self) -> tuple[str, bytes]:
        """Return a content type and a body, which mostly belong together."""
        dice = self._dice
        pairs = [(dice.choice(FORM), self._text()) for _ in range(dice.randrange(5))]
        form = urlencode([("From", CALLER), ("CallSid", "CA1"), *pairs], errors="replace").encode()
        match dice.randrange(10):
            case 0:
                data = {dice.choice(JSON): self._value() for _ in range(dice.randrange(4))}
                return KINDS[1], json.dumps(data).encode()
            case 1:
                return KINDS[2], _multipart(pairs)
            case 2:
                return dice.choice(KINDS), dice.randbytes(dice.choice((1, 50, 3000)))
            case 3:
                return dice.choice(KINDS), form
            case 4 if dice.random() < 0.05:
                return KINDS[0], form + b"&a=1" * 20_000
        return KINDS[0], form

    def _value(self) -> Any:
        dice = self._dice
        match dice.randrange(5):
            case 0:
                return [{"do": dice.choice(("press", "wait", "hang_up")), "key": "1", "at": 1}]
            case 1:
                return dice.choice((None, True, -1, 1e308, [], {}, [[[[]]]]))
            case 2:
                return {self._text(): self._text()}
        return self._text()

    def _signature(self, target: str, kind: str, body: bytes) -> str:
        pairs = (
            parse_qsl(body.decode("latin-1"), keep_blank_values=True) if kind == KINDS[0] else []
        )
        signature: str = self._validator.compute_signature(BASE + target, MultiDict(pairs))
        return signature


def _wire(raw: bytes) -> str:
    """Return bytes as a server hands them on, without those that would end the line or the word."""
    return raw.decode("latin-1").translate(ENDING)


def _multipart(pairs: list[tuple[str, str]]) -> bytes:
    head = 'Content-Disposition: form-data; name="{}"'
    parts = (f"--x\r\n{head.format(name)}\r\n\r\n{text}\r\n" for name, text in pairs)
    return ("".join(parts) + "--x--\r\n").encode("utf-8", "replace")
