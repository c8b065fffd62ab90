"""`ivr icons` lists the pictures, and finds one by a word."""

from __future__ import annotations

from click.testing import CliRunner

from ivr.cli import main
from ivr.menu.icons import icons


def test_all_pictures_are_listed() -> None:
    listed = CliRunner().invoke(main, ["icons"])
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [*icons()]


def test_a_word_finds_its_pictures_and_says_what_they_mean() -> None:
    found = CliRunner().invoke(main, ["icons", "conserto"])
    assert (found.exit_code, found.stdout) == (0, "tool  técnico, technician, teknisyen\n")


def test_a_word_that_finds_none_is_answered_with_the_nearest() -> None:
    missing = CliRunner().invoke(main, ["icons", "qwxyz"])
    assert missing.exit_code == 1
    assert missing.output.startswith('no picture means "qwxyz"; the nearest are ')
