"""docs/timing.md explains every figure."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from ivr.analysis.timing.listener import Listener
from ivr.cli.report.time import OTHERS, SECONDS

PAGE = Path(__file__).parents[3] / "docs" / "timing.md"
TEXT = PAGE.read_text("utf-8")


def test_each_assumption_stands_there_with_its_usual_value() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+)", TEXT, re.MULTILINE))
    usual = Listener()
    assert {name: float(value) for name, value in told.items()} == {
        field.name: getattr(usual, field.name) for field in fields(Listener)
    }


def test_each_figure_is_explained() -> None:
    plain = {"welcome", "minutes_usd", "speech_usd"}
    for name in {*SECONDS, *OTHERS} - plain:
        assert f"`{name}`" in TEXT, name
