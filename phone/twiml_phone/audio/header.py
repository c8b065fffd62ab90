"""Tells how long a sound file lasts and what its tags say, whatever its format.

A file that was cut short lasts as long as what is left of it, where its format lets us know. No
header is believed beyond a day: a damaged one may say anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.audio import chunks, frames
from twiml_phone.audio.errors import SoundFileError
from twiml_phone.audio.length import Length

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SECONDS = 24 * 60 * 60
RATE = 8000
GSM_BYTES, GSM_SAMPLES = 33, 160

READERS: dict[bytes, Callable[[bytes], Length]] = {
    b"RIFF": chunks.wav,
    b"RF64": chunks.wav,
    b"FORM": chunks.aiff,
    b".snd": chunks.au,
    b"OggS": frames.tagged,
    b"fLaC": frames.tagged,
    b"ID3": frames.mp3,
}

# These files have no header to tell what they are: they are what the telephone network carries.
HEADLESS: dict[str, Callable[[bytes], float]] = {
    "audio/ulaw": lambda body: len(body) / RATE,
    "audio/basic": lambda body: len(body) / RATE,
    "audio/gsm": lambda body: len(body) // GSM_BYTES * GSM_SAMPLES / RATE,
    "audio/x-gsm": lambda body: len(body) // GSM_BYTES * GSM_SAMPLES / RATE,
}


def length_of(body: bytes, content_type: str) -> Length:
    """Measure a sound file; its content type counts only where it has no header.

    >>> length_of(bytes(4000), "audio/ulaw").seconds
    0.5
    """
    reader = next((READERS[mark] for mark in READERS if body.startswith(mark)), None)
    if reader is None and frames.begins_mp3(body):
        reader = frames.mp3
    if reader is not None:
        return _believable(reader(body))
    if body and content_type in HEADLESS:
        return Length(HEADLESS[content_type](body))
    raise SoundFileError("its format is not known" if body else "it is empty")


def _believable(length: Length) -> Length:
    if 0 <= length.seconds <= MOST_SECONDS:
        return length
    raise SoundFileError("its header says it lasts longer than a day")
