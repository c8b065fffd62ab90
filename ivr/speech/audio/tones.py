"""Makes the tones of telephone keys, and mixes a whole call into one sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PHONE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
"""Hertz: ITU-T Q.23."""
KEYS = ("123", "456", "789", "*0#")
SECONDS = 0.15
LOUDNESS = 0.05


def tone(key: str) -> Sound:
    """Return the sound of a key: two tones at once."""
    row = next(index for index, keys in enumerate(KEYS) if key in keys)
    times = np.arange(round(SECONDS * PHONE_RATE)) / PHONE_RATE
    hertz = ROWS[row], COLUMNS[KEYS[row].index(key)]
    samples = sum((np.sin(2 * np.pi * each * times) for each in hertz), np.zeros(len(times)))
    return Sound(LOUDNESS * samples, PHONE_RATE)


def mix(sounds: Iterable[tuple[float, Sound]]) -> Sound:
    """Return sounds of the telephone's rate as one, each begun at its second."""
    placed = [(round(start * PHONE_RATE), sound.samples) for start, sound in sounds]
    whole = np.zeros(max((start + len(samples) for start, samples in placed), default=0))
    for start, samples in placed:
        whole[start : start + len(samples)] += samples
    return Sound(whole, PHONE_RATE)
