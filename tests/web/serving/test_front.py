"""The front takes requests in whole, and turns away what it cannot take."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from ivr.web.serving.front import PIECE, Front, Limits
from ivr.web.serving.whole import call, environ

SMALL = Limits(threads=1, waiting=1, body=10, bodies=15, receive=0.2)
Piece = bytes | Exception | None


def scope(method: str = "POST", raw_path: bytes = b"/voice", **more: Any) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": "what a server made of it",
        "raw_path": raw_path,
        "query_string": b"",
        "headers": [(b"host", b"line.example.org")],
        "client": ("203.0.113.7", 40000),
        "server": ("127.0.0.1", 8000),
        **more,
    }


def echo(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = request["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Size", str(len(body)))])
    return [body]


class Server:
    """The side of a server: it gives pieces of a body, and keeps what is sent."""

    def __init__(self, *pieces: bytes | None) -> None:
        self.pieces = list(pieces)
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if not self.pieces:
            await asyncio.Event().wait()  # whoever sends has fallen silent
        piece = self.pieces.pop(0)
        if piece is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": piece != b""}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int | None:
        return self.sent[0]["status"] if self.sent else None

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])


async def ask(front: Front, *pieces: bytes | None, **more: Any) -> Server:
    server = Server(*pieces)
    await front(scope(**more), server.receive, server.send)
    return server


def asked(*pieces: bytes | None, app: Any = echo, limits: Limits = SMALL, **more: Any) -> Server:
    return asyncio.run(ask(Front(app, limits), *pieces, **more))


def test_a_body_is_given_to_the_app_whole() -> None:
    server = asked(b"abc", b"def", b"")
    assert server.status == 200
    assert server.headers[b"x-size"] == b"6"
    assert server.sent[1:] == [
        {"type": "http.response.body", "body": b"abcdef", "more_body": False}
    ]


@pytest.mark.parametrize("length", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_an_answer_is_given_out_in_pieces(length: int) -> None:
    body = bytes(range(256)) * (length // 256) + b"x" * (length % 256)
    server = asked(b"", app=lambda _, start: (start("200 OK", []), [body])[1])
    pieces = [each["body"] for each in server.sent[1:]]
    assert b"".join(pieces) == body
    assert max(map(len, pieces)) <= PIECE
    assert [each["more_body"] for each in server.sent[1:]] == [True] * (len(pieces) - 1) + [False]


@pytest.mark.parametrize("pieces", [(b"12345678901", b""), (b"12345", b"6789", b"01", b"")])
def test_a_body_that_grows_too_large_is_refused_while_it_is_read(pieces: Sequence[bytes]) -> None:
    assert asked(*pieces).status == 413


def test_a_refusal_is_kept_back_and_an_answer_is_not() -> None:
    began = time.monotonic()
    assert asked(b"x", b"", limits=replace(SMALL, refusal=30)).status == 200
    answered = time.monotonic()
    assert answered - began < 30
    too_large = [(b"content-length", b"11")]
    assert asked(headers=too_large, limits=replace(SMALL, refusal=0.3)).status == 413
    assert time.monotonic() - answered >= 0.3


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read() -> None:
    assert asked(headers=[(b"content-length", b"11")]).status == 413


def test_a_body_that_does_not_arrive_is_waited_for_so_long_and_no_longer() -> None:
    server = asked(b"abc")
    assert server.status == 408
    assert server.headers[b"connection"] == b"close"


def test_a_request_that_breaks_off_is_not_passed_on() -> None:
    server = asked(b"abc", None)
    assert server.status == 400
    assert server.headers[b"connection"] == b"close"


def test_bodies_of_all_requests_together_have_a_bound_and_leave_nothing_behind() -> None:
    async def together() -> list[int | None]:
        front = Front(echo, SMALL)
        asking = [ask(front, b"12345678") for _ in range(3)]
        first = await asyncio.gather(*asking)
        later = await ask(front, b"1234567890", b"")
        return [*(each.status for each in first), later.status]

    assert asyncio.run(together()) == [408, 503, 503, 200]


def test_more_requests_than_may_wait_are_turned_away_at_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    go_on = Event()

    def slow(request: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        go_on.wait(60)
        return echo(request, start_response)

    async def together() -> tuple[list[Server], list[Server]]:
        front = Front(slow, SMALL)
        taken = [asyncio.create_task(ask(front, b"")) for _ in range(2)]
        await asyncio.sleep(0)
        turned_away = [await ask(front, b"") for _ in range(3)]
        go_on.set()
        return await asyncio.gather(*taken), turned_away

    with caplog.at_level(logging.WARNING):
        taken, turned_away = asyncio.run(together())
    assert [each.status for each in taken] == [200, 200]
    assert [each.status for each in turned_away] == [503, 503, 503]
    assert turned_away[0].headers[b"retry-after"] == b"1"
    assert caplog.text.count("requests are turned away") == 1


def test_a_fault_of_the_app_is_an_answer_and_a_log_line_without_what_strangers_wrote(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> Iterable[bytes]:
        raise RuntimeError("broken")

    server = asked(b"", app=broken, path="/a\nforged \x1b[2J")
    assert server.status == 500
    assert "/a\\nforged \\x1b[2J" in caplog.text
    assert "broken" in caplog.text


def test_an_answer_given_while_the_worker_ends_closes_its_connection() -> None:
    front = Front(echo, SMALL)
    assert b"connection" not in asyncio.run(ask(front, b"")).headers
    front.closing = True
    assert asyncio.run(ask(front, b"")).headers[b"connection"] == b"close"


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_what_is_no_request_is_left_alone(kind: str) -> None:
    assert asked(type=kind).sent == []


def test_an_address_is_kept_as_it_was_sent_and_decoded_once() -> None:
    """Twilio's signatures cover these bytes."""
    sent = scope(raw_path=b"/a%2Fb/S%C3%A3o%252F", query_string=b"q=%20+x&k=a%2Fb")
    request = environ(sent, b"")
    assert request["REQUEST_URI"] == "/a%2Fb/S%C3%A3o%252F?q=%20+x&k=a%2Fb"
    assert request["PATH_INFO"].encode("latin-1").decode() == "/a/b/São%2F"
    assert request["QUERY_STRING"] == "q=%20+x&k=a%2Fb"


def test_a_header_whose_name_would_pass_for_another_is_left_out() -> None:
    headers = [(b"x_forwarded_for", b"9.9.9.9"), (b"x-forwarded-for", b"1.1.1.1")]
    assert environ(scope(headers=headers), b"")["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"


def test_headers_sent_twice_are_joined_as_each_of_them_is() -> None:
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"via", b"x"), (b"via", b"y")]
    request = environ(scope(headers=headers), b"")
    assert (request["HTTP_COOKIE"], request["HTTP_VIA"]) == ("a=1; b=2", "x,y")


def test_a_body_sent_in_chunks_has_a_length_for_the_app() -> None:
    headers = [(b"transfer-encoding", b"chunked"), (b"content-type", b"text/plain")]
    request = environ(scope(headers=headers), b"abc")
    assert request["CONTENT_LENGTH"] == "3"
    assert request["CONTENT_TYPE"] == "text/plain"
    assert "HTTP_TRANSFER_ENCODING" not in request


def test_an_answer_is_taken_whole_and_its_chunks_are_closed() -> None:
    class Chunks(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    chunks = Chunks([b"b", b"c"])

    def app(_: object, start_response: Callable[..., Any]) -> Iterable[bytes]:
        write = start_response("201 Created", [("X-Name", "São".encode().decode("latin-1"))])
        write(b"a")
        return chunks

    answer = call(app, environ(scope(), b""))
    assert (answer.status, answer.body) == (201, b"abc")
    assert answer.headers == ((b"x-name", "São".encode()),)
    assert chunks.closed
