"""docs/others.md tells what the linter and the clock say of lines of others; `--update` writes it.

Seconds depend on the build of the embedded voice, so without `--update` only what needs no sounds
is compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ivr.analysis.rules.examination import Asked, check_file
from ivr.analysis.rules.registry import BY_ID, RULES
from ivr.analysis.timing.measure import Report
from ivr.cli.sounds import reports_of
from ivr.menu.flow import Flow, Message
from ivr.menu.reader import read

ROOT = Path(__file__).parents[2]
OURS = ROOT / "menus.yaml"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SEEN = dt.date(2026, 11, 22)
CLOCK = ("on average", "nine of ten", "all", "hearing all", "with errors", "a wrong key", "keys")
BESIDE = ("line", "answers", "errors", "warnings", "as weighted", "all alike", "efficiency", "keys")
Row = Sequence[object]
JUDGED = tuple(rule for rule in RULES if rule.id != "R87")
"""All lines are heard in the embedded voice there, which says nothing of any of them."""


@pytest.fixture(scope="module")
def others_md(page: Callable[[str], Any]) -> Any:
    return page("others.md")


def test_each_line_has_a_row_for_each_language(
    others_md: Any, update: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Render all lines in the embedded voice, in a folder where no person has spoken."""
    if update:
        audio = tmp_path_factory.mktemp("audio")
        rows = [row for file in (*EXAMPLES, OURS) for row in beside(file, audio)]
        put(others_md, "beside ours", BESIDE, rows)
        for file in EXAMPLES:
            [report] = reports_of(read(file), audio).values()
            put(others_md, f"{file.stem}: clock", CLOCK, [clock(report)])
            put(others_md, f"{file.stem}: linter", ("rule", "asks", "found"), linter(file, audio))
    names = [row[0] for row in others_md.rows("beside ours")]
    assert [each for each in names if not each.startswith("ours, ")] == [
        f"{name(file)}, {code}" for file in EXAMPLES for code in read(file).languages
    ]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_what_the_linter_finds_without_sounds_stands_there(others_md: Any, file: Path) -> None:
    told = {row[0][1:4]: int(row[2]) for row in others_md.rows(f"{file.stem}: linter")}
    assert told.keys() <= BY_ID.keys()
    silent = {rule.id for rule in RULES if not (rule.sounds or rule.listens)}
    assert {each: told[each] for each in told.keys() & silent} == found(file, None)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_what_the_clock_says_stands_there(others_md: Any, file: Path) -> None:
    [figures] = others_md.rows(f"{file.stem}: clock")
    assert len(figures) == len(CLOCK)
    assert all(re.fullmatch(r"\d+\.\d+", each) for each in figures)


def test_its_links_to_rules_lead_somewhere(others_md: Any, page: Callable[[str], Any]) -> None:
    links = [link for link in others_md.links() if link.startswith("rules.md#")]
    assert {link.partition("#")[2] for link in links} <= page("rules.md").anchors()


def found(file: Path, audio: Path | None) -> dict[str, int]:
    """Return how often each rule finds something; without a folder, of those that need none."""
    rules = tuple(rule for rule in JUDGED if audio or not (rule.sounds or rule.listens))
    asked = Asked(rules, audio or ROOT, bool(audio), SEEN, budget=False)
    return dict(Counter(each.rule for each in check_file(file, asked).findings if each.rule))


def linter(file: Path, audio: Path) -> Iterable[Row]:
    for each, count in sorted(found(file, audio).items()):
        rule = BY_ID[each]
        yield f"[{each}](rules.md#{each.lower()}-{rule.name})", rule.summary, count


def clock(report: Report) -> Row:
    seconds = (report.expected, report.p90, report.worst, report.expected_full)
    errors = (report.expected_errors, report.recovery)
    return [f"{each:.1f}" for each in (*seconds, *errors)] + [f"{report.keys_per_task:.2f}"]


def beside(file: Path, audio: Path) -> Iterable[Row]:
    """Yield a line's figures in each language; its findings are those of all of them."""
    flow = read(file)
    alike = reports_of(flow, audio, weights=dict.fromkeys(flow.places, 1.0))
    asked = Asked(JUDGED, audio, sound=True, today=SEEN, budget=False)
    counts = Counter(each.severity for each in check_file(file, asked).findings)
    for code, report in reports_of(flow, audio).items():
        yield (
            *(f"{name(file)}, {code}", answers(flow), counts["error"], counts["warning"]),
            *(f"{report.expected:.1f}", f"{alike[code].expected:.1f}"),
            *(f"{report.efficiency:.2f}", f"{report.keys_per_task:.2f}"),
        )


def name(file: Path) -> str:
    return "ours" if file == OURS else file.stem


def answers(flow: Flow) -> int:
    return sum(isinstance(place, Message) for place in flow.places.values())


def put(page: Any, mark: str, headings: Row, rows: Iterable[Row]) -> None:
    """Write the table that bears a mark anew."""
    lines = [headings, ["---"] * len(headings), *rows]
    table = "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
    marked = f"<!-- {mark} -->\n"
    text, count = re.subn(rf"{re.escape(marked)}(\|.*\n)*", lambda _: marked + table, page.text)
    assert count == 1, mark
    page.path.write_text(text, encoding="utf-8")
