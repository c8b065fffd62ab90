"""Reads a sound second by second, so that a long one needs no more memory than a short one.

Decoded at once, a minute of a master is 11 MB of samples, and a process keeps what it once took.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soxr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import soundfile
    from numpy.typing import NDArray

    Samples = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SoundStream:
    """Speech in pieces that follow each other, and how many samples make a second.

    The pieces can be taken once.
    """

    pieces: Iterable[Samples]
    rate: int


def read(file: soundfile.SoundFile) -> SoundStream:
    """Return what is in a sound file that is open, read as it is taken; channels become one."""
    return SoundStream(_seconds(file), file.samplerate)


def resample(stream: SoundStream, rate: int) -> SoundStream:
    """Return a sound at another rate."""
    return stream if rate == stream.rate else SoundStream(_resampled(stream, rate), rate)


def limit(stream: SoundStream, peak: float) -> SoundStream:
    """Return a sound without its samples above a peak, in dBFS: a codec adds a few of them."""
    most = 10 ** (peak / 20)
    return SoundStream((np.clip(piece, -most, most) for piece in stream.pieces), stream.rate)


def _seconds(file: soundfile.SoundFile) -> Iterator[Samples]:
    while len(piece := file.read(file.samplerate, dtype="float64", always_2d=True)):
        yield piece.mean(axis=1)


def _resampled(stream: SoundStream, rate: int) -> Iterator[Samples]:
    resampler = soxr.ResampleStream(stream.rate, rate, 1, dtype="float64", quality="HQ")
    for piece in stream.pieces:
        yield resampler.resample_chunk(piece)
    yield resampler.resample_chunk(np.zeros(0), last=True)
