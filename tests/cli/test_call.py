"""`ivr call` to the menus of this folder: in a language, with a script, and for machines.

What it does at a URL is tested where the phone is: it is the same command.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli import main

CALLS = sorted((Path(__file__).parents[1] / "lines" / "telephone" / "conversations").iterdir())
CALL = CALLS[0]


@pytest.fixture(autouse=True)
def at_home(owner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(owner)
    monkeypatch.setenv("IVR_SPEECH", "say")


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["call", *words], input=typed)


@pytest.mark.parametrize("script", CALLS, ids=lambda path: path.stem)
def test_a_script_is_replayed_and_the_call_printed(script: Path) -> None:
    result = run("--script", str(script))
    assert (result.exit_code, result.stdout) == (0, script.read_text("utf-8"))


def test_what_is_heard_otherwise_is_told(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    text = CALL.read_text("utf-8").replace("tecle 1.", "tecle onze.", 1)
    file.write_text(text, encoding="utf-8")
    result = run("--script", str(file))
    assert result.exit_code == 1
    assert "tecle onze." in result.output
    assert "+++ heard" in result.output


def test_what_is_saved_is_a_script(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    assert run("--save", str(file), typed="1\n\n2\n").exit_code == 0
    assert run("--script", str(file)).exit_code == 0


def test_what_is_no_script_is_a_usage_error(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text("sings la la la", encoding="utf-8")
    result = run("--script", str(file))
    assert result.exit_code == 2
    assert "a call begins with one dials" in result.output


def test_a_trace_shows_requests_and_documents() -> None:
    result = run("--trace", typed="1\n")
    assert "POST https://ivr.invalid/voice" in result.stdout
    assert "Digits=1" in result.stdout
    assert "200 text/xml" in result.stdout
    assert "  <Gather action=" in result.stdout


def test_events_are_lines_of_json() -> None:
    result = run("--json", typed="1\n")
    events = [json.loads(line) for line in result.output.splitlines() if line[:1] == "{"]
    assert events[0]["event"] == "asked"
    assert events[-1] == {"event": "hung up", "by": "caller"} | {
        name: events[-1][name] for name in ("at", "status")
    }


def test_the_strict_find_nothing_in_a_good_line() -> None:
    assert run("--strict", typed="1\n").exit_code == 0


def test_a_call_begins_in_the_language_that_is_asked_for() -> None:
    result = run("--language", "en-US")
    assert "en-US" in result.output.splitlines()[0]
    assert result.exit_code == 0


def test_a_language_is_asked_of_the_menus_here_alone() -> None:
    result = run("http://127.0.0.1:9", "--language", "pt-BR")
    assert "--language works only without URL" in result.output
    assert result.exit_code == 2
