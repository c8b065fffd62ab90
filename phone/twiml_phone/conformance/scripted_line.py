"""A line that answers as a conformance case says: a WSGI app, and what it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twiml_phone.conformance.conventions import Conventions

XML = {"Content-Type": "text/xml"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it arrived."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: str

    @property
    def signed(self) -> bool:
        """Tell Twilio's webhooks from its requests for sounds."""
        return "X-TWILIO-SIGNATURE" in self.headers


class Served:
    """Answers each path with its documents in turn; the last one repeats."""

    def __init__(self, documents: Mapping[str, Any], conventions: Conventions) -> None:
        self._left = {path: _in_turn(entry) for path, entry in documents.items()}
        self._conventions = conventions
        self.sent: list[Sent] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Answer, as WSGI would have it."""
        headers = {k[5:].replace("_", "-"): v for k, v in environ.items() if k[:5] == "HTTP_"}
        sent = Sent(
            method=environ["REQUEST_METHOD"],
            path=environ["PATH_INFO"],
            query=environ["QUERY_STRING"],
            headers=headers,
            body=environ["wsgi.input"].read().decode(),
        )
        self.sent.append(sent)
        status, answered, body = self._answer(sent)
        start_response(f"{status} Whatever", list(answered.items()))
        return [body.encode()]

    def _answer(self, sent: Sent) -> tuple[int, dict[str, str], str]:
        path, asked = sent.path, f"{sent.path}?{sent.query}"
        # A key with a query answers what begins with it: a GET's own query comes first.
        keys = (key for key in self._left if (asked.startswith(key) if "?" in key else key == path))
        key = next(keys, None)
        if key is None:
            return self._missing(sent)
        left = self._left[key]
        return self._read(left.pop(0) if len(left) > 1 else left[0])

    def _missing(self, sent: Sent) -> tuple[int, dict[str, str], str]:
        if not sent.signed:
            return 200, {"Content-Type": "audio/mpeg"}, ""
        if "CallbackSource=" in sent.body or "StreamEvent=" in sent.body:
            return 204, XML, ""
        return 200, XML, self._conventions.default_document

    def _read(self, entry: Any) -> tuple[int, dict[str, str], str]:
        if not isinstance(entry, str):
            status, headers, body = entry
            return status, XML | headers, body
        kind, _, rest = entry.partition(":")
        if kind == "RAW":
            return 200, XML, rest
        if kind == "CONNECT-FAIL":
            raise httpx.ConnectTimeout("the connection failed, as the case says")
        if kind == "PAD":
            size, _, body = rest.partition(":")
            return 200, XML, wrapped(body).ljust(int(size))
        if kind == "DELAY":
            seconds, _, body = rest.partition(":")
            if float(seconds) >= self._conventions.http_total_timeout_seconds:
                raise httpx.ReadTimeout("the answer came too late, as the case says")
            return 200, XML, wrapped(body)
        return 200, XML, wrapped(entry)


def document(entry: Any) -> str:
    """Return the first document a path answers with, whole."""
    first = _in_turn(entry)[0]
    if not isinstance(first, str):
        return str(first[2])
    return first.removeprefix("RAW:") if first.startswith("RAW:") else wrapped(first)


def wrapped(body: str) -> str:
    """Put a body where TwiML's verbs belong."""
    return f"<Response>{body}</Response>"


def _in_turn(entry: Any) -> list[Any]:
    one = isinstance(entry, str) or (bool(entry) and isinstance(entry[0], int))
    return [entry] if one else list(entry)
