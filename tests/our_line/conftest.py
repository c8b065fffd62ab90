"""The line that callers of this folder's menus.yaml hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, chdir
from pathlib import Path

import pytest
from filelock import FileLock
from flask import Flask

from ivr.analysis.timing.clock import AudioClock
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.web.app import create_app

MENUS = Path(__file__).parents[2] / "menus.yaml"


@pytest.fixture(autouse=True)
def at_the_top() -> Iterator[None]:
    """Stand where the budget of our line is found."""
    with chdir(MENUS.parent):
        yield


@pytest.fixture(scope="session")
def flow() -> Flow:
    return read(MENUS)


@pytest.fixture(scope="session")
def audio(shared: Path, flow: Flow, speak: Callable[[Flow, Path], AudioClock]) -> Path:
    """A folder with every sound of our line."""
    with FileLock(shared / "ours.lock"):
        speak(flow, shared / "ours")
    return shared / "ours"


@pytest.fixture(scope="session")
def base() -> str:
    """The address our line has."""
    return "https://line.example.org"


@pytest.fixture(scope="session")
def app(base: str) -> Flask:
    """Our line, answering signed calls in this process."""
    settings = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": base, "IVR_SPEECH": "say"}
    return create_app(Settings.from_environ(settings | {"MENUS": str(MENUS)}))


@pytest.fixture(scope="session")
def line_url(serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address of our line, answering signed calls over real HTTP."""
    with serve(MENUS) as url:
        yield url
