"""A small and a large line with all their sounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.analysis.timing.clock import AudioClock
from ivr.menu.flow import Flow
from ivr.menu.reader import read


@dataclass(frozen=True)
class Line:
    """A menu file whose every prompt has a sound."""

    menus: Path
    audio: Path
    flow: Flow
    clock: AudioClock


@pytest.fixture(scope="session")
def small(
    good_menus: str,
    speak: Callable[[Flow, Path], AudioClock],
    tmp_path_factory: pytest.TempPathFactory,
) -> Line:
    """The small menu file that has no fault."""
    folder = tmp_path_factory.mktemp("small")
    menus = folder / "menus.yaml"
    menus.write_text(good_menus, "utf-8")
    flow = read(menus)
    return Line(menus, folder / "audio", flow, speak(flow, folder / "audio"))


@pytest.fixture(scope="session")
def large(telephone: Path, flow: Flow, audio: Path) -> Line:
    """The line of the telephone company."""
    return Line(telephone, audio, flow, AudioClock(flow, audio))
