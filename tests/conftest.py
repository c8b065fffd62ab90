"""What every test may ask for; the tests mirror the tree of `ivr/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.menu.flow import Flow
from ivr.menu.reader import read

ROOT = Path(__file__).parents[1]
MENUS = ROOT / "menus.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="Rewrite what the cases expect.")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def flow() -> Flow:
    """The line that callers hear."""
    return read(MENUS)


@pytest.fixture(scope="session")
def good_menus() -> str:
    """A small menu file without a fault."""
    return (ROOT / "tests" / "menu" / "good.yaml").read_text(encoding="utf-8")
