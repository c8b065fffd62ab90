"""A small and a large line with all their sounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.cli.sounds import clock_of
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.timing.clock import Clock


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
def small(good_menus: str, tmp_path_factory: pytest.TempPathFactory) -> Line:
    """The small menu file that has no fault."""
    folder = tmp_path_factory.mktemp("small")
    menus = folder / "menus.yaml"
    menus.write_text(good_menus, "utf-8")
    return spoken(menus, folder / "audio")


@pytest.fixture(scope="session")
def large(telephone: Path, audio: Path) -> Line:
    """The line of the telephone company."""
    return spoken(telephone, audio)
