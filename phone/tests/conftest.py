"""What the phone's tests share: small lines, sounds, and a caller who can be interrupted anywhere.

They need nothing but the phone and what `pyproject.toml` lists as `test`.
"""

from __future__ import annotations

import io
import os
import signal
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from flask import Flask, Response
from hypothesis import settings
from twiml_phone import Call, Phone
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    Answers = Callable[..., Callable[..., list[bytes]]]

PATIENCE = 60.0

# The same examples in each run, which luck may not decide; the profile `long` tries others.
settings.register_profile("quick", max_examples=50, derandomize=True, database=None, deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None)
settings.load_profile("quick")

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # As under nohup: what tests start would ignore Ctrl-C too, and some wait for it to be heeded.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip a failure where nothing may be missing: in CI."""
    report = yield
    if report.skipped and os.environ.get("IVR_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and IVR_NO_SKIPS is set: {report.longrepr}"
    return report


class Caller:
    """Goes on with its call from JSON before every act, and finds it unchanged."""

    def __init__(self, phone: Phone, call: Call) -> None:
        self._phone = phone
        self._call = call

    def __getattr__(self, name: str) -> Any:
        return getattr(self._resumed(), name)

    def _resumed(self) -> Call:
        text = self._call.to_json()
        again = self._phone.resume(text)
        assert again.to_json() == text
        assert again.events == self._call.events
        assert again.ahead == self._call.ahead
        self._call = again
        return again


@pytest.fixture
def dial() -> Callable[..., Caller]:
    """Dial a WSGI app, and be a caller who can be interrupted anywhere."""

    def dial(app: Any, path: str = "", *, live: bool = False, **settings: Any) -> Caller:
        phone = Phone(app, **{"seconds": lambda _source, _verb: 2.0} | settings)
        return Caller(phone, phone.dial(path, live=live))

    return dial


@pytest.fixture(scope="session")
def recording() -> Callable[..., bytes]:
    """Make a sound file, of so many seconds and with these tags."""

    def recording(
        seconds: float, kind: str = "WAV", coding: str = "PCM_16", rate: int = 8000, **tags: str
    ) -> bytes:
        file = io.BytesIO()
        with soundfile.SoundFile(file, "w", rate, 1, coding, format=kind) as writer:
            for tag, text in tags.items():
                setattr(writer, tag, text)
            writer.write(np.sin(np.arange(round(seconds * rate)) / 9) / 4)
        return file.getvalue()

    return recording


@pytest.fixture
def playing() -> Answers:
    """Make a WSGI app of TwiML bodies by path, and of sound files with their content types."""

    def playing(**answers: str | bytes | tuple[str, bytes]) -> Callable[..., list[bytes]]:
        def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            answer = answers.get(environ["PATH_INFO"].strip("/"), "<Hangup/>")
            kind, body = ("audio/wav", answer) if isinstance(answer, bytes) else ("text/xml", b"")
            if isinstance(answer, tuple):
                kind, body = answer
            if isinstance(answer, str):
                body = f"<Response>{answer}</Response>".encode()
            start_response("200 OK", [("Content-Type", kind)])
            app.asked.append(environ)
            return [body]

        app.asked = []
        return app

    return playing


@pytest.fixture
def served() -> Iterator[Callable[[Any], str]]:
    """Serve WSGI apps on this machine, and return the address of each."""
    servers = []

    def serve(app: Any) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def answering() -> Answers:
    """Make a WSGI app of TwiML bodies by path; a path it lacks hangs up."""

    def answering(**bodies: str) -> Callable[..., list[bytes]]:
        def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            start_response("200 OK", [("Content-Type", "text/xml")])
            body = bodies.get(environ["PATH_INFO"].strip("/"), "<Hangup/>")
            return [f"<Response>{body}</Response>".encode()]

        return app

    return answering


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Wait until something is so, and not for ever."""

    def until(is_so: Callable[[], object], seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, "this never came to be"
            time.sleep(0.01)

    return until


@pytest.fixture
def answers() -> Event:
    """What the line waits for before it says good-bye."""
    return Event()


@pytest.fixture
def line(answers: Event, recording: Callable[..., bytes]) -> Flask:
    """A line with one question; only 1 is an answer."""
    app = Flask(__name__)

    @app.post("/voice")
    def voice() -> str:
        return (
            "<Response><Gather numDigits='1' action='/choice' timeout='2'>"
            "<Say language='en-US'>Press 1.</Say></Gather>"
            "<Say language='pt-BR'>Até logo.</Say></Response>"
        )

    @app.post("/choice")
    def choice() -> str:
        return "<Response><Say language='tr-TR'>Teşekkürler [/bold] &#x9b;2J</Say></Response>"

    @app.post("/broken")
    def broken() -> tuple[str, int]:
        return "", 500

    @app.post("/sounds")
    def sounds() -> str:
        return (
            "<Response><Gather numDigits='1' action='/slow' timeout='2'>"
            "<Play>/menu.wav</Play></Gather><Play loop='2'>/bare.wav</Play></Response>"
        )

    @app.get("/menu.wav")
    def menu() -> Response:
        body = recording(1.25, title="Para contas, tecle 1.", comment="pt-BR")
        return Response(body, content_type="audio/wav")

    @app.get("/bare.wav")
    def bare() -> Response:
        return Response(recording(0.5), content_type="audio/wav")

    @app.post("/slow")
    def slow() -> str:
        answers.wait(PATIENCE)
        return "<Response><Say language='pt-BR'>Tchau.</Say></Response>"

    return app


@pytest.fixture
def url(line: Flask, served: Callable[[Any], str]) -> str:
    """The address of that line on this machine."""
    return served(line)
