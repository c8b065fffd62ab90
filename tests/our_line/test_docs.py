"""What the documents say of our line, and what our line takes from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ivr.analysis.timing.measure import Report, measure
from ivr.cli.sounds import clock_of
from ivr.menu.flow import Flow

ROOT = Path(__file__).parents[2]
TIMING = ROOT / "docs" / "timing.md"
OTHERS = ROOT / "docs" / "others.md"
MARK = "<!-- our line -->\n"


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


def test_the_table_of_timing_md_has_a_row_for_each_language(
    flow: Flow, request: pytest.FixtureRequest, *, update: bool
) -> None:
    before, _, table = TIMING.read_text("utf-8").partition(MARK)
    head = table.splitlines()[:2]
    if update:
        clock = clock_of(flow, request.getfixturevalue("audio"))
        rows = [row(measure(flow, each, clock)) for each in flow.languages]
        TIMING.write_text(before + MARK + "\n".join([*head, *rows]) + "\n", encoding="utf-8")
    rows = TIMING.read_text("utf-8").partition(MARK)[2].splitlines()[2:]
    assert [each.split()[1] for each in rows] == list(flow.languages)
    for each in rows:
        assert re.fullmatch(r"\| \S+ (\| \d+\.\d+ ){10}\|", each)


def test_others_md_sets_each_language_of_our_line_beside_the_others(flow: Flow) -> None:
    rows = re.findall(r"^\| ours, (\S+) \|", OTHERS.read_text("utf-8"), re.MULTILINE)
    assert rows == list(flow.languages)


def test_our_menus_begin_with_the_line_that_editors_read() -> None:
    [line] = re.findall(
        r"^<!-- first line of menus.yaml -->\n```yaml\n(.*\n)```$",
        (ROOT / "docs" / "menus.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert (ROOT / "menus.yaml").read_text("utf-8").startswith(line)
