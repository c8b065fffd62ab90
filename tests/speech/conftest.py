"""Sounds to try the code on: speech of eSpeak NG, and noises made here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from ivr.speech.audio.sound import Sound
from ivr.speech.engines.engine import Utterance
from ivr.speech.engines.espeak import Espeak

SENTENCES = {
    "pt-BR": ("pt-br", "Para pedir a segunda via da conta, tecle um. Para ouvir de novo, tecle 9."),
    "en-US": ("en-us", "For a second copy of your bill, press one. To hear it again, press nine."),
    "tr-TR": ("tr", "Faturanızın ikinci nüshası için bire basın. Tekrar dinlemek için dokuza."),
}
"""A voice of eSpeak NG, and something to say, in each language of the line."""


@cache
def spoken(language: str) -> Sound:
    voice, text = SENTENCES[language]
    return Espeak().speak(Utterance(text, language, voice))


def decibels(value: float) -> float:
    """Return the factor that so many decibels are."""
    return 10 ** (value / 20)


def noisy(
    sound: Sound, level: float, before: float = 0, after: float = 0, colour: float = 0
) -> Sound:
    """Return a sound with so many seconds around it, in a room with noise at a level in dBFS.

    A colour of 0 is white noise, 1 falls by 6 dB an octave, as traffic does.
    """
    around = [np.zeros(round(seconds * sound.rate)) for seconds in (before, after)]
    whole = np.concatenate([around[0], sound.samples, around[1]])
    white = np.fft.rfft(np.random.default_rng(1).standard_normal(len(whole)))
    hertz = np.maximum(np.fft.rfftfreq(len(whole), 1 / sound.rate), 40)
    noise = np.fft.irfft(white / hertz**colour, len(whole))
    return Sound(whole + noise / noise.std() * decibels(level), sound.rate)


@pytest.fixture(scope="session")
def speech() -> Callable[[str], Sound]:
    return spoken


@pytest.fixture(scope="session")
def in_a_room() -> Callable[..., Sound]:
    return noisy
