"""`twiml-phone conform`, from a suite to its exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from twiml_phone.cli.main import main

GOOD = {"id": "A-1", "documents": {"/voice": "<Say>Hi</Say>"}, "heard": [{"t": 0, "say": "Hi"}]}
BAD = GOOD | {"id": "A-2", "ends": {"t": 9, "status": "completed", "by": "document"}}
OPEN = BAD | {"id": "A-3", "settled": False}


@pytest.fixture
def suite(tmp_path: Path) -> Any:
    def suite(*cases: Any) -> str:
        file = tmp_path / "suite.json"
        file.write_text(json.dumps({"cases": cases}), encoding="utf-8")
        return str(file)

    return suite


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["conform", *words])


def test_cases_that_pass_are_counted(suite: Any) -> None:
    result = run(suite(GOOD))
    assert (result.exit_code, result.stdout) == (0, "settled: 1 of 1 cases pass\n")


def test_a_case_that_fails_says_expected_and_seen(suite: Any) -> None:
    result = run(suite(GOOD, BAD))
    assert result.exit_code == 1
    assert result.stdout == "A-2: ends.t: expected 9, saw 2.0\nsettled: 1 of 2 cases pass\n"


def test_what_is_not_settled_may_differ(suite: Any) -> None:
    result = run(suite(OPEN))
    assert result.exit_code == 0
    assert "A-3 (not settled): ends.t: expected 9, saw 2.0\n" in result.stdout


def test_one_case_can_be_run(suite: Any) -> None:
    assert run(suite(GOOD, BAD), "--case", "A-1").exit_code == 0
    assert run(suite(GOOD, BAD), "--case", "A-2").exit_code == 1
    assert run(suite(GOOD), "--case", "A-9").exit_code == 2


def test_json_is_for_machines(suite: Any) -> None:
    told = json.loads(run(suite(GOOD, BAD), "--json").stdout)
    assert [(each["id"], each["passed"]) for each in told] == [("A-1", True), ("A-2", False)]
    assert told[1]["differences"] == ["ends.t: expected 9, saw 2.0"]


def test_what_cannot_be_read_exits_with_2(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.json"))
    assert result.exit_code == 2
    assert "cannot be read" in result.output
