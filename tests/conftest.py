"""What every test may ask for; the tests mirror the tree of `ivr/`."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from werkzeug.serving import WSGIRequestHandler, make_server

from ivr.cli.sounds import clock_of
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.server import create_app
from ivr.settings import Settings

ROOT = Path(__file__).parents[1]
LINE = ROOT / "tests" / "lines" / "telephone" / "menus.yaml"
"""A whole line in three languages: the line of this folder is its owner's, and may be any."""


if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # As under nohup: what tests start would ignore Ctrl-C too, and some wait for it to be heeded.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="Rewrite what the cases expect.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip a failure where nothing may be missing: in CI."""
    report = yield
    if report.skipped and os.environ.get("IVR_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and IVR_NO_SKIPS is set: {report.longrepr}"
    return report


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def telephone() -> Path:
    """The menu file of that line."""
    return LINE


@pytest.fixture(scope="session")
def flow() -> Flow:
    """A whole line: that of a telephone company."""
    return read(LINE)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Flow, str], Path]:
    """What renders every sound of a line, once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def whole(flow: Flow, name: str) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            clock_of(flow, folder)
        return folder

    return whole


@pytest.fixture(scope="session")
def audio(flow: Flow, whole: Callable[[Flow, str], Path]) -> Path:
    """A folder with every sound of that line."""
    return whole(flow, "telephone-audio")


@pytest.fixture(scope="session")
def good_menus() -> str:
    """A small menu file without a fault."""
    return (ROOT / "tests" / "menu" / "good.yaml").read_text(encoding="utf-8")


TOKEN = "12345"


@pytest.fixture(scope="session")
def line_url() -> Iterator[str]:
    """The address of that line, answering signed calls over real HTTP."""
    with listening(None) as url:
        yield url


@contextmanager
def listening(menus: Path | None, **environ: str) -> Iterator[str]:
    """Serve a line on a free port of this machine."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": url,
        "MENUS": str(menus or LINE),
        "IVR_SPEECH": "say",
    }
    app = create_app(Settings.from_environ(settings | environ))
    # The server of werkzeug, not the line's own: it can be stopped from another thread.
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """What serves a line from a menu file of one's own."""
    return listening


@pytest.fixture
def answering() -> Callable[..., Callable[..., list[bytes]]]:
    """Make a WSGI app of TwiML bodies by path; a path it lacks hangs up."""

    def answering(**bodies: str) -> Callable[..., list[bytes]]:
        def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            start_response("200 OK", [("Content-Type", "text/xml")])
            body = bodies.get(environ["PATH_INFO"].strip("/"), "<Hangup/>")
            return [f"<Response>{body}</Response>".encode()]

        return app

    return answering
