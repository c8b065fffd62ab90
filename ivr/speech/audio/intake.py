"""Reads a sound file that somebody gives: whole or not at all, in limited memory and time."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from ivr.errors import SoundRefused
from ivr.speech.audio import channels, mobile, whole
from ivr.speech.audio.sound import Sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float64]

MOST_BYTES = 200_000_000
LONGEST = 300.0
"""Seconds; no prompt is that long, and a longer file would only fill the memory."""
MOST_SAMPLES = 16_000_000
"""Of all channels together; LONGEST at 48 000 a second has fewer."""
MOST_CHANNELS = 8
SLOWEST, FASTEST = 1000, 400_000
"""Samples a second between which there are sounds at all."""
BLOCK = 65_536
"""Samples that are decoded at once."""
NO_SOUNDS = {
    b"<": "a web page",
    b"PK\x03\x04": "an archive or a document",
    b"%PDF": "a PDF document",
}
"""What files begin with that were saved or sent in place of a sound."""
BROKEN_OFF = "is broken off, its end is missing: send or copy the file again"


@dataclass(frozen=True, eq=False)
class Taken:
    """What a file holds: samples, a column a channel; `coding` is how they were kept."""

    samples: Samples
    rate: int
    coding: str

    @property
    def heard(self) -> Sound:
        """All channels as one."""
        return Sound(channels.one(self.samples)[0], self.rate)


def take(file: Path) -> Taken:
    """Read a sound file of any usual kind.

    Raises:
        SoundRefused: It is no sound, broken off, or larger than any prompt; the text tells.
    """
    try:
        _look_at(file)
        with file.open("rb") as stream:
            beginning = stream.read(16)
        _refuse_others(beginning)
        _refuse_halves(file, beginning)
        kind = mobile.kind_of(beginning)
        taken = Taken(*mobile.read(file, kind, MOST_SAMPLES)) if kind else _by_libsndfile(file)
    except OSError as error:
        raise SoundRefused(f"cannot be read as sound: {error.strerror or error}") from error
    if not np.isfinite(taken.samples).all():
        raise SoundRefused("holds samples that are no numbers: save it as WAV, 16 bits")
    return taken


def _look_at(file: Path) -> None:
    about = file.stat()
    if not stat.S_ISREG(about.st_mode):
        raise SoundRefused("is no file but something else, such as a folder: name a sound file")
    if about.st_size > MOST_BYTES:
        size, most = about.st_size / 1e6, MOST_BYTES / 1e6
        raise SoundRefused(f"has {size:.0f} MB, more than {most:.0f}: cut out the one prompt")


def _by_libsndfile(file: Path) -> Taken:
    try:
        with soundfile.SoundFile(file) as opened:
            _refuse_excess(opened)
            pieces = [np.zeros((0, opened.channels)), *_blocks(opened)]
            promised, log = opened.frames, opened.extra_info
            coding, rate = str(opened.subtype), int(opened.samplerate)
    except (soundfile.LibsndfileError, ValueError, RuntimeError) as error:
        raise SoundRefused(f"cannot be read as sound: save it as WAV, 16 bits ({error})") from error
    samples = np.concatenate(pieces)
    if len(samples) < promised or whole.noted(log):
        raise SoundRefused(BROKEN_OFF)
    return Taken(samples, rate, coding)


def _refuse_others(beginning: bytes) -> None:
    if not beginning:
        raise SoundRefused("is empty: send or copy the file again")
    for mark, what in NO_SOUNDS.items():
        if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(mark):
            raise SoundRefused(f"holds {what}, no sound: save the sound itself")


def _refuse_halves(file: Path, beginning: bytes) -> None:
    """Look at kinds of files that decoders read as far as they go, without a word."""
    for mark, broken in whole.CHECKS:
        if beginning.startswith(mark) and broken(file.read_bytes()):
            raise SoundRefused(BROKEN_OFF)


def _refuse_excess(opened: soundfile.SoundFile) -> None:
    if opened.channels > MOST_CHANNELS:
        raise SoundRefused(f"has {opened.channels} channels: record with one")
    if not SLOWEST <= opened.samplerate <= FASTEST:
        raise SoundRefused(f"has {opened.samplerate} samples a second: record with 48000")
    seconds = opened.frames / opened.samplerate
    if seconds > LONGEST:
        raise SoundRefused(f"lasts {seconds / 60:.0f} minutes: cut out the one prompt")
    if opened.frames * opened.channels > MOST_SAMPLES:
        raise SoundRefused("holds too many samples: save it with one channel and 48000 a second")


def _blocks(opened: soundfile.SoundFile) -> Iterator[Samples]:
    """Yield what a file holds; one that never ends is left at the limit."""
    count = 0
    while len(block := _block(opened)):
        count += block.size
        if count > MOST_SAMPLES:
            raise SoundRefused("is far longer than any prompt: cut out the one prompt")
        yield block


def _block(opened: soundfile.SoundFile) -> Samples:
    """Decode a little more; what could be opened but not read on is broken off, or damaged."""
    try:
        block: Samples = opened.read(BLOCK, dtype="float64", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise SoundRefused(BROKEN_OFF) from error
    return block
