"""A small line whose first menu is in the worst order, and what measures versions of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.analysis.timing.clock import AudioClock
from ivr.analysis.timing.measure import Report, measure
from ivr.menu.flow import Flow
from ivr.menu.reader import examine
from ivr.menu.source import Source, parse

LINE = Path(__file__).with_name("line.yaml")


@pytest.fixture(scope="session")
def text() -> str:
    return LINE.read_text(encoding="utf-8")


@pytest.fixture
def source(text: str) -> Source:
    return parse(text, "menus.yaml")


@pytest.fixture(scope="session")
def measured(
    speak: Callable[[Flow, Path], AudioClock], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Report]]:
    """What measures a line in its own sounds, all kept on one shelf."""
    audio = tmp_path_factory.mktemp("audio")

    def measured(text: str) -> dict[str, Report]:
        flow = examine(parse(text, "menus.yaml")).flow
        assert flow
        clock = speak(flow, audio)
        return {code: measure(flow, code, clock) for code in flow.languages}

    return measured
