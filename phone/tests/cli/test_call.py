"""`twiml-phone call`, from its options to its exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twiml_phone import Phone
from twiml_phone.cli.main import main
from twiml_phone.testing.transcript import replay


def _run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["call", *arguments], input=typed)


def test_a_call_to_a_url_ends_well(url: str) -> None:
    result = _run(url, typed="1\n")
    assert "Teşekkürler" in result.output
    assert result.exit_code == 0


def test_a_call_that_meets_trouble_fails(url: str) -> None:
    result = _run(f"{url}/broken")
    assert "answers with HTTP status 500 (11200)" in " ".join(result.output.split())
    assert result.exit_code == 1


def test_a_transcript_can_be_replayed(url: str, tmp_path: Path, line) -> None:
    file = tmp_path / "call.txt"
    _run(url, "--transcript", str(file), typed="1\n")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("dials\nhears [en-US] Press 1.\npresses 1\n")
    assert replay(text, Phone(line)) == text


def test_a_transcript_keeps_what_was_dialled(url: str, tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    _run(f"{url}/choice?a=1", "--transcript", str(file))
    assert file.read_text(encoding="utf-8").startswith("dials /choice?a=1\n")


def test_without_a_player_there_is_no_sound(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = _run(url, "--sound")
    assert "--sound: no sound can be played here: install one of ffplay" in " ".join(
        result.output.split()
    )
    assert result.exit_code == 2


def test_sound_is_for_terminals(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "afplay").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "afplay").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = _run(url, "--sound")
    assert "--sound works only at a terminal" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'URL'"),
        (["127.0.0.1:9"], "write it whole, as in http://127.0.0.1:9"),
        (["ftp://a"], "cannot be dialled"),
        (["http://["], "http://[ cannot be dialled"),
        (["--loud"], "No such option"),
    ],
)
def test_what_cannot_be_dialled_is_a_usage_error(arguments: list[str], message: str) -> None:
    result = _run(*arguments)
    assert message in result.output
    assert result.exit_code == 2


def test_what_is_heard_otherwise_than_in_a_script_is_told(url: str, tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text("dials\nhears [en-US] Press 2.\npresses 1\n", encoding="utf-8")
    result = _run(url, "--script", str(file))
    assert result.exit_code == 1
    assert "-hears [en-US] Press 2.\n+hears [en-US] Press 1.\n" in result.output


def test_events_are_lines_of_json(url: str) -> None:
    result = _run(url, "--json", typed="1\n")
    events = [json.loads(line) for line in result.stdout.splitlines() if line[:1] == "{"]
    assert (events[0]["event"], events[-1]["by"]) == ("asked", "document")


def test_what_the_system_refuses_is_one_sentence(url: str, tmp_path: Path) -> None:
    result = _run(url, "--save", str(tmp_path / "no" / "call.txt"), typed="1\n")
    assert "call.txt: there is no such file or folder" in result.output
    assert result.exit_code == 2


def test_the_module_is_the_command(url: str) -> None:
    command = [sys.executable, "-m", "twiml_phone", "call", url]
    done = subprocess.run(  # noqa: S603
        command, input="1\n", capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "the line hung up" in done.stdout
