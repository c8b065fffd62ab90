"""Calls a WSGI application with a whole request, and takes its answer whole.

Neither a sender who is slow nor a reader who does not read can hold a thread this way.
https://peps.python.org/pep-3333/
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from wsgiref.types import WSGIApplication, WSGIEnvironment

Header = tuple[bytes, bytes]
Scope = dict[str, Any]
"""What an ASGI server knows of a request: https://asgi.readthedocs.io/en/latest/specs/www.html."""

ONCE = {"CONTENT_TYPE", "CONTENT_LENGTH"}
"""Headers that have names of their own in WSGI."""
OF_THE_CONNECTION = {b"transfer-encoding", b"upgrade"}
"""Headers that concern the server alone; an application would refuse what it cannot upgrade."""
SEPARATORS = {"HTTP_COOKIE": "; "}


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """A whole answer: it needs no thread to be sent."""

    status: int
    headers: tuple[Header, ...]
    body: bytes


def environ(scope: Scope, body: bytes) -> WSGIEnvironment:
    """Return a request as WSGI applications read it; `REQUEST_URI` keeps the address as sent."""
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("", 0)
    query = scope["query_string"].decode("latin-1")
    raw = scope["raw_path"].decode("latin-1")
    return {
        **_headers(scope["headers"]),
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": f"{raw}?{query}" if query else raw,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers(headers: Iterable[Header]) -> Mapping[str, str]:
    """Return the headers; a name with `_` is left out, since it would pass for one with `-`."""
    found: dict[str, str] = {}
    for raw, value in headers:
        if b"_" in raw or raw in OF_THE_CONNECTION:
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        name = name if name in ONCE else f"HTTP_{name}"
        text = value.decode("latin-1")
        found[name] = found[name] + SEPARATORS.get(name, ",") + text if name in found else text
    return found


def call(app: WSGIApplication, request: WSGIEnvironment) -> WholeAnswer:
    """Return the answer of an application to a request."""
    begun: list[tuple[int, tuple[Header, ...]]] = []
    written: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], _: object = None
    ) -> Callable[[bytes], object]:
        begun.append((int(status.split(" ", 1)[0]), tuple(_encoded(headers))))
        return written.append

    chunks = app(request, start_response)
    try:
        body = b"".join((*written, *chunks))
    finally:
        if close := getattr(chunks, "close", None):
            close()
    return WholeAnswer(*begun[-1], body)


def _encoded(headers: Iterable[tuple[str, str]]) -> Iterable[Header]:
    for name, value in headers:
        yield name.lower().encode("latin-1"), value.encode("latin-1")
