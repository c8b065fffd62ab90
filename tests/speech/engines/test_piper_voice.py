"""Piper, with the smallest voice it loads (`voices/make.py`): a tone."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from ivr.errors import EngineError
from ivr.speech.audio.sound import Sound, measure
from ivr.speech.engines.engine import Utterance
from ivr.speech.engines.piper import BETWEEN_SENTENCES, Piper

VOICES = Path(__file__).parent / "voices"


@pytest.fixture(scope="module")
def piper() -> Piper:
    return Piper(VOICES)


def spoken(piper: Piper, text: str, rate: float = 1.0) -> Sound:
    return piper.speak(Utterance(text, "pt-BR", "tone", rate))


def test_a_text_becomes_a_sound_of_the_voices_rate_and_its_own_level(piper: Piper) -> None:
    sound = spoken(piper, "Tecle nove.")
    assert sound.rate == 16000
    assert sound.samples.dtype == np.float64
    assert sound.seconds > 0.5
    assert measure(sound).peak == pytest.approx(20 * np.log10(0.25), abs=0.1)


def test_half_the_rate_takes_twice_as_long(piper: Piper) -> None:
    usual = spoken(piper, "Tecle nove.").seconds
    assert spoken(piper, "Tecle nove.", 0.5).seconds == pytest.approx(2 * usual, rel=0.01)


def test_sentences_are_a_pause_apart(piper: Piper) -> None:
    one = spoken(piper, "Tecle nove.").seconds
    two = spoken(piper, "Tecle nove. Tecle nove.").seconds
    assert two == pytest.approx(2 * one + BETWEEN_SENTENCES, abs=0.01)


def test_a_voice_without_its_description_is_named(tmp_path: Path) -> None:
    shutil.copy(VOICES / "tone.onnx", tmp_path)
    with pytest.raises(EngineError, match=r"tone\.onnx cannot be loaded as a voice: .*json"):
        spoken(Piper(tmp_path), "Tecle nove.")


def test_a_file_that_is_no_voice_is_named(tmp_path: Path) -> None:
    shutil.copy(VOICES / "tone.onnx.json", tmp_path)
    (tmp_path / "tone.onnx").write_bytes(b"no model")
    with pytest.raises(EngineError, match=r"tone\.onnx cannot be loaded as a voice: "):
        spoken(Piper(tmp_path), "Tecle nove.")


def test_a_voice_is_read_once(tmp_path: Path) -> None:
    for name in ("tone.onnx", "tone.onnx.json"):
        shutil.copy(VOICES / name, tmp_path)
    piper = Piper(tmp_path)
    first = spoken(piper, "Tecle nove.")
    (tmp_path / "tone.onnx").write_bytes(b"no model")
    assert np.array_equal(spoken(piper, "Tecle nove.").samples, first.samples)
