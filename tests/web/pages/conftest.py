"""What the simulator's tests share: a small line, in this process or on the network."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from flask import Flask
from werkzeug.serving import make_server

from ivr.settings import Settings
from ivr.web.app import create_app

HOME = "https://line.example.org"
BUSY = 503
PATIENCE = 60.0


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


class Page:
    """A page's side of a call, over HTTP: it holds the call, and gathers what it is told."""

    def __init__(self, client: httpx.Client, path: str = "calls") -> None:
        self._client = client
        self._path = path
        self.held = None
        self.events: list[dict[str, Any]] = []

    def dial(self, **asked: Any) -> dict[str, Any]:
        return self._told(self.post(self._path, asked))

    def do(self, *acts: dict[str, Any]) -> dict[str, Any]:
        return self._told(self.post(f"{self._path}/acts", {"call": self.held, "acts": acts}))

    def press(self, key: str, at: float | str | None = "heard") -> dict[str, Any]:
        return self.do({"at": at, "do": "press", "key": key})

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        headers = {"Sec-Fetch-Site": "same-origin"} | headers
        end = time.monotonic() + PATIENCE
        while True:
            answer = self._client.post(path, json=body, headers=headers)
            if answer.status_code != BUSY or time.monotonic() > end:
                return answer
            time.sleep(0.1)  # as a page does, only sooner

    def _told(self, answer: httpx.Response) -> dict[str, Any]:
        moment: dict[str, Any] = answer.raise_for_status().json()
        self.held = moment["call"]
        self.events += moment["events"]
        return moment


@pytest.fixture(scope="session")
def app_of(telephone: Path) -> Callable[..., Flask]:
    """Make a line that speaks by Twilio's voices, with settings of one's own."""

    def app_of(**environ: str) -> Flask:
        usual = {
            "TWILIO_AUTH_TOKEN": "12345",
            "PUBLIC_BASE_URL": HOME,
            "MENUS": str(telephone),
            "IVR_SPEECH": "say",
            "IVR_MOST_CALLS": "10000 per minute",
        }
        return create_app(Settings.from_environ(usual | environ))

    return app_of


@pytest.fixture(scope="session")
def our_line(app_of: Callable[..., Flask]) -> Flask:
    """The telephone company's line, at its public address."""
    return app_of()


@pytest.fixture(scope="session")
def visit() -> Callable[..., httpx.Client]:
    """Be a browser: of a stranger, or of somebody at another address."""

    def visit(app: Flask, home: str = HOME, address: str = "203.0.113.7") -> httpx.Client:
        transport = httpx.WSGITransport(app, raise_app_exceptions=False, remote_addr=address)
        return httpx.Client(transport=transport, base_url=home)

    return visit


@pytest.fixture(scope="session")
def page_of() -> type[Page]:
    """What holds a call in a browser."""
    return Page
