"""What the simulator's tests share: a small line, in this process or on the network."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
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

    return app


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
