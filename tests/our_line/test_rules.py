"""Our own line keeps the rules; where it does not, menus.yaml says why."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from ivr.cli.check import check
from ivr.menu.reader import examine
from ivr.menu.source import load
from ivr.rules.all import RULES
from ivr.rules.judge import judge
from ivr.rules.line import Line

MENUS = Path(__file__).parents[2] / "menus.yaml"


def our_line() -> Line:
    reading = examine(load(MENUS))
    assert reading.flow
    assert reading.document
    return Line(reading.flow, reading.document, reading.source)


def test_our_line_breaks_no_rule_that_can_be_judged_without_sounds() -> None:
    verdict = judge(our_line(), RULES)
    assert [str(each) for each in verdict.findings] == []


def test_our_line_breaks_no_rule_and_keeps_its_budget_in_real_sounds(audio: Path) -> None:
    # The sounds here are the embedded voice's, which is there at once: R87 warns of no other.
    embedded = ["--without", "R87"]
    asked = [str(MENUS), "--audio", str(audio), "--sound", "--strict", "--budget", *embedded]
    verdict = CliRunner().invoke(check, asked)
    assert verdict.exit_code == 0, verdict.output


def test_every_prompt_has_its_master_in_the_languages_that_are_to_have_all() -> None:
    asked = [str(MENUS), "--audio", str(MENUS.parent / "audio"), "--no-sound", "--masters"]
    verdict = CliRunner().invoke(check, asked)
    assert verdict.exit_code == 0, verdict.output
