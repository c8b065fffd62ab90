"""Our own line keeps the rules; where it does not, menus.yaml says why."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.analysis.rules.line import Line
from ivr.analysis.rules.registry import RULES
from ivr.analysis.rules.run import judge
from ivr.cli.check import check
from ivr.menu.reader import examine
from ivr.menu.source import load

MENUS = Path(__file__).parents[2] / "menus.yaml"
PROJECT = MENUS.with_name("pyproject.toml")
MASTERED = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["ivr"]["masters"]
"""The languages whose masters are kept."""
pytestmark = pytest.mark.usefixtures("as_written")


def our_line() -> Line:
    reading = examine(load(MENUS))
    assert reading.flow
    assert reading.document
    return Line(reading.flow, reading.document, reading.source)


def test_our_line_breaks_no_rule_that_can_be_judged_without_sounds() -> None:
    verdict = judge(our_line(), RULES)
    assert [str(each) for each in verdict.findings] == []


def test_our_line_breaks_no_rule_and_keeps_its_budget_in_the_sounds_of_a_clone() -> None:
    """What callers hear of a clone is what is measured: `ivr serve` plays these masters."""
    asked = [str(MENUS), "--audio", str(MENUS.parent / "audio"), "--sound", "--strict", "--budget"]
    verdict = CliRunner().invoke(check, asked)
    assert verdict.exit_code == 0, verdict.output


def test_every_prompt_has_its_master_in_the_languages_that_are_to_have_all() -> None:
    asked = [str(MENUS), "--audio", str(MENUS.parent / "audio"), "--no-sound", "--masters"]
    verdict = CliRunner().invoke(check, asked)
    assert verdict.exit_code == 0, verdict.output
