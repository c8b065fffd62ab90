"""Simulates the way from the line to an ear: a codec, lost packets, a loudspeaker in a room.

The line sends 8 kHz µ-law (ITU-T G.711); few callers hear just that.

- gsm: the full-rate codec of GSM mobiles, 13 kbit/s (GSM 06.10, today ETSI EN 300 961).
- loss: 3 % of all frames are lost, each for itself: a bad connection, as we take it. A frame is
  20 ms, as in packets of G.711 (RFC 3551, table 1). In its place the last one is heard again, and
  fades by 20 % each 10 ms. That is simpler than G.711's appendix I, which repeats periods of the
  pitch, and fades at that pace.
- speaker: a small loudspeaker gives the telephone's band alone, 300 to 3400 Hz (ITU-T G.712); the
  room it stands in adds white noise, 15 dB under the speech.

Chance is seeded with the samples, so that the same sound is always changed in the same way.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import numpy as np

from ivr.speech.audio import frames, sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.target import PHONE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

LOST = 0.03
"""The share of frames that do not arrive."""
FADE = 0.4
"""What each further frame in place of a lost one loses of its size: 20 % in 10 ms."""
LOWEST, HIGHEST = 300, 3400
"""Hertz that a small loudspeaker gives."""
UNDER = 15.0
"""dB that a room's noise is under the speech."""


def through(heard: Sound, way: str) -> Sound:
    """Return a telephone copy as it arrives by one of WAYS: of the same rate and length.

    Raises:
        ValueError: The sound is not one of 8 kHz, or there is no such way.
    """
    if way not in WAYS:
        raise ValueError(f"a sound goes through {', '.join(WAYS)}, not {way}")
    if heard.rate != PHONE_RATE:
        raise ValueError(f"a telephone copy has {PHONE_RATE} samples a second, not {heard.rate}")
    return _CHANGES[way](heard) if len(heard.samples) else heard


def _gsm(heard: Sound) -> Sound:
    """Return a sound after the codec; blocks that it adds at the end are not read."""
    coded = sound.encode(heard, "WAV", "GSM610")
    return sound.read(io.BytesIO(coded), heard.seconds)


def _loss(heard: Sound) -> Sound:
    """Return a sound without some of its frames; before the first one there is silence."""
    size = frames.size(heard.rate)
    starts = range(0, len(heard.samples), size)
    samples = heard.samples.copy()
    last, lost = np.zeros(size), 0
    for start, gone in zip(starts, _chance(heard).random(len(starts)) < LOST, strict=True):
        here = samples[start : start + size]
        if gone:
            loudness = np.linspace(1 - FADE * lost, 1 - FADE * (lost + 1), size).clip(0)
            here[:] = (last * loudness)[: len(here)]
            lost += 1
        else:
            last, lost = here, 0
    return Sound(samples, heard.rate)


def _speaker(heard: Sound) -> Sound:
    """Return a sound out of a loudspeaker; where nobody speaks there is no level to be under."""
    spectrum = np.fft.rfft(heard.samples)
    hertz = np.fft.rfftfreq(len(heard.samples), 1 / heard.rate)
    spectrum[(hertz < LOWEST) | (hertz > HIGHEST)] = 0
    given = Sound(np.fft.irfft(spectrum, len(heard.samples)), heard.rate)
    room = _chance(heard).standard_normal(len(given.samples))
    loudness = 10 ** ((sound.speech_level(given) - UNDER) / 20)
    return Sound(given.samples + loudness * room, heard.rate)


def _chance(heard: Sound) -> np.random.Generator:
    return np.random.default_rng(zlib.crc32(heard.samples.tobytes()))


_CHANGES: dict[str, Callable[[Sound], Sound]] = {"gsm": _gsm, "loss": _loss, "speaker": _speaker}
WAYS: tuple[str, ...] = tuple(_CHANGES)
"""The ways there are, by the names that commands take."""
