"""Checks a person's recording before callers hear it: what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ivr.errors import SoundRefused
from ivr.speech import pace
from ivr.speech.audio import channels, sound
from ivr.speech.audio.intake import take
from ivr.speech.audio.target import TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from ivr.speech.audio.sound import Sound

FEWEST = 16_000
"""Samples a second below which s and f are lost."""
DEEP_ENOUGH = {"PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAC_16", "ALAC_20", "ALAC_24"}
"""Codings with 16 bits a sample or more."""
WITHOUT_BITS = {
    *("VORBIS", "OPUS", "MPEG_LAYER_I", "MPEG_LAYER_II", "MPEG_LAYER_III"),
    *("AAC", "ALAC", "AMR-WB", "FLAC", "MP3", "WMA"),
}
"""Codings that keep what is heard, in no fixed number of bits."""
CEILING = 32767 / 32768
"""As high as 16 bits go; three samples in a row up there are a peak that was cut off."""
QUIETEST, LOUDEST = -40.0, -6.0
"""Speech levels, dBFS, between which levelling does no harm."""
OVER_NOISE = 20.0
"""dB between speech and background: WCAG 1.4.7."""
LEAD_IN, LEAD_OUT = 0.15, 0.25
"""Seconds of silence before and after, above which it is told that they are cut off."""


@dataclass(frozen=True, slots=True)
class RecordingFault:
    """Something to know about a recording; one that `refuses` must be mended first."""

    message: str
    refuses: bool = True

    def __str__(self) -> str:
        return self.message if self.refuses else f"warning: {self.message}"


def examine(file: Path, text: str) -> list[RecordingFault]:
    """Return all there is to say about a file in which a person speaks a text."""
    try:
        taken = take(file)
    except SoundRefused as error:
        return [RecordingFault(str(error))]
    return [
        *_of_the_file(taken.rate, taken.coding),
        *_of_the_peaks(taken.samples),
        *_of_the_channels(taken.samples),
        *_of_the_speech(sound.centred(taken.heard), text),
    ]


def _of_the_file(rate: int, coding: str) -> Iterator[RecordingFault]:
    if rate < FEWEST:
        yield RecordingFault(
            f"has {rate} samples a second: record with {FEWEST} or more, best 48000"
        )
    if coding not in DEEP_ENOUGH | WITHOUT_BITS:
        yield RecordingFault(f"is coded as {coding}: record with 16 bits a sample or more")


def _of_the_peaks(samples: NDArray[np.float64]) -> Iterator[RecordingFault]:
    """Look at each channel by itself: mixed, a peak that was cut off is no longer flat."""
    full = np.abs(samples) >= CEILING
    if flat := np.count_nonzero(full[:-2] & full[1:-1] & full[2:]):
        yield RecordingFault(
            f"is clipped ({flat} samples): turn the microphone down and record again"
        )


def _of_the_channels(samples: NDArray[np.float64]) -> Iterator[RecordingFault]:
    _, matter = channels.one(samples)
    if matter:
        yield RecordingFault(matter, refuses=False)


def _of_the_speech(heard: Sound, text: str) -> Iterator[RecordingFault]:
    measured = sound.measure(heard)
    if not np.isfinite(measured.level):
        yield RecordingFault("is silent: see whether the microphone was on")
        return
    yield from _of_the_level(measured)
    yield from _of_the_background(measured)
    yield from _of_the_length(measured.seconds - measured.head - measured.tail, text)
    yield from _of_the_silence(measured)


def _of_the_level(measured: sound.Measure) -> Iterator[RecordingFault]:
    if measured.level < QUIETEST:
        yield RecordingFault(
            f"is too quiet, speech at {measured.level:.0f} dBFS: come nearer to the microphone"
            f" and record between {QUIETEST:.0f} and {LOUDEST:.0f}, best near {TARGET:.0f}"
        )
    if measured.level > LOUDEST:
        yield RecordingFault(
            f"is too loud, speech at {measured.level:.0f} dBFS: turn the microphone down"
            f" and record between {QUIETEST:.0f} and {LOUDEST:.0f}, best near {TARGET:.0f}"
        )


def _of_the_background(measured: sound.Measure) -> Iterator[RecordingFault]:
    over = measured.level - measured.noise
    if over >= OVER_NOISE:
        return
    if measured.steady:
        yield RecordingFault(
            f"is noisy, the speech only {over:.0f} dB over the background: record in a quiet room,"
            f" without music, for {OVER_NOISE:.0f}"
        )
    else:
        yield RecordingFault(
            "has no pause in which the background could be judged: "
            "leave half a second before and after the words",
            refuses=False,
        )


def _of_the_length(seconds: float, text: str) -> Iterator[RecordingFault]:
    least, most = pace.possible(text)
    fast, slow = pace.easy(text)
    if seconds < least:
        yield RecordingFault(
            f"has {seconds:.1f} s of speech, too little for its text: are all its words there?"
        )
    elif seconds > most:
        yield RecordingFault(
            f"has {seconds:.1f} s of speech, too much for its text: is it this one's recording?"
        )
    elif seconds < fast:
        yield RecordingFault(
            f"is fast: take {fast:g} to {slow:g} s, not {seconds:.1f}", refuses=False
        )
    elif seconds > slow + pace.LEEWAY:
        yield RecordingFault(
            f"is slow: take {fast:g} to {slow:g} s, not {seconds:.1f}", refuses=False
        )


def _of_the_silence(measured: sound.Measure) -> Iterator[RecordingFault]:
    if measured.head > LEAD_IN or measured.tail > LEAD_OUT:
        yield RecordingFault(
            f"has {measured.head:.1f} s of silence before and {measured.tail:.1f} s after the"
            " words: most of it is cut off",
            refuses=False,
        )
