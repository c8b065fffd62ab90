"""The phone on the network: what it sends, and what no answer can do to it."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote_plus

import pytest
from flask import Flask, Response, redirect, request
from twilio.request_validator import RequestValidator
from twiml_phone import Call, Phone

TWIML = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
HELLO = b"<Response><Say>Hello.</Say></Response>"


@pytest.fixture
def raw() -> Iterator[Callable[..., str]]:
    """Answer connections by hand: each in turn gets one act, and the last act repeats."""
    over = Event()
    threads: list[tuple[socket.socket, Thread]] = []

    def listen(*acts: Callable[[socket.socket, Event], None]) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        server.settimeout(0.05)
        thread = Thread(target=_accept, args=(server, acts, over))
        thread.start()
        threads.append((server, thread))
        return f"http://127.0.0.1:{server.getsockname()[1]}/voice"

    yield listen
    over.set()
    for server, thread in threads:
        thread.join()
        server.close()


def _accept(server: socket.socket, acts: Any, over: Event) -> None:
    left = list(acts)
    while not over.is_set():
        with suppress(TimeoutError), suppress(OSError):
            connection, _ = server.accept()
            with connection, suppress(OSError):
                (left.pop(0) if len(left) > 1 else left[0])(connection, over)


def _read_request(connection: socket.socket) -> None:
    """Read a request to its end: closing on unread bytes would reset the connection."""
    connection.settimeout(5)
    text = b""
    while b"\r\n\r\n" not in text and (piece := connection.recv(65536)):
        text += piece
    head, _, body = text.partition(b"\r\n\r\n")
    size = re.search(rb"(?i)content-length: (\d+)", head)
    while size and len(body) < int(size[1]) and (piece := connection.recv(65536)):
        body += piece


def _sends(*pieces: bytes) -> Callable[[socket.socket, Event], None]:
    def act(connection: socket.socket, _over: Event) -> None:
        _read_request(connection)
        for piece in pieces:
            connection.sendall(piece)

    return act


def _drips(head: bytes, drop: bytes, every: float) -> Callable[[socket.socket, Event], None]:
    def act(connection: socket.socket, over: Event) -> None:
        _read_request(connection)
        connection.sendall(head)
        while not over.wait(every):
            connection.sendall(drop)

    return act


def _says_nothing(connection: socket.socket, over: Event) -> None:
    _read_request(connection)
    over.wait(5)


def _call(url: str, **settings: Any) -> Call:
    with Phone(url, **settings) as phone:
        return phone.dial()


def _codes(call: Call) -> list[int]:
    return [trouble.code for trouble in call.troubles]


def test_a_request_looks_like_twilios(served) -> None:
    app = Flask(__name__)
    seen: dict[str, Any] = {}

    @app.post("/voice")
    def voice():
        seen.update(request.headers, form=request.form.to_dict())
        return "<Response/>"

    _call(served(app), number="+551130000000", caller="+5511900000000")
    assert seen["User-Agent"] == "TwilioProxy/1.1"
    assert seen["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert "X-Twilio-Signature" not in seen
    form = seen["form"]
    assert (form["To"], form["Called"]) == ("+551130000000", "+551130000000")
    assert (form["From"], form["Caller"]) == ("+5511900000000", "+5511900000000")
    assert (form["CallStatus"], form["Direction"]) == ("ringing", "inbound")
    assert (form["FromCity"], form["CalledZip"]) == ("", "")
    assert (len(form["CallSid"]), form["CallSid"][:2]) == (34, "CA")
    assert (len(form["AccountSid"]), form["AccountSid"][:2]) == (34, "AC")


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("query", ["", "?name=S%C3%A3o+Paulo", "?q=a%27b&k=a%2Fb", "?b=2&a=1"])
def test_what_is_signed_is_what_was_sent(served, method: str, query: str) -> None:
    valid = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(size).decode()
        form = dict(pair.split("=") for pair in body.split("&")) if body else {}
        form = {name: unquote_plus(value) for name, value in form.items()}
        sent = environ["QUERY_STRING"]
        url = f"http://{environ['HTTP_HOST']}/voice" + (f"?{sent}" if sent else "")
        signature = environ["HTTP_X_TWILIO_SIGNATURE"]
        valid.append(RequestValidator("12345").validate(url, form, signature))
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [HELLO]

    call = _call(f"{served(app)}/voice{query}", auth_token="12345", method=method)
    assert valid == [True]
    assert call.heard[0].text == "Hello."


def test_a_fragment_is_not_sent(served) -> None:
    app = Flask(__name__)
    app.add_url_rule("/voice", view_func=lambda: HELLO, methods=["POST"])
    assert _call(f"{served(app)}/voice#rc=5").heard[0].text == "Hello."


def test_nobody_at_the_port_is_trouble_after_one_retry() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    call = _call(f"http://127.0.0.1:{port}/voice")
    assert _codes(call) == [11205]
    assert len(call.requests) == 2
    assert call.heard[0].url == "<application error>"
    assert call.ended is not None
    assert call.ended.by == "error"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", 11206),
        (b"SSH-2.0-OpenSSH_9\r\n", 11206),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nContent-Type: text/xml\r\n\r\n<Resp", 11206),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 11206),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", 11206),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 12300),
        (TWIML + b"Content-Length: 0\r\n\r\n", 12100),
        (TWIML + b"\r\n", 12100),
        (TWIML + b"\r\n\x00\x01\x02", 12100),
        (TWIML + b"\r\n<Response><Say>a", 12100),
        (TWIML + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00", 12100),
        (b"HTTP/1.1 500 Oh\r\n\r\n", 11200),
        (b"HTTP/1.1 404 No\r\n\r\n", 11200),
        (b"HTTP/1.1 304 Same\r\n\r\n", 11200),
        (b"HTTP/1.1 302 Go\r\n\r\n", 11200),
        (b"HTTP/1.1 302 Go\r\nLocation: http://[\r\n\r\n", 11100),
        (b"HTTP/1.1 302 Go\r\nLocation: gopher://a/\r\n\r\n", 11100),
        (b"HTTP/1.1 302 Go\r\nLocation: http://a b.invalid/\r\n\r\n", 11210),
        (b"HTTP/1.1 302 Go\r\nLocation: http://a:999999/\r\n\r\n", 11100),
        (b"HTTP/1.1 302 Go\r\nLocation: http://\xff\xfe.invalid/\r\n\r\n", 11210),
        (b"HTTP/1.1 200 OK\r\nContent-Type: garbage\r\n\r\n", 12300),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=rot13\r\n\r\nx", 12100),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset*=x'y'%ff\r\n\r\nx", 12100),
        (b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", 12300),
    ],
)
def test_an_answer_that_makes_no_sense_is_trouble(raw, answer: bytes, code: int) -> None:
    call = _call(raw(_sends(answer)), patience=2)
    assert _codes(call) == [code]
    assert call.ended is not None


@pytest.mark.parametrize(
    "act",
    [
        _says_nothing,
        _drips(TWIML + b"\r\n<Response>", b" ", 0.05),
        _drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
    ],
    ids=["silent", "a body that drips", "headers that drip"],
)
def test_a_slow_answer_is_trouble_when_time_is_up(raw, act) -> None:
    begun = time.monotonic()
    call = _call(raw(act), patience=0.4)
    assert _codes(call) == [11200]
    assert time.monotonic() - begun < 2


PLAYS = _sends(TWIML + b"Connection: close\r\n\r\n<Response><Play>a.wav</Play></Response>")
WAV = b"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\n"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", 11206),
        (WAV + b"Content-Length: 500\r\n\r\nRIFF", 11206),
        (b"HTTP/1.1 404 No\r\nContent-Type: audio/wav\r\n\r\n", 11200),
        (b"HTTP/1.1 302 Go\r\nLocation: http://[\r\n\r\n", 11100),
        (b"HTTP/1.1 302 Go\r\nLocation: /a.wav\r\n\r\n", 11215),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello", 13420),
        (b"HTTP/1.1 200 OK\r\nContent-Type: audio/ogg\r\n\r\nOggS", 13420),
        (b"HTTP/1.1 200 OK\r\n\r\nRIFF", 13420),
    ],
)
def test_a_sound_that_makes_no_sense_is_trouble(raw, answer: bytes, code: int) -> None:
    call = _call(raw(PLAYS, _sends(answer)), patience=2)
    assert _codes(call) == [code]
    assert [asked.status for asked in call.requests] == [200]
    assert call.ended is not None


@pytest.mark.parametrize(
    "act",
    [_says_nothing, _drips(WAV + b"\r\nRIFF", b" ", 0.05)],
    ids=["silent", "a sound that drips"],
)
def test_a_slow_sound_is_trouble_when_time_is_up(raw, act) -> None:
    begun = time.monotonic()
    call = _call(raw(PLAYS, act), patience=0.4)
    assert _codes(call) == [11200]
    assert time.monotonic() - begun < 2


def test_an_endless_sound_is_not_read_for_ever(raw) -> None:
    call = _call(raw(PLAYS, _drips(WAV + b"\r\n", b" " * 1024 * 1024, 0)))
    assert _codes(call) == [11200]


def test_no_more_than_64_kb_of_an_endless_answer_is_read(raw) -> None:
    call = _call(raw(_drips(TWIML + b"\r\n", b" " * 65536, 0)))
    assert _codes(call) == [11750]


def test_exactly_64_kb_are_read(served) -> None:
    app = Flask(__name__)
    app.add_url_rule("/voice", view_func=lambda: HELLO.ljust(65536), methods=["POST"])
    assert _call(served(app)).heard[0].text == "Hello."


def test_redirects_may_not_last_longer_than_one_answer(served) -> None:
    app = Flask(__name__)

    @app.route("/voice", methods=["GET", "POST"])
    def voice():
        time.sleep(0.2)
        return redirect("/voice")

    begun = time.monotonic()
    assert _codes(_call(served(app), patience=0.5)) == [11200]
    assert time.monotonic() - begun < 2


def test_ten_redirects_are_followed(served) -> None:
    app = Flask(__name__)

    @app.route("/voice", methods=["GET", "POST"])
    def voice():
        count = request.args.get("n", 0, int)
        return redirect(f"/voice?n={count + 1}") if count < 10 else HELLO

    call = _call(served(app))
    assert call.heard[0].text == "Hello."
    assert len(call.requests) == 11


def test_a_slow_app_in_this_process_is_late_too(dial) -> None:
    app = Flask(__name__)

    @app.post("/voice")
    def voice():
        time.sleep(0.3)
        return HELLO

    assert _codes(dial(app, patience=0.2)) == [11200]


def test_an_endless_answer_in_this_process_is_cut_too(dial) -> None:
    app = Flask(__name__)

    @app.post("/voice")
    def voice():
        def for_ever() -> Iterator[bytes]:
            while True:
                yield b" " * 1000

        return Response(for_ever(), content_type="text/xml")

    assert _codes(dial(app)) == [11750]


def test_a_line_that_speaks_no_tls_is_trouble(served, answering) -> None:
    assert _codes(_call(served(answering()).replace("http:", "https:"), patience=5)) == [11220]


def test_a_host_that_does_not_exist_is_trouble() -> None:
    assert _codes(_call("http://nobody.invalid/voice", patience=5)) == [11210]


@pytest.mark.parametrize(
    "url", ["ftp://a/", "http://", "http://[", "//", "http://a b/", "http://\x00/"]
)
def test_a_document_that_leads_nowhere_is_trouble(dial, answering, url: str) -> None:
    text = url.replace("\x00", "&#xFFFD;")
    call = dial(answering(voice=f"<Redirect>{text}</Redirect>"))
    assert len(_codes(call)) == 1
    assert call.ended.by == "error"
