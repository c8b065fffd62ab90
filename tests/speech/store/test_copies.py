"""Copies are made of a master a second at a time, and are what it would give at once."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PEAK, PHONE_RATE
from ivr.speech.store import copies
from ivr.speech.store.copies import COPIES, MASTER_RATE, MOST_TITLE, PHONE, WEB

Speech = Callable[[str], Sound]
RATES = {PHONE: PHONE_RATE, WEB: MASTER_RATE}
MOST_MORE = 3_000_000
"""Bytes that two minutes may cost: the copy itself has a million, the samples 23 millions."""


@pytest.fixture
def spoken(speech: Speech) -> Sound:
    """Several seconds of speech, and a part of one."""
    return sound.resample(sound.finish(speech("pt-BR")), MASTER_RATE)


def keep(made: Sound, path: Path, title: str = "", comment: str = "") -> Path:
    path.write_bytes(copies.master(made, title, comment))
    return path


def decoded(data: bytes) -> Sound:
    return sound.read(BytesIO(data))


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_made_by_pieces_is_the_one_made_at_once(
    tmp_path: Path, spoken: Sound, kind: str
) -> None:
    master = keep(spoken, tmp_path / "a.opus")
    made = decoded(copies.converted(master, kind))
    whole = sound.resample(sound.read(master), RATES[kind])
    at_once = decoded(sound.encode(whole, *COPIES[kind]))
    assert made.rate == RATES[kind]
    assert len(made.samples) == pytest.approx(len(at_once.samples), abs=1)
    count = min(len(made.samples), len(at_once.samples))
    assert np.abs(made.samples[:count] - at_once.samples[:count]).max() < 0.01


def test_what_a_codec_adds_to_the_peaks_is_taken_off_again(tmp_path: Path) -> None:
    """Opus lets a few samples pass the peak of what it was given."""
    loud = 10 ** ((PEAK + 3) / 20) * np.sin(np.arange(MASTER_RATE) / 9)
    master = keep(Sound(loud, MASTER_RATE), tmp_path / "a.opus")
    assert sound.measure(sound.read(master)).peak > PEAK + 1
    assert sound.measure(decoded(copies.converted(master, PHONE))).peak < PEAK + 0.1


@pytest.mark.parametrize("kind", COPIES)
@pytest.mark.parametrize("count", [1, MASTER_RATE - 1, MASTER_RATE, MASTER_RATE + 1])
def test_a_sound_of_about_a_second_keeps_its_length(
    tmp_path: Path, spoken: Sound, kind: str, count: int
) -> None:
    cut = Sound(spoken.samples[:count], MASTER_RATE)
    master = keep(cut, tmp_path / "a.opus")
    made = decoded(copies.converted(master, kind))
    assert made.seconds == pytest.approx(sound.read(master).seconds, abs=1 / PHONE_RATE)


@pytest.mark.parametrize("kind", COPIES)
def test_a_rendered_sound_gives_the_same_copy_as_its_pieces(spoken: Sound, kind: str) -> None:
    made = decoded(copies.copy(spoken, kind, "", ""))
    at_once = decoded(sound.encode(sound.resample(spoken, RATES[kind]), *COPIES[kind]))
    assert np.array_equal(made.samples, at_once.samples)


@pytest.mark.parametrize("kind", COPIES)
def test_the_words_and_the_language_are_kept(tmp_path: Path, spoken: Sound, kind: str) -> None:
    master = keep(spoken, tmp_path / "a.opus", "Tecle 1. É grátis.", "pt-BR")
    with soundfile.SoundFile(BytesIO(copies.converted(master, kind))) as file:
        assert (file.title, file.comment) == ("Tecle 1. É grátis.", "pt-BR")


def test_words_that_a_wav_file_cannot_hold_are_left_out(tmp_path: Path, spoken: Sound) -> None:
    master = keep(spoken, tmp_path / "a.opus", "a" * MOST_TITLE, "pt-BR")
    with soundfile.SoundFile(BytesIO(copies.converted(master, PHONE))) as file:
        assert (file.title, file.comment) == ("", "pt-BR")


def test_several_channels_of_a_master_become_one(tmp_path: Path, spoken: Sound) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.stack([spoken.samples, 0 * spoken.samples], axis=1), MASTER_RATE)
    made = decoded(copies.converted(path, PHONE))
    level = sound.speech_level(spoken) - 20 * np.log10(2)
    assert sound.speech_level(made) == pytest.approx(level, abs=0.5)


def most_memory(path: Path) -> int:
    """Return how many bytes are taken while a copy is made, numpy's among them."""
    tracemalloc.start()
    try:
        copies.converted(path, PHONE)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_long_master_needs_no_more_memory_than_a_short_one(tmp_path: Path, spoken: Sound) -> None:
    """FLAC stands in for Opus, which takes ten seconds to write two minutes."""
    paths = {seconds: tmp_path / f"{seconds}.flac" for seconds in (1, 120)}
    for seconds, path in paths.items():
        samples = np.resize(spoken.samples, seconds * MASTER_RATE)
        path.write_bytes(sound.encode(Sound(samples, MASTER_RATE), "FLAC", "PCM_16"))
    copies.converted(paths[1], PHONE)  # what is loaded with the first copy does not count
    assert most_memory(paths[120]) - most_memory(paths[1]) < MOST_MORE
