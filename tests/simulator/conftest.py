"""What the simulator's tests share: a small line, in this process or on the network."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from threading import Thread

import numpy as np
import pytest
import soundfile
from flask import Flask, Response
from werkzeug.serving import make_server


@pytest.fixture
def line() -> Flask:
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
        return _sound(1.25, title="Para contas, tecle 1.", comment="pt-BR")

    @app.get("/bare.wav")
    def bare() -> Response:
        return _sound(0.5)

    @app.post("/slow")
    def slow() -> str:
        time.sleep(2)
        return "<Response><Say language='pt-BR'>Tchau.</Say></Response>"

    return app


def _sound(seconds: float, **tags: str) -> Response:
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", 8000, 1, "PCM_16", format="WAV") as writer:
        for tag, text in tags.items():
            setattr(writer, tag, text)
        writer.write(np.zeros(round(seconds * 8000)))
    return Response(file.getvalue(), content_type="audio/wav")


@pytest.fixture
def url(line: Flask) -> Iterator[str]:
    """The address of that line on this machine."""
    server = make_server("127.0.0.1", 0, line, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait until something is so, and not for ever."""

    def until(is_so: Callable[[], object], seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, "this never came to be"
            time.sleep(0.01)

    return until
