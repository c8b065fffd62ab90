"""`ivr voices`: what this machine has, and what is told where nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ivr.speech.voices.kokoro import MODEL, KokoroFiles
from ivr.speech.voices.listener import ListenerFiles


@pytest.fixture
def invoke_voices(invoke: Any, tmp_path: Path) -> Any:
    def run(*words: object, **environ: str) -> Any:
        return invoke("voices", *words, cwd=tmp_path, **environ)

    return run


def test_a_machine_without_voices_says_what_each_engine_lacks(
    invoke_voices: Any, tmp_path: Path
) -> None:
    told = invoke_voices("list", IVR_VOICES=str(tmp_path)).stdout
    assert "espeak   renders here" in told
    assert "kokoro   Kokoro's voices are not installed" in told


def test_what_is_installed_is_removed_and_nothing_else(invoke_voices: Any, tmp_path: Path) -> None:
    files = KokoroFiles(tmp_path)
    files.style("pf_dora").parent.mkdir(parents=True)
    files.style("pf_dora").write_bytes(b"a voice")
    (tmp_path / "mine").touch()
    assert "is deleted" in invoke_voices("remove", "kokoro", IVR_VOICES=str(tmp_path)).stdout
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert "nothing to do" in invoke_voices("remove", "kokoro", IVR_VOICES=str(tmp_path)).stdout


def test_installing_from_an_empty_folder_is_one_sentence(
    invoke_voices: Any, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = invoke_voices("install", "kokoro", "--from", empty, IVR_VOICES=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"{empty} has no {MODEL.name}" in done.stderr


def test_the_listener_is_told_of_and_removed_as_a_voice_is(
    invoke_voices: Any, tmp_path: Path
) -> None:
    told = invoke_voices("list", IVR_VOICES=str(tmp_path)).stdout
    assert "listener of `ivr hear` is not there: run `ivr voices install listener`" in told
    files = ListenerFiles(tmp_path)
    files.home.mkdir()
    for each in files.files:
        (files.home / each.name).touch()
    assert "of `ivr hear` is there" in invoke_voices("list", IVR_VOICES=str(tmp_path)).stdout
    assert "is deleted" in invoke_voices("remove", "listener", IVR_VOICES=str(tmp_path)).stdout
    assert not files.home.exists()
