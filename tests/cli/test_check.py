"""`ivr check` tells what the rules find, in every form, and leaves out what it is asked to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.analysis.timing.clock import AudioClock
from ivr.cli import main
from ivr.menu.flow import Flow
from ivr.menu.reader import examine
from ivr.menu.source import parse

SMALL = (Path(__file__).parents[1] / "analysis" / "rules" / "line.yaml").read_text(encoding="utf-8")
SCOLDING = SMALL.replace("That key does nothing here.", "Invalid key.")
TOLD = 'menus.yaml:32:15: R63 warning: "Invalid" blames the caller; say what to do instead'


@dataclass(frozen=True)
class Done:
    exit_code: int
    stdout: str
    stderr: str


Check = Callable[..., Done]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Run `ivr check` in a folder where menus.yaml holds a text."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MENUS", raising=False)

    def check(text: str, *words: str) -> Done:
        Path("menus.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit) as end:
            main(["check", *words])
        return Done(int(end.value.code or 0), *capsys.readouterr())

    return check


@pytest.fixture(scope="session")
def spoken(
    speak: Callable[[Flow, Path], AudioClock], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An audio folder with every sound of the small line."""
    folder = tmp_path_factory.mktemp("audio")
    flow = examine(parse(SMALL, "menus.yaml")).flow
    assert flow
    speak(flow, folder)
    return folder


def test_nothing_is_told_of_a_kind_line(check: Check) -> None:
    done = check(SMALL)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "menus.yaml: good: 3 places in en-US\n"
        "20 rules about time and sound were not asked (38 prompts have no sound: run `ivr speak`)\n"
    )


def test_a_finding_is_told_where_it_stands_with_its_rule(check: Check) -> None:
    done = check(SCOLDING)
    assert (done.exit_code, done.stdout) == (0, f"{TOLD}\n")


def test_warnings_are_a_fault_if_asked_for(check: Check) -> None:
    assert check(SCOLDING, "--strict").exit_code == 1


def test_an_error_of_a_rule_is_a_fault(check: Check) -> None:
    done = check(SMALL.replace("ask for prices", "hear more options"))
    assert (done.exit_code, done.stdout.count("R04 error")) == (1, 1)


def test_rules_are_asked_only_of_a_file_that_can_be_spoken(check: Check) -> None:
    done = check(SCOLDING.replace("to: hours", "to: hour"))
    assert done.exit_code == 1
    assert "R63" not in done.stdout


@pytest.mark.parametrize("words", [["--without", "R63"], ["--rule", "R20", "--rule", "R25"]])
def test_a_rule_that_is_not_asked_finds_nothing(check: Check, words: list[str]) -> None:
    assert check(SCOLDING, *words).stdout == ""


def test_a_rule_there_is_not_is_a_wrong_option(check: Check) -> None:
    assert check(SMALL, "--rule", "R99").exit_code == 2


def test_several_files_are_looked_over_at_once(check: Check) -> None:
    Path("other.yaml").write_text(SCOLDING, encoding="utf-8")
    done = check(SCOLDING, "menus.yaml", "other.yaml")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["menus.yaml", "other.yaml"]


def test_the_texts_of_a_language_are_looked_over_with_their_menu_file(check: Check) -> None:
    Path("menus.en-US.yaml").write_text('menus: {main: {title: "Again"}}\n', encoding="utf-8")
    done = check(SMALL, "menus.en-US.yaml", "menus.yaml")
    [line] = done.stdout.splitlines()
    assert line.startswith("menus.en-US.yaml:1:16: the en-US text stands in menus.yaml too")
    assert done.stderr == "menus.yaml: 1 problem; the line will not speak this file\n"


def test_findings_come_as_json(check: Check) -> None:
    [found] = json.loads(check(SCOLDING, "--format", "json").stdout)
    assert found["path"] == "everywhere.no-match.0.en-US"
    assert (found["rule"], found["severity"], found["line"]) == ("R63", "warning", 32)


def test_findings_come_as_annotations_for_github(check: Check) -> None:
    message = TOLD.partition("warning: ")[2]
    wanted = f"::warning file=menus.yaml,line=32,col=15,title=R63::{message}\n"
    assert check(SCOLDING, "--format", "github").stdout == wanted


def test_findings_come_as_sarif_with_every_rule_described(check: Check) -> None:
    [run] = json.loads(check(SCOLDING, "--format", "sarif").stdout)["runs"]
    [result] = run["results"]
    described = {
        rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]
    }
    assert described[result["ruleId"]] == "What follows an error is short, and blames nobody."
    [where] = result["locations"]
    assert where["physicalLocation"]["region"] == {"startLine": 32, "startColumn": 15}


def test_a_baseline_leaves_out_what_it_knows_wherever_it_moves(check: Check) -> None:
    check(SCOLDING, "--baseline", "known.json", "--write-baseline")
    assert check(f"# a line more\n{SCOLDING}", "--baseline", "known.json").stdout == ""
    worse = SCOLDING.replace("Listen for the numbers", "Wrong. Listen for the numbers")
    assert "no-match" not in check(worse, "--baseline", "known.json").stdout
    assert '"Wrong"' in check(worse, "--baseline", "known.json").stdout


@pytest.mark.parametrize("content", ["", "[1]", '[{"file": 1}]'])
def test_what_is_no_baseline_is_refused(check: Check, content: str) -> None:
    Path("known.json").write_text(content, encoding="utf-8")
    done = check(SCOLDING, "--baseline", "known.json")
    assert (done.exit_code, "is no baseline" in done.stderr) == (2, True)


def test_sounds_that_are_asked_for_must_be_there(check: Check) -> None:
    done = check(SMALL, "--sound")
    assert (done.exit_code, done.stderr) == (
        1,
        "38 prompts of menus.yaml have no sound; render them with `ivr speak`\n",
    )


def test_with_sounds_every_rule_is_asked(check: Check, spoken: Path) -> None:
    done = check(SMALL, "--audio", str(spoken))
    assert "R49 error: en-US is spoken at" in done.stdout
    assert "were not asked" not in done.stderr
    assert (
        "R87 warning: en-US is spoken by eSpeak, which callers hardly understand: " in done.stdout
    )


def test_a_language_that_is_to_have_masters_has_one_for_every_prompt(
    check: Check, clinic: Path
) -> None:
    asked = ["--masters", "--no-sound", "--rule", "R01"]
    Path("pyproject.toml").write_text('[tool.ivr]\nmasters = ["en"]\n', encoding="utf-8")
    done = check(SMALL, *asked)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 38
    assert "masters error: hours.text has no master at the slower pace: run `ivr" in done.stdout
    shutil.copytree(clinic, "audio")
    for master in Path("audio/masters").rglob("hours.text.*"):
        master.unlink()
    with pytest.raises(SystemExit):
        main(["speak", "--keep", "--jobs", "1"])
    assert check(SMALL, *asked).exit_code == 0
    edited = check(SMALL.replace("free of charge", "free of any charge"), *asked)
    assert edited.exit_code == 1
    assert len(edited.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "table", ["", "[tool.ivr]\nmasters = true\n", "[tool.ivr]\nmasters = ['fr']\n"]
)
def test_without_a_list_of_languages_no_masters_can_be_asked_for(check: Check, table: str) -> None:
    Path("pyproject.toml").write_text(table, encoding="utf-8")
    assert check(SMALL, "--masters").exit_code == 2


def test_a_budget_in_the_menu_file_is_held_to(check: Check, spoken: Path) -> None:
    budget = "budget: {welcome: 0.5, worst: 90, answers: {prices: 2, hours: 90, main: 0.1}}\n"
    done = check(SMALL + budget, "--budget", "--audio", str(spoken), "--rule", "R01")
    assert done.exit_code == 1
    assert [line.split()[1:6] for line in done.stdout.splitlines()] == [
        ["budget", "error:", "en-US:", "welcome", "is"],
        ["budget", "error:", "en-US:", "the", "first"],
        ["budget", "error:", "en-US:", "the", "first"],
    ]


def test_a_budget_that_is_kept_is_no_fault(check: Check, spoken: Path) -> None:
    Path("pyproject.toml").write_text("[tool.ivr.budget]\nexpected = 60\n", encoding="utf-8")
    assert check(SMALL, "--budget", "--audio", str(spoken), "--rule", "R01").exit_code == 0


def test_a_budget_of_the_project_is_told_in_its_file(check: Check, spoken: Path) -> None:
    Path("pyproject.toml").write_text("\n[tool.ivr.budget]\nexpected = 1\n", encoding="utf-8")
    done = check(SMALL, "--budget", "--audio", str(spoken), "--rule", "R01")
    assert done.stdout.startswith("pyproject.toml:2:1: budget error: en-US: expected is ")


@pytest.mark.parametrize("table", ["", "[tool.ivr.budget]\nexpect = 25\n"])
def test_without_a_budget_none_can_be_held_to(check: Check, spoken: Path, table: str) -> None:
    Path("pyproject.toml").write_text(table, encoding="utf-8")
    assert check(SMALL, "--budget", "--audio", str(spoken)).exit_code == 2
