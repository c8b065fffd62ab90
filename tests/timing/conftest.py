"""Small lines with all their sounds, and the line that callers hear."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.cli.sounds import clock_of
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.timing.clock import Clock

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Line:
    """A menu file whose every prompt has a sound."""

    menus: Path
    audio: Path
    flow: Flow
    clock: Clock


def spoken(menus: Path, audio: Path) -> Line:
    flow = read(menus)
    return Line(menus, audio, flow, clock_of(flow, audio))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """The small menu file that has no fault."""
    folder = tmp_path_factory.mktemp("small")
    menus = folder / "menus.yaml"
    menus.write_text((ROOT / "tests" / "menu" / "good.yaml").read_text("utf-8"), "utf-8")
    return spoken(menus, folder / "audio")


@pytest.fixture(scope="session")
def ours() -> Line:
    """The line that callers hear; what is missing on the shelf of this checkout is rendered."""
    return spoken(ROOT / "menus.yaml", ROOT / "audio")
