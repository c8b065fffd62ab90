"""Kokoro, with the smallest model it loads (`kokoro/make.py`): a hum."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from ivr.errors import EngineError
from ivr.speech.audio.target import HEAD, TAIL
from ivr.speech.engines import engine
from ivr.speech.engines.engine import Utterance
from ivr.speech.engines.kokoro import Kokoro, parts
from ivr.speech.engines.kokoro_tuning import (
    BETWEEN_SENTENCES,
    MOST_TOKENS,
    RATE,
    TOKENS,
    VOICES,
    tokens,
    tuning,
)
from ivr.speech.engines.phonemes import phonemes
from ivr.speech.voices.kokoro import MODEL, ROWS, WIDTH, KokoroFiles

HUM = Path(__file__).parent / "kokoro" / "hum.onnx"
SECONDS = 0.05
"""Of each token, and of the two around them."""
AROUND = HEAD + TAIL
LOW, HIGH = 0.03, 0.06
"""Of two voices: the height of their hum, in radians a sample."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of voices: the hum, low and high, whatever the row."""
    folder = tmp_path_factory.mktemp("voices")
    files = KokoroFiles(folder)
    files.style("low").parent.mkdir(parents=True)
    shutil.copyfile(HUM, files.model)
    for name, height in (("low", LOW), ("high", HIGH)):
        style = np.full((ROWS, WIDTH), height, "<f4")
        files.style(name).write_bytes(style.tobytes())
    return folder


@pytest.fixture(scope="module")
def kokoro(folder: Path) -> Kokoro:
    return Kokoro(folder)


def height(samples: np.ndarray) -> float:
    """Return how high a hum is, in radians a sample: by how often it passes through nothing."""
    [heard] = np.nonzero(samples)
    samples = samples[heard[0] : heard[-1]]
    return float(np.pi * np.count_nonzero(np.diff(np.signbit(samples))) / len(samples))


def test_a_text_is_as_long_as_its_phonemes_and_as_fast_as_its_language(kokoro: Kokoro) -> None:
    for code, text in (("en-US", "Press one."), ("pt-BR", "Tecle um.")):
        how = tuning(code)
        count = len(tokens(phonemes(text, code.lower()), how)) + 2
        for rate in (1.0, 0.5):
            made = kokoro.speak(Utterance(text, code, "low", rate))
            assert made.rate == RATE
            assert made.seconds == pytest.approx(
                count * SECONDS / how.speed / rate + AROUND, abs=0.05
            )


def test_each_sentence_is_said_by_itself_with_a_rest_between(kokoro: Kokoro) -> None:
    one, two = (kokoro.speak(Utterance(text, "en-US", "low")) for text in ("Wait.", "Wait. Wait."))
    assert two.seconds == pytest.approx(2 * one.seconds + BETWEEN_SENTENCES, abs=0.3)


def test_a_voice_may_be_the_mean_of_two(kokoro: Kokoro) -> None:
    low, high, mean = (
        height(kokoro.speak(Utterance("Press one.", "en-US", voice)).samples)
        for voice in ("low", "high", "low+high")
    )
    assert low == pytest.approx(LOW, rel=0.05)
    assert high == pytest.approx(HIGH, rel=0.05)
    assert mean == pytest.approx((LOW + HIGH) / 2, rel=0.05)


def test_a_short_text_is_given_the_style_of_a_long_one_where_that_helps(tmp_path: Path) -> None:
    files = KokoroFiles(tmp_path)
    files.style("rising").parent.mkdir(parents=True)
    shutil.copyfile(HUM, files.model)
    rows = np.linspace(0.01, 0.1, ROWS, dtype="<f4")
    files.style("rising").write_bytes(np.repeat(rows, WIDTH).tobytes())
    kokoro = Kokoro(tmp_path)
    heard = {
        code: height(kokoro.speak(Utterance("Um, dois, um.", code, "rising")).samples)
        for code in ("pt-BR", "en-US")
    }
    assert heard["pt-BR"] == pytest.approx(rows[250], rel=0.05)
    assert heard["en-US"] < rows[60]


def test_um_is_stressed_so_that_it_is_not_lost() -> None:
    said = tokens(phonemes("Tecle um.", "pt-br"), tuning("pt-BR"))
    assert said.count(TOKENS["ˈ"]) == 2
    assert tokens(phonemes("álbum", "pt-br"), tuning("pt-BR")).count(TOKENS["ˈ"]) == 1


def test_turkish_is_said_with_sounds_the_model_was_taught() -> None:
    assert "ɫ" in phonemes("olan", "tr")
    said = tokens(phonemes("olan", "tr"), tuning("tr-TR"))
    assert TOKENS["l"] in said
    assert len(said) == len(phonemes("olan", "tr"))
    assert "ɟ" in phonemes("gece", "tr")
    assert TOKENS["ɡ"] in tokens(phonemes("gece", "tr"), tuning("tr-TR"))


def test_ipa_is_said_as_it_is_written(kokoro: Kokoro) -> None:
    written = kokoro.speak(Utterance("⟦ˈnɛt͡ʃi⟧", "pt-BR", "low"))
    assert written.seconds == pytest.approx((len("nˈɛʧi") + 2) * SECONDS / 0.9 + AROUND, abs=0.05)


def test_what_is_longer_than_the_model_takes_is_cut_where_it_pauses() -> None:
    comma, space, a = (TOKENS[each] for each in ", a")
    words = [a, space] * 300
    assert [len(each) for each in parts(words)] == [MOST_TOKENS, 90]
    with_comma = [*words[:400], comma, *words[400:]]
    assert [len(each) for each in parts(with_comma)] == [401, 200]
    assert [len(each) for each in parts([a] * 1000)] == [MOST_TOKENS, 490]
    assert [each for part in parts(with_comma) for each in part] == with_comma


def test_a_long_text_is_said_whole(kokoro: Kokoro) -> None:
    text = ", ".join(["waiting"] * 150)
    count = len(tokens(phonemes(text, "en-us"), tuning("en-US")))
    assert count > MOST_TOKENS
    made = kokoro.speak(Utterance(text, "en-US", "low"))
    assert made.seconds == pytest.approx(count * SECONDS, rel=0.05)


def test_every_voice_of_ours_is_one_that_is_installed() -> None:
    from ivr.speech.voices.kokoro import SHA256  # noqa: PLC0415

    assert {name for voice in VOICES.values() for name in voice.split("+")} <= set(SHA256)


@pytest.mark.parametrize(
    ("voice", "text", "told"),
    [
        ("gone", "Hello.", "Kokoro has no voice gone; there are high, low"),
        ("low+gone", "Hello.", "Kokoro has no voice gone"),
        ("low", "…", "there is nothing to say in '…': write some words"),
    ],
)
def test_what_cannot_be_said_is_told(kokoro: Kokoro, voice: str, text: str, told: str) -> None:
    with pytest.raises(EngineError, match=told.replace("+", r"\+")):
        kokoro.speak(Utterance(text, "en-US", voice))


def test_where_it_is_not_installed_it_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IVR_VOICES", str(tmp_path))
    told = "Kokoro's voices are not installed: run `ivr voices install kokoro`"
    assert engine.lacks("kokoro") == told
    with pytest.raises(EngineError, match="run `ivr voices install kokoro`"):
        engine.engine("kokoro").speak(Utterance("Hello.", "en-US", "low"))


@pytest.mark.parametrize("damaged", ["style", "model"])
def test_what_is_damaged_is_told_with_the_remedy(
    folder: Path, tmp_path: Path, damaged: str
) -> None:
    files = KokoroFiles(Path(shutil.copytree(folder, tmp_path / "voices")))
    path = files.model if damaged == "model" else files.style("low")
    path.write_bytes(b"half")
    with pytest.raises(EngineError, match="run `ivr voices install kokoro`"):
        Kokoro(files.folder).speak(Utterance("Hello.", "en-US", "low"))


def test_the_version_is_known_without_any_package() -> None:
    assert engine.version("kokoro").startswith(MODEL.sha256[:8])
