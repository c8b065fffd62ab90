"""`ivr walk` through the menus of this folder.

What it does at a URL is tested where the phone is: it is the same command.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["walk", *words])


def test_our_own_line_is_walked_without_a_url(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, good_menus: str
) -> None:
    (tmp_path / "menus.yaml").write_text(good_menus, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MENUS", raising=False)
    result = run("--json", "--limit", "40")
    told = json.loads(result.stdout)
    assert told["places"] > 5
    assert [each for each in told["findings"] if each["fault"]] == []


def test_misuse_exits_with_2() -> None:
    assert run("--jobs", "0").exit_code == 2
