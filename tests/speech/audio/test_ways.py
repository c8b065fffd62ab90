"""What the ways to the ear do to a telephone copy is measured."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PHONE_RATE
from ivr.speech.audio.ways import WAYS, through

Speech = Callable[[str], Sound]
Room = Callable[..., Sound]
FRAME = 160
"""Samples of 20 ms."""


@pytest.fixture
def copy(speech: Speech) -> Sound:
    return sound.resample(sound.finish(speech("pt-BR")), PHONE_RATE)


def tones(*hertz: int, seconds: float = 1) -> Sound:
    times = np.arange(round(seconds * PHONE_RATE)) / PHONE_RATE
    return Sound(sum(0.1 * np.sin(2 * np.pi * each * times) for each in hertz), PHONE_RATE)


def strength(made: Sound, hertz: int) -> float:
    """Return the size of a tone in a sound of one second."""
    return float(abs(np.fft.rfft(made.samples)[hertz]) * 2 / len(made.samples))


def in_band(made: Sound) -> Sound:
    """Return what of a sound lies between 300 and 3400 Hz."""
    spectrum = np.fft.rfft(made.samples)
    hertz = np.fft.rfftfreq(len(made.samples), 1 / made.rate)
    band = np.where((hertz >= 300) & (hertz <= 3400), spectrum, 0)
    return Sound(np.fft.irfft(band, len(made.samples)), made.rate)


def changed(before: Sound, after: Sound) -> np.ndarray:
    """Tell which frames of 20 ms are others than they were."""
    count = len(before.samples) // FRAME * FRAME
    differs = before.samples[:count] != after.samples[:count]
    return differs.reshape(-1, FRAME).any(axis=1)


def test_the_ways_are_those_the_commands_name() -> None:
    assert WAYS == ("gsm", "loss", "speaker")


@pytest.mark.parametrize("way", WAYS)
class TestEachWay:
    def test_keeps_rate_and_length(self, way: str, copy: Sound) -> None:
        made = through(copy, way)
        assert made.rate == PHONE_RATE
        assert len(made.samples) == len(copy.samples)

    def test_changes_what_is_heard_but_leaves_it_the_same_speech(
        self, way: str, copy: Sound
    ) -> None:
        made = through(copy, way)
        assert not np.array_equal(made.samples, copy.samples)
        assert np.corrcoef(made.samples, copy.samples)[0, 1] > 0.8
        assert sound.speech_level(made) == pytest.approx(sound.speech_level(copy), abs=2)

    def test_does_the_same_to_the_same_sound(self, way: str, copy: Sound) -> None:
        again = Sound(copy.samples.copy(), copy.rate)
        assert np.array_equal(through(copy, way).samples, through(again, way).samples)

    def test_leaves_the_sound_it_is_given_as_it_is(self, way: str, copy: Sound) -> None:
        before = copy.samples.copy()
        through(copy, way)
        assert np.array_equal(copy.samples, before)

    def test_leaves_silence_all_but_silent(self, way: str) -> None:
        made = through(sound.silence(1, PHONE_RATE), way)
        assert len(made.samples) == PHONE_RATE
        assert np.abs(made.samples).max() < 0.001

    @pytest.mark.parametrize("count", [0, 1, 159, 160, 161, 321])
    def test_takes_the_shortest_sounds(self, way: str, count: int) -> None:
        made = through(Sound(np.full(count, 0.1), PHONE_RATE), way)
        assert len(made.samples) == count
        assert np.isfinite(made.samples).all()

    def test_takes_nothing_but_a_telephone_copy(self, way: str, speech: Speech) -> None:
        with pytest.raises(ValueError, match="8000 samples a second, not 22050"):
            through(speech("pt-BR"), way)


def test_a_way_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="gsm, loss, speaker, not tin-can"):
        through(sound.silence(1, PHONE_RATE), "tin-can")


def test_the_codec_of_mobiles_adds_noise_that_follows_the_speech(copy: Sound) -> None:
    added = through(copy, "gsm").samples - copy.samples
    speech = float(np.mean(copy.samples**2) / np.mean(added**2))
    assert 5 < 10 * np.log10(speech) < 20


def test_the_codec_of_mobiles_delays_nothing(copy: Sound) -> None:
    """Else what it does could not be compared with what was sent."""
    made = through(copy, "gsm").samples
    spectra = np.fft.rfft(made), np.fft.rfft(copy.samples)
    assert np.argmax(np.fft.irfft(spectra[0] * spectra[1].conj())) == 0


def test_three_frames_of_a_hundred_are_lost(in_a_room: Room) -> None:
    long = in_a_room(sound.silence(200, PHONE_RATE), -30)
    share = changed(long, through(long, "loss")).mean()
    assert share == pytest.approx(0.03, abs=0.005)


def test_a_lost_frame_is_the_last_one_again_and_fades(in_a_room: Room) -> None:
    long = in_a_room(sound.silence(200, PHONE_RATE), -30)
    made = through(long, "loss")
    sent, heard = (each.samples.reshape(-1, FRAME) for each in (long, made))
    gone = changed(long, made)
    alone = [n for n in np.flatnonzero(gone) if n and not gone[n - 1]]
    twice = [n for n in alone if gone[n + 1]]
    assert twice, "two in a row are lost somewhere in 10,000"
    for n in alone:
        assert heard[n] == pytest.approx(sent[n - 1] * np.linspace(1, 0.6, FRAME))
    for n in twice:
        assert heard[n + 1] == pytest.approx(sent[n - 1] * np.linspace(0.6, 0.2, FRAME))


def test_sounds_that_differ_lose_other_frames(in_a_room: Room) -> None:
    one = in_a_room(sound.silence(60, PHONE_RATE), -30)
    other = Sound(one.samples * 0.5, one.rate)
    assert not np.array_equal(
        changed(one, through(one, "loss")), changed(other, through(other, "loss"))
    )


def test_a_small_loudspeaker_gives_the_band_of_the_telephone() -> None:
    made = through(tones(200, 250, 350, 1000, 3300, 3500, 3800), "speaker")
    for hertz in (350, 1000, 3300):
        assert strength(made, hertz) == pytest.approx(0.1, rel=0.05)
    for hertz in (200, 250, 3500, 3800):
        assert strength(made, hertz) < 0.005


@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
def test_the_room_is_15_db_under_the_speech(language: str, speech: Speech) -> None:
    words = sound.resample(sound.finish(speech(language)), PHONE_RATE)
    quiet = sound.silence(2, PHONE_RATE)
    sent = sound.join([quiet, words], 0)
    made = through(sent, "speaker")
    room = 10 * np.log10(np.mean(made.samples[: len(quiet.samples) - FRAME] ** 2))
    assert sound.speech_level(in_band(sent)) - room == pytest.approx(15, abs=0.2)
