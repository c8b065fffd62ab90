"""No command dies of a letter, whatever a terminal is set to; nor where nobody reads on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
Ivr = Callable[..., subprocess.CompletedProcess[str]]
ODD = "Şubeler – ğüış → 料金 ☎"
"""Letters that no code page of one byte has all of."""

CODE_PAGES = [
    *("cp1252", "ascii"),
    *(pytest.param(each, marks=pytest.mark.long) for each in ("cp1254", "cp437")),
]
WORDS: dict[str, tuple[str, ...]] = {
    "call": ("--script", "call.txt"),
    "check": ("--no-sound",),
    "conform": ("suite.json",),
    "diff": ("old.yaml", "--no-sound"),
    "hear": ("ş",),
    "icons": ("ş",),
    "import": ("ş.txt", "-o", "ş.yaml", "--force"),
    "listen": ("ş",),
    "new": ("ş.wav",),
    "order": ("--audio", "audio"),
    "record-add": ("ş.wav", "--language", "pt-BR"),
    "record-list": (),
    "say": (ODD, "--language", "tr-TR"),
    "schema": (),
    "speak": ("--engine", "gtts", "--language", "tr-TR ş"),
    "texts": ("export", "en-US"),
    "time": ("--audio", "audio"),
    "voices": ("list",),
    "walk": ("--limit", "5"),
}
"""What makes each command print odd letters; `serve` needs a process of its own."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, good_menus: str) -> Path:
    """A line with odd letters in its texts, and files with some that commands read."""
    folder = tmp_path_factory.mktemp("line")
    (folder / "old.yaml").write_text(good_menus, encoding="utf-8")
    odd = good_menus.replace('"Olá."', f'"Olá. {ODD}."')
    (folder / "menus.yaml").write_text(odd, encoding="utf-8")
    (folder / "call.txt").write_text(f"# {ODD}\ndials\npresses 1\nhangs up\n", encoding="utf-8")
    (folder / "ş.wav").write_bytes(b"no sound")
    (folder / "ş.txt").write_text(f"{ODD}\n  1 {ODD}: {ODD}.\n  2 {ODD}\n", encoding="utf-8")
    case = {"id": ODD, "documents": {"/voice": "<Say>Hi</Say>"}, "heard": [{"t": 0, "say": ODD}]}
    (folder / "suite.json").write_text(json.dumps({"cases": [case]}), encoding="utf-8")
    return folder


def test_every_command_is_tried_with_odd_letters() -> None:
    assert {*WORDS, "serve"} == set(COMMANDS)


@pytest.mark.parametrize("code_page", CODE_PAGES)
@pytest.mark.parametrize("command", WORDS)
def test_no_command_dies_of_a_letter(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, code_page: str
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MENUS", "menus.yaml")
    done = CliRunner(charset=code_page).invoke(main, [command, *WORDS[command]])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception


PROCESSES = {
    "a code page": {"PYTHONIOENCODING": "cp1252"},
    "no language at all": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("environ", PROCESSES.values(), ids=PROCESSES)
def test_a_call_is_heard_to_its_end_on_any_terminal(
    ivr: Ivr, folder: Path, environ: dict[str, str]
) -> None:
    done = ivr("call", "--script", "call.txt", cwd=folder, encoding="latin-1", **environ)
    assert "hangs up" in done.stdout
    assert "Traceback" not in done.stderr


def test_serve_tells_a_problem_with_odd_letters_on_any_terminal(ivr: Ivr, folder: Path) -> None:
    environ = {"IVR_LOCAL": "1", "MENUS": f"{ODD}.yaml", **PROCESSES["no language at all"]}
    done = ivr("serve", cwd=folder, encoding="latin-1", **environ)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("order", "--json"), ("diff", "old.yaml", "--json")])
def test_json_is_utf_8_on_any_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MENUS", "menus.yaml")
    done = CliRunner(charset="cp1252").invoke(main, [*words, "--audio", "audio"])
    assert json.loads(done.stdout_bytes.decode("utf-8"))


@pytest.mark.parametrize("words", [("schema",), ("record-list",), ("diff", "old.yaml")])
def test_a_reader_who_stops_reading_ends_a_command_quietly(
    folder: Path, quiet: dict[str, str], words: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "ivr", *words],
        cwd=folder,
        env=quiet | {"PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert done.stderr == ""
