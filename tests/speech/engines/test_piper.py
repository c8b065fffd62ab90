"""Piper as it is met on most machines: not set up, or not quite."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ivr.errors import EngineError
from ivr.speech.engines.engine import Utterance, engine
from ivr.speech.engines.piper import Piper

VOICES = Path(__file__).parent / "voices"
HELLO = Utterance("Tecle nove.", "pt-BR", "tone")


def refused(speaker: Piper, utterance: Utterance = HELLO) -> str:
    with pytest.raises(EngineError) as caught:
        speaker.speak(utterance)
    return str(caught.value)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is not installed, even if it is on this machine.

    None in `sys.modules` makes an import fail:
    https://docs.python.org/3/reference/import.html#the-module-cache
    """
    monkeypatch.setitem(sys.modules, "piper", None)


@pytest.mark.usefixtures("missing")
def test_a_machine_without_piper_is_told_how_to_install_it() -> None:
    assert "Piper is not installed: run pip install 'ivr-line[piper]'" in refused(Piper(VOICES))


def test_the_setting_of_the_folder_is_named_when_it_is_not_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("IVR_PIPER_VOICES", raising=False)
    told = refused(Piper())
    assert told == "set IVR_PIPER_VOICES to the folder where Piper's .onnx voices are"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = refused(Piper(tmp_path / "voices"))
    assert told == f"IVR_PIPER_VOICES={tmp_path / 'voices'}: there is no such folder"


def test_the_engine_found_by_its_name_looks_where_the_setting_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IVR_PIPER_VOICES", str(tmp_path))
    speaker = engine("piper")
    assert isinstance(speaker, Piper)
    assert refused(speaker) == f"{tmp_path} has no voice tone; there is no .onnx file"


def test_a_folder_without_voices_is_named(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("none yet", "utf-8")
    assert refused(Piper(tmp_path)) == f"{tmp_path} has no voice tone; there is no .onnx file"


def test_a_voice_there_is_not_is_told_with_those_there_are(tmp_path: Path) -> None:
    for name in ("pt_BR-faber-medium", "en_US-joe-medium"):
        (tmp_path / f"{name}.onnx").touch()
    told = refused(Piper(tmp_path))
    assert told == f"{tmp_path} has no voice tone; there are en_US-joe-medium, pt_BR-faber-medium"


def test_a_voice_is_never_looked_for_in_another_folder(tmp_path: Path) -> None:
    utterance = Utterance("Tecle nove.", "pt-BR", f"{VOICES}/tone")
    assert "has no voice" in refused(Piper(tmp_path), utterance)


@pytest.mark.parametrize("text", ["", "…", " \n"])
def test_nothing_to_say_is_an_error(text: str) -> None:
    assert "there is nothing to say" in refused(Piper(VOICES), Utterance(text, "pt-BR", "tone"))
