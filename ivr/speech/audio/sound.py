"""Trims, levels, joins, resamples and measures a rendered sound before callers hear it.

Sounds are mono arrays of float64 between -1 and 1; levels are dB of full scale (dBFS).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr

from ivr.speech.audio import frames
from ivr.speech.audio.target import HEAD, PEAK, PHONE_RATE, TAIL, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from numpy.typing import NDArray

    from ivr.speech.audio.stream import SoundStream

    Samples = NDArray[np.float64]

GATE = 30.0
"""Frames this many dB under the loudest are pauses, not speech."""
FADE = 0.01
"""Seconds in which the room comes and goes: begun at once, its noise would click."""
LISTEN_RATE = 24_000
"""Samples a second of what is joined to be listened to."""


@dataclass(frozen=True, eq=False)
class Sound:
    """Speech: samples, and how many of them make a second."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    @property
    def pieces(self) -> tuple[Samples]:
        """The samples as a Stream has them: here, in one piece."""
        return (self.samples,)


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be measured of a sound: seconds, and levels in dBFS.

    `noise` is the level of what is no speech; `steady` tells that it is always there, as a room's
    noise is, and not just the quieter part of the speech.
    """

    seconds: float
    head: float
    tail: float
    level: float
    peak: float
    clipped: int
    noise: float
    steady: bool


def finish(sound: Sound) -> Sound:
    """Return a sound as callers should hear it: trimmed, and at the one level."""
    return at_level(trim(centred(sound)))


def centred(sound: Sound) -> Sound:
    """Return a sound without the constant that cheap sound cards add: it would count as loud."""
    if not len(sound.samples):
        return sound
    return Sound(sound.samples - sound.samples.mean(), sound.rate)


def trim(sound: Sound) -> Sound:
    """Return a sound with no more silence around its speech than a breath.

    What lies there stays: words begin and end more quietly than any threshold.
    """
    first, last = _speech(sound)
    head, tail = (round(seconds * sound.rate) for seconds in (HEAD, TAIL))
    trimmed = np.zeros(last - first + head + tail)
    here = sound.samples[max(0, first - head) : last + tail]
    begin = max(0, head - first)
    trimmed[begin : begin + len(here)] = here
    _fade(trimmed, round(FADE * sound.rate))
    return Sound(trimmed, sound.rate)


def at_level(sound: Sound) -> Sound:
    """Return a sound at TARGET; peaks that would pass PEAK are rounded off, never cut."""
    level = speech_level(sound)
    if not np.isfinite(level):
        return sound
    samples = sound.samples * 10 ** ((TARGET - level) / 20)
    return Sound(_rounded(samples, 10 ** (PEAK / 20)), sound.rate)


def join(sounds: Iterable[Sound], gap: float) -> Sound:
    """Return sounds of one rate as one, with `gap` seconds of silence between them."""
    pieces: list[Samples] = []
    rate = PHONE_RATE
    for sound in sounds:
        rate = sound.rate
        if pieces:
            pieces.append(silence(gap, rate).samples)
        pieces.append(sound.samples)
    return Sound(np.concatenate(pieces) if pieces else np.zeros(0), rate)


def silence(seconds: float, rate: int) -> Sound:
    """Return so much silence."""
    return Sound(np.zeros(round(seconds * rate)), rate)


def resample(sound: Sound, rate: int) -> Sound:
    """Return a sound at another rate."""
    if rate == sound.rate:
        return sound
    return Sound(soxr.resample(sound.samples, sound.rate, rate, quality="HQ"), rate)


def speech_level(sound: Sound) -> float:
    """Return the level of the speech in a sound, pauses left out; minus infinity for silence."""
    power = frames.powers(sound.samples, sound.rate)
    return frames.level(power[frames.speech(power, GATE)])


def measure(sound: Sound) -> Measure:
    """Return what a listener would notice of a sound."""
    first, last = _speech(sound)
    peak = float(np.abs(sound.samples).max(initial=0))
    power = frames.powers(sound.samples, sound.rate)
    return Measure(
        seconds=sound.seconds,
        head=first / sound.rate,
        tail=(len(sound.samples) - last) / sound.rate,
        level=speech_level(sound),
        peak=float(20 * np.log10(peak)) if peak else -np.inf,
        clipped=int(np.count_nonzero(np.abs(sound.samples) >= 0.999)),
        noise=frames.noise(power, GATE + 10),
        steady=frames.steady(power),
    )


def read(file: Path | BinaryIO, longest: float | None = None) -> Sound:
    """Read a sound file, or no more than its first seconds; several channels become one.

    Raises:
        soundfile.LibsndfileError: It is no sound file.
    """
    with soundfile.SoundFile(file) as opened:
        return read_open(opened, longest)


def read_open(file: soundfile.SoundFile, longest: float | None = None) -> Sound:
    """Read a sound file that is open; several channels become one."""
    most = -1 if longest is None else round(longest * file.samplerate)
    samples = file.read(most, dtype="float64", always_2d=True)
    return Sound(samples.mean(axis=1), file.samplerate)


def encode(  # noqa: PLR0913  # all that a sound file may be asked for
    sound: Sound | SoundStream,
    kind: str,
    coding: str,
    *,
    title: str = "",
    comment: str = "",
    compression: float | None = None,
) -> bytes:
    """Return a sound file of a kind and coding libsndfile knows, such as WAV and ULAW.

    `title` and `comment` become tags of the file; `compression` goes from 0 to 1, the smallest.
    """
    file = io.BytesIO()
    with soundfile.SoundFile(
        file,
        "w",
        samplerate=sound.rate,
        channels=1,
        format=kind,
        subtype=coding,
        compression_level=compression,
    ) as writer:
        if title:
            writer.title = title
        if comment:
            writer.comment = comment
        for piece in sound.pieces:
            writer.write(piece)
    return file.getvalue()


def _speech(sound: Sound) -> tuple[int, int]:
    """Return the samples at which speech begins and ends; nothing but silence has none."""
    power = frames.powers(sound.samples, sound.rate)
    [loud] = np.nonzero(frames.speech(power, GATE + 10))
    if not loud.size:
        return 0, 0
    size = frames.size(sound.rate)
    return int(loud[0]) * size, min(len(sound.samples), (int(loud[-1]) + 1) * size)


def _fade(samples: Samples, count: int) -> None:
    """Let the first samples come up, and the last ones go."""
    ramp = np.linspace(0, 1, min(count, len(samples)))
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]


def _rounded(samples: Samples, most: float) -> Samples:
    """Bend what lies above half of `most` so that nothing passes it."""
    knee = most / 2
    result = samples.copy()
    [over] = np.nonzero(np.abs(samples) > knee)
    loud = samples[over]
    bent = knee + (most - knee) * np.tanh((np.abs(loud) - knee) / (most - knee))
    result[over] = np.sign(loud) * bent
    return result
