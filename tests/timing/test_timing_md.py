"""docs/timing.md explains every figure, and its table has the form it should."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from ivr.cli.timed import OTHERS, SECONDS
from ivr.timing.listener import Listener
from ivr.timing.measure import Report, measure

PAGE = Path(__file__).parents[2] / "docs" / "timing.md"
MARK = "<!-- our line -->\n"
TEXT = PAGE.read_text("utf-8")


def row(report: Report) -> str:
    seconds = (
        *(report.welcome, report.expected, report.expected_full, report.expected_errors),
        *(report.p50, report.p90, report.worst, report.bound),
    )
    figures = [f"{value:.1f}" for value in seconds]
    return " | ".join(
        [
            f"| {report.language}",
            *figures,
            f"{report.efficiency:.2f}",
            f"{report.keys_per_task:.2f} |",
        ]
    )


def test_the_table_has_a_row_for_each_language(ours, update: bool) -> None:
    before, _, table = TEXT.partition(MARK)
    head = table.splitlines()[:2]
    if update:
        rows = [row(measure(ours.flow, each, ours.clock)) for each in ours.flow.languages]
        PAGE.write_text(before + MARK + "\n".join([*head, *rows]) + "\n", encoding="utf-8")
    rows = PAGE.read_text("utf-8").partition(MARK)[2].splitlines()[2:]
    assert [each.split()[1] for each in rows] == list(ours.flow.languages)
    for each in rows:
        assert re.fullmatch(r"\| \S+ (\| \d+\.\d+ ){10}\|", each)


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
