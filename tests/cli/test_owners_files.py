"""What owners write and type is understood, whoever's editor wrote it, or refused in a sentence."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Ivr = Callable[..., subprocess.CompletedProcess[str]]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, good_menus: str) -> Path:
    folder = tmp_path_factory.mktemp("line")
    (folder / "menus.yaml").write_text(good_menus, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def conversation(invoke: Ivr, folder: Path) -> str:
    """A call written down by `ivr call`, with a comment that has letters of its own."""
    (folder / "keys.txt").write_text("dials\npresses 1\nhangs up\n", encoding="utf-8")
    invoke("call", "--script", "keys.txt", "--save", "call.txt", cwd=folder, IVR_SPEECH="say")
    return "# Não é só\n" + (folder / "call.txt").read_text("utf-8")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_conversation_is_read_however_an_editor_saved_it(
    invoke: Ivr, folder: Path, conversation: str, encoding: str, ending: str
) -> None:
    (folder / "saved.txt").write_bytes(conversation.replace("\n", ending).encode(encoding))
    done = invoke("call", "--script", "saved.txt", cwd=folder, IVR_SPEECH="say")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == conversation


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_baseline_is_read_however_an_editor_saved_it(
    invoke: Ivr, folder: Path, encoding: str
) -> None:
    words = ("check", "--no-sound", "--baseline", "known.json")
    invoke(*words, "--write-baseline", cwd=folder)
    file = folder / "known.json"
    known = json.loads(file.read_text("utf-8"))
    file.write_bytes(json.dumps(known).replace(",", ",\r\n").encode(encoding))
    assert invoke(*words, "--strict", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("asked", "heard"), [("en", "en-US"), ("EN-us", "en-US"), ("pt_br", "pt-BR")]
)
def test_a_call_begins_in_a_language_however_it_is_typed(
    invoke: Ivr, folder: Path, asked: str, heard: str
) -> None:
    done = invoke("call", "--language", asked, "--json", cwd=folder, typed="", IVR_SPEECH="say")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert next(each["language"] for each in told if each["event"] == "heard") == heard


LANGUAGE = [
    ("call",),
    ("listen", "main"),
    ("order",),
    ("record-list",),
    ("speak", "--dry-run"),
    ("time",),
]


@pytest.mark.parametrize("words", LANGUAGE, ids=lambda words: words[0])
def test_a_language_the_line_does_not_speak_is_refused_with_those_it_does(
    invoke: Ivr, folder: Path, words: tuple[str, ...]
) -> None:
    done = invoke(*words, "--language", "es-MX", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "es-MX is not one of pt-BR, en-US" in done.stderr


@pytest.mark.parametrize(
    "words", [("speak",), ("time",), ("order",), ("listen", "main"), ("walk",)]
)
def test_a_problem_of_the_menus_is_told_once(
    invoke: Ivr, folder: Path, words: tuple[str, ...]
) -> None:
    text = (folder / "menus.yaml").read_text("utf-8").replace("- to: sales", "- to: sale")
    (folder / "wrong.yaml").write_text(text, encoding="utf-8")
    done = invoke(*words, cwd=folder, MENUS="wrong.yaml")
    assert done.returncode == 1
    assert (done.stdout + done.stderr).count('leads to "sale"') == 1


@pytest.mark.parametrize("status", [0, 1])
def test_where_no_sound_can_be_played_listen_says_so_in_one_sentence(
    invoke: Ivr, folder: Path, tmp_path: Path, status: int
) -> None:
    program = tmp_path / "ffplay"
    program.write_text(f"#!/bin/sh\necho 'ALSA lib: cannot find card 0' >&2\nexit {status}\n")
    program.chmod(0o755)
    done = invoke("listen", "main", cwd=folder, PATH=f"{tmp_path}:/usr/bin:/bin")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: ffplay could not play it: see whether this machine has a sound card that is on, "
        "or save the sound with -o FILE.wav\n"
    )
