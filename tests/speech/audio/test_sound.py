"""What is done to sounds: trimmed, levelled, joined, resampled, measured."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PEAK, PHONE_RATE, TARGET

LANGUAGES = ["pt-BR", "en-US", "tr-TR"]
MOST_HEAD = 0.15
MOST_TAIL = 0.25
"""Seconds of silence a prompt may have before and after its words (usability rule R84)."""
FRAME = 0.02

rates = st.sampled_from([8000, 11025, 16000, 22050, 24000, 44100, 48000])
seconds = st.floats(0, 2)


def bursts(rate: int, length: float, seed: int = 0) -> Sound:
    """Make something like speech: a buzz whose loudness comes and goes thrice a second."""
    times = np.arange(round(length * rate)) / rate
    buzz = sum(np.sin(2 * np.pi * 140 * n * times) / n for n in range(1, 12))
    swell = np.abs(np.sin(np.pi * 3 * times)) ** 2
    grain = np.random.default_rng(seed).uniform(0.9, 1.1, len(times))
    return Sound(0.2 * buzz * swell * grain, rate)


def silent(rate: int, length: float) -> Sound:
    return Sound(np.zeros(round(length * rate)), rate)


def around(sound_: Sound, before: float, after: float) -> Sound:
    return sound.join([silent(sound_.rate, before), sound_, silent(sound_.rate, after)], gap=0)


def edges(made: Sound) -> tuple[float, float]:
    """Return the seconds before and after anything louder than 40 dB under the loudest sample."""
    loud = np.flatnonzero(np.abs(made.samples) > np.abs(made.samples).max() / 100)
    return loud[0] / made.rate, (len(made.samples) - 1 - loud[-1]) / made.rate


def peak(made: Sound) -> float:
    return float(20 * np.log10(np.abs(made.samples).max()))


@given(rates, seconds, seconds, st.floats(0.3, 3), st.floats(-50, 0))
def test_a_trimmed_sound_begins_and_ends_with_no_more_than_a_breath(
    rate: int, before: float, after: float, length: float, gain: float
) -> None:
    loud = Sound(bursts(rate, length).samples * 10 ** (gain / 20), rate)
    made = sound.trim(around(loud, before, after))
    head, tail = edges(made)
    assert 0 <= head <= MOST_HEAD
    assert 0 <= tail <= MOST_TAIL


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour", [0, 0.5])
@pytest.mark.parametrize("noise", [-90, -70, -60, -50, -45, -43])
def test_a_rooms_noise_is_trimmed_as_silence_is(
    language: str,
    colour: float,
    noise: float,
    speech: Callable[[str], Sound],
    in_a_room: Callable[..., Sound],
) -> None:
    clean = sound.at_level(speech(language))
    measured = sound.measure(clean)
    words = clean.seconds - measured.head - measured.tail
    made = sound.trim(in_a_room(clean, noise, before=0.8, after=1.3, colour=colour))
    assert words - 0.15 < made.seconds < words + MOST_HEAD + MOST_TAIL


def test_what_is_kept_before_the_words_is_the_room_and_comes_in_slowly(
    in_a_room: Callable[..., Sound],
) -> None:
    rate = 16000
    tone = Sound(0.1 * np.sin(2 * np.pi * 200 * np.arange(rate) / rate), rate)
    made = sound.trim(in_a_room(tone, -45, before=1, after=1))
    room = made.samples[round(0.02 * rate) : round(0.05 * rate)]
    assert 20 * np.log10(room.std()) == pytest.approx(-45, abs=1)
    assert made.samples[0] == made.samples[-1] == 0


def test_a_word_that_begins_quietly_keeps_its_beginning() -> None:
    rate = 16000
    vowel = bursts(rate, 0.5)
    hiss = np.random.default_rng(1).standard_normal(round(0.06 * rate)) * 0.0005
    word = Sound(np.concatenate([np.zeros(rate), hiss, vowel.samples, np.zeros(rate)]), rate)
    made = sound.trim(word)
    assert np.isin(hiss[hiss.size // 2 :], made.samples).all()


@given(rates, seconds)
def test_silence_stays_silence(rate: int, length: float) -> None:
    made = sound.finish(silent(rate, length))
    assert not made.samples.any()
    assert made.seconds <= MOST_HEAD + MOST_TAIL
    assert sound.measure(made).level == -np.inf


@given(rates, st.floats(0.3, 3), st.floats(-60, 20))
def test_a_finished_sound_is_at_the_one_level(rate: int, length: float, gain: float) -> None:
    given_ = Sound(bursts(rate, length).samples * 10 ** (gain / 20), rate)
    assert sound.speech_level(sound.at_level(given_)) == pytest.approx(TARGET, abs=0.5)


@given(rates, st.lists(st.floats(-1, 1), min_size=1, max_size=4000))
def test_no_peak_passes_the_highest_allowed(rate: int, samples: list[float]) -> None:
    made = sound.finish(Sound(np.array(samples), rate))
    assert np.abs(made.samples).max() <= 10 ** (PEAK / 20)
    assert np.isfinite(made.samples).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_embedded_voice_is_finished_as_the_rules_say(
    language: str, speech: Callable[[str], Sound]
) -> None:
    made = sound.finish(speech(language))
    head, tail = edges(made)
    power = (made.samples[: -(len(made.samples) % 441) or None].reshape(-1, 441) ** 2).mean(axis=1)
    active = power[power > power.max() / 1000]
    assert 10 * np.log10(active.mean()) == pytest.approx(-22, abs=0.5)
    assert peak(made) <= -3
    assert head <= MOST_HEAD
    assert tail <= MOST_TAIL


def test_a_constant_that_a_sound_card_adds_is_taken_off(speech: Callable[[str], Sound]) -> None:
    clean = speech("pt-BR")
    made = sound.finish(Sound(clean.samples + 0.03, clean.rate))
    assert abs(made.samples.mean()) < 0.001
    assert made.seconds == pytest.approx(sound.finish(clean).seconds, abs=0.1)


@given(rates, rates, st.floats(0.1, 2))
def test_resampling_keeps_the_length(rate: int, other: int, length: float) -> None:
    given_ = bursts(rate, length)
    made = sound.resample(given_, other)
    assert made.rate == other
    assert made.seconds == pytest.approx(given_.seconds, abs=2 / min(rate, other))


def test_resampling_for_the_telephone_keeps_the_tone() -> None:
    rate = 24000
    times = np.arange(rate) / rate
    made = sound.resample(Sound(np.sin(2 * np.pi * 1000 * times), rate), PHONE_RATE)
    spectrum = np.abs(np.fft.rfft(made.samples))
    assert np.argmax(spectrum) == 1000


def test_resampling_for_the_telephone_leaves_out_what_it_cannot_carry() -> None:
    rate = 24000
    times = np.arange(rate) / rate
    made = sound.resample(Sound(np.sin(2 * np.pi * 6000 * times), rate), PHONE_RATE)
    assert np.abs(made.samples[100:-100]).max() < 0.001


@given(rates, st.lists(st.floats(0, 1), max_size=5), st.floats(0, 1))
def test_joined_sounds_last_as_long_as_all_and_the_gaps(
    rate: int, lengths: list[float], gap: float
) -> None:
    made = sound.join([silent(rate, length) for length in lengths], gap)
    gaps = gap * max(0, len(lengths) - 1)
    assert made.seconds == pytest.approx(sum(lengths) + gaps, abs=(2 * len(lengths) + 1) / rate)


def test_several_channels_become_one() -> None:
    rate = 16000
    left = bursts(rate, 1).samples
    stereo = BytesIO()
    sound.soundfile.write(stereo, np.stack([left, left * 0], axis=1), rate, format="WAV")
    stereo.seek(0)
    assert sound.read(stereo).samples == pytest.approx(left / 2, abs=0.0001)


@pytest.mark.parametrize(("kind", "coding"), [("WAV", "PCM_16"), ("MP3", "MPEG_LAYER_III")])
def test_an_encoded_sound_is_read_again(
    kind: str, coding: str, speech: Callable[[str], Sound]
) -> None:
    given_ = speech("tr-TR")
    again = sound.read(BytesIO(sound.encode(given_, kind, coding)))
    assert again.rate == given_.rate
    assert again.seconds == pytest.approx(given_.seconds, abs=0.1)
    assert sound.speech_level(again) == pytest.approx(sound.speech_level(given_), abs=0.5)


def test_what_is_measured_is_what_was_made() -> None:
    rate = 16000
    tone = Sound(0.1 * np.sin(2 * np.pi * 200 * np.arange(rate) / rate), rate)
    measured = sound.measure(around(tone, 0.5, 0.25))
    assert measured.seconds == pytest.approx(1.75)
    assert measured.head == pytest.approx(0.5, abs=FRAME)
    assert measured.tail == pytest.approx(0.25, abs=FRAME)
    assert measured.level == pytest.approx(-23, abs=0.2)
    assert measured.peak == pytest.approx(-20, abs=0.1)
    assert measured.clipped == 0
    assert measured.noise == -np.inf


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour", [0, 0.5, 1])
@pytest.mark.parametrize("noise", [-62, -52, -43, -37])
def test_the_level_of_a_room_is_measured_and_known_to_be_one(
    language: str,
    colour: float,
    noise: float,
    speech: Callable[[str], Sound],
    in_a_room: Callable[..., Sound],
) -> None:
    room = in_a_room(sound.at_level(speech(language)), noise, before=0.5, after=0.5, colour=colour)
    measured = sound.measure(room)
    assert measured.noise == pytest.approx(noise, abs=1.5)
    assert measured.steady


def test_the_quieter_part_of_speech_is_no_room() -> None:
    assert not sound.measure(bursts(16000, 0.6)).steady
