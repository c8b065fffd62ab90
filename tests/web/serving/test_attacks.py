"""What strangers do to a server that anybody can reach, and callers do not notice."""

from __future__ import annotations

import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import Any

import pytest

Serving = Callable[..., AbstractContextManager[Any]]

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
TURN = b"POST /voice HTTP/1.1\r\nHost: localhost\r\n" + FORM
SOUND = b"GET /audio/spoken/long.wav HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def line(serving: Serving) -> Iterator[Any]:
    """One line, which all of them attack: none may leave it worse than it was."""
    with serving() as line:
        workers = line.family("serving.worker")
        yield line
        assert line.family("serving.worker") == workers
        assert line.end() == 0


def test_thousands_of_idle_connections_change_nothing(line: Any) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(4096, hard)), hard))
    with ExitStack() as connections:
        for _ in range(2000):
            connections.enter_context(line.connect())
        assert all(line.answers() for _ in range(20))


def test_readers_who_read_nothing_hold_no_worker(line: Any) -> None:
    spoken = line.folder / "audio" / "spoken"
    spoken.mkdir(parents=True)
    (spoken / "long.wav").write_bytes(bytes(2_000_000))
    assert line.ask(SOUND).startswith(b"HTTP/1.1 200 ")
    with ExitStack() as connections:
        for _ in range(50):
            connections.enter_context(line.send(SOUND * 20))
        assert all(line.answers() for _ in range(20))


def test_senders_who_do_not_send_hold_no_worker(line: Any) -> None:
    with ExitStack() as connections:
        for _ in range(50):
            connections.enter_context(line.send(TURN + b"Content-Length: 8\r\n\r\nDig"))
        assert all(line.answers() for _ in range(20))


@pytest.mark.parametrize("length", [b"Content-Length: 399000000", b"Transfer-Encoding: chunked"])
def test_a_body_beyond_a_megabyte_is_refused_before_it_is_sent(line: Any, length: bytes) -> None:
    with line.send(TURN + length + b"\r\n\r\n") as connection:
        sent = 0
        piece = b"10000\r\n" + bytes(65536) + b"\r\n" if b"chunked" in length else bytes(65536)
        try:
            while sent < 399_000_000:
                sent += connection.send(piece)
        except OSError:
            pass  # the far end has closed
        assert sent < 50_000_000  # what buffers on the way take; a megabyte was read at most
        assert line.answers()


LONG_HEADER = b"X-Long: " + b"a" * 2000 + b"\r\n"


@pytest.mark.parametrize(("begun", "piece"), [(TURN, LONG_HEADER), (b"", SOUND)])
def test_whoever_sends_endless_heads_or_requests_is_left(
    line: Any, begun: bytes, piece: bytes
) -> None:
    with line.send(begun) as connection, suppress(ConnectionError):
        connection.sendall(piece * 20_000)
        while connection.recv(65536):  # what was answered before; then the end
            pass
    assert line.answers()


def test_a_few_requests_that_are_sent_at_once_are_answered_in_turn(line: Any) -> None:
    paths = (b"/health?", b"/nowhere", b"/health")
    requests = (b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % path for path in paths)
    with line.send(b"".join(requests)) as connection:
        answered = b""
        while answered.count(b"HTTP/1.1 ") < len(paths):
            answered += connection.recv(65536)
    statuses = [each.split()[0] for each in answered.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"404", b"200"]


def test_whoever_sends_no_more_is_answered_all_the_same(line: Any) -> None:
    with line.send(TURN + b"Content-Length: 8\r\n\r\nDigits=1") as connection:
        connection.shutdown(socket.SHUT_WR)
        answered = b""
        while piece := connection.recv(65536):
            answered += piece
    assert answered.startswith(b"HTTP/1.1 200 ")
    assert answered.endswith(b"</Response>")
