"""The line that callers of this folder's menus.yaml hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, chdir
from pathlib import Path

import pytest
from filelock import FileLock

from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.timing.clock import Clock

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
def audio(shared: Path, flow: Flow, speak: Callable[[Flow, Path], Clock]) -> Path:
    """A folder with every sound of our line."""
    with FileLock(shared / "ours.lock"):
        speak(flow, shared / "ours")
    return shared / "ours"


@pytest.fixture(scope="session")
def line_url(serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address of our line, answering signed calls over real HTTP."""
    with serve(MENUS) as url:
        yield url
