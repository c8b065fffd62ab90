"""What the phone's tests share: a caller whose call is written down between any two acts."""

from __future__ import annotations

import io
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from twiml_phone import Call, Phone
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answers = Callable[..., Callable[..., list[bytes]]]


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
