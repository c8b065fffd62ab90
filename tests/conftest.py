"""What every test may ask for; the tests mirror the tree of `ivr/`."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, chdir, contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings
from werkzeug.serving import WSGIRequestHandler, make_server

from ivr.analysis.timing.clock import AudioClock
from ivr.files import present, write_whole
from ivr.menu.flow import Flow
from ivr.menu.reader import examine, read
from ivr.menu.source import parse
from ivr.settings import Settings
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PHONE_RATE
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.make import How, make
from ivr.speech.plan import Plan
from ivr.speech.request import SpeechRequest
from ivr.speech.store.shelf import COPIES, PHONE, Shelf
from ivr.speech.store.stock import Stocktaker
from ivr.web.app import create_app

ROOT = Path(__file__).parents[1]
LINE = ROOT / "tests" / "lines" / "telephone" / "menus.yaml"
"""A whole line in three languages: the line of this folder is its owner's, and may be any."""


# The same examples in each run, which luck may not decide; `make test-long` tries others.
settings.register_profile("quick", max_examples=50, derandomize=True, database=None, deadline=None)
settings.register_profile("long", max_examples=2_000, deadline=None)
settings.load_profile("quick")

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


def pytest_collection_finish() -> None:
    """Let what is loaded be: to look through it for garbage, again and again, is a sixth of all."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read our line as on the day it was written down: parts of it end on a day."""
    monkeypatch.setenv("IVR_DAY", "2026-11-27")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def telephone() -> Path:
    """The menu file of that line."""
    return LINE


@pytest.fixture(scope="session")
def spanish() -> Path:
    """The menu file of a clinic, in a language that nothing in `ivr/` has any words in."""
    return ROOT / "tests" / "lines" / "clinic" / "menus.yaml"


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of that line's folder; tests stand in it, and find its menus where they name none."""
    folder = tmp_path_factory.mktemp("home") / "telephone"
    # A natural voice that is installed for this user would render the sounds, and take its time.
    os.environ["XDG_DATA_HOME"] = str(folder.parent)
    # What a listener wrote down for this user would be judged.
    os.environ["XDG_CACHE_HOME"] = str(folder.parent)
    with chdir(shutil.copytree(LINE.parent, folder)):
        yield folder


@pytest.fixture(scope="session")
def flow() -> Flow:
    """A whole line: that of a telephone company."""
    return read(LINE)


class Telephones(Shelf):
    """A shelf of what telephones play: copies for browsers take longest, and none is measured."""

    def has(self, order: SpeechRequest) -> bool:
        """Tell whether the telephone's copy is there."""
        return present(self.path(order))

    def put(self, order: SpeechRequest, made: Sound) -> None:
        """Write the telephone's copy alone."""
        tags = {"title": order.prompt.text, "comment": order.prompt.language}
        said = sound.resample(made, PHONE_RATE)
        write_whole(self.path(order), sound.encode(said, *COPIES[PHONE], **tags))


@pytest.fixture(scope="session")
def speak() -> Callable[[Flow, Path], AudioClock]:
    """What renders all that a line says and a folder lacks, in this process."""

    def speak(flow: Flow, folder: Path) -> AudioClock:
        shelf = Telephones(folder)
        for order in Plan(Stocktaker(flow, folder), ALWAYS).orders():
            assert make(order, shelf).status != "failed"
        return AudioClock(flow, folder)

    return speak


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run alone, the same in each of its processes; who writes there locks it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def audio(shared: Path, flow: Flow, speak: Callable[[Flow, Path], AudioClock]) -> Path:
    """A folder with every sound of that line."""
    with FileLock(shared / "telephone.lock"):
        speak(flow, shared / "telephone")
    return shared / "telephone"


@pytest.fixture(scope="session")
def good_menus() -> str:
    """A small menu file without a fault."""
    return (ROOT / "tests" / "menu" / "good.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def one_language() -> str:
    """A menu file in one language: there is less to render."""
    return (ROOT / "tests" / "analysis" / "rules" / "line.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def clinic(shared: Path, one_language: str) -> Path:
    """A folder with every master of that line, in both paces, and its copies.

    Opus takes longest of all: whoever needs masters of a whole line takes these.
    """
    flow = examine(parse(one_language, "menus.yaml")).flow
    assert flow
    shelf = Shelf(shared / "clinic")
    with FileLock(shared / "clinic.lock"):
        for order in Plan(Stocktaker(flow, shelf.folder), ALWAYS).orders():
            assert make(order, shelf, How(keep=True)).status != "failed"
    return shelf.folder


TOKEN = "12345"


@pytest.fixture(scope="session")
def line_url() -> Iterator[str]:
    """The address of that line, answering signed calls over real HTTP."""
    with listening(None) as url:
        yield url


@contextmanager
def listening(menus: Path | None, **environ: str) -> Iterator[str]:
    """Serve a line on a free port of this machine."""
    # The server of werkzeug, not the line's own: it can be stopped from another thread.
    # It has its port before there is an app, because the app is told its address.
    server = make_server("127.0.0.1", 0, _nothing, threaded=True, request_handler=Quiet)
    url = f"http://127.0.0.1:{server.server_port}"
    usual = {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": url,
        "MENUS": str(menus or LINE),
        "IVR_SPEECH": "say",
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    try:
        server.app = create_app(Settings.from_environ(usual | environ))
        thread.start()
        yield url
    finally:
        if thread.is_alive():
            server.shutdown()
            thread.join()
        server.server_close()


def _nothing(*_: object) -> list[bytes]:
    raise AssertionError("nobody calls before the line is made")


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """What serves a line from a menu file of one's own."""
    return listening


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Wait until something is so, and not for ever."""

    def until(is_so: Callable[[], object], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, "this never came to be"
            time.sleep(0.01)

    return until


@pytest.fixture
def menus(tmp_path: Path, good_menus: str) -> Path:
    """The small menu file, to be edited."""
    path = tmp_path / "menus.yaml"
    path.write_text(good_menus, encoding="utf-8")
    return path


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
