"""`ivr call`, from its options to its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twiml_phone import Phone
from twiml_phone.testing.transcript import replay

from ivr.cli.call import call


def _run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(call, arguments, input=typed)


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


def test_the_menus_here_are_called_without_a_url(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.delenv("MENUS", raising=False)
    result = _run("--language", "en-US")
    assert "en-US" in result.output.splitlines()[0]
    assert result.exit_code == 0


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
        (["http://127.0.0.1:9", "--language", "pt-BR"], "--language works only without URL"),
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
