"""MP3, Ogg and FLAC: compressed sounds, read by tinytag, which is given a limit."""

from __future__ import annotations

import io
import re

from twiml_phone.audio.errors import SoundFileError
from twiml_phone.audio.length import Length

MOST_READS = 200_000
"""Of a file: a made-up one has no end of frames that are none."""
LEAST_MP3_BYTES = 1000
"""Of a second: no MP3 has fewer than 8000 bits."""
HEAD = 256 * 1024

ENCODER = re.compile(rb"(?:Xing|Info)\0\0\0\x0f.{112}(?:LAME|Lav[cf]).{17}(.{3})", re.DOTALL)
"""Where an encoder tells how much silence it added: 12 bits each, before and after the sound.

http://gabriel.mp3-tech.org/mp3infotag.html
"""


class _LimitedFile(io.BytesIO):
    """A file in memory that can be read only so often."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self._reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self._reads += 1
        if self._reads > MOST_READS:
            raise SoundFileError("it has too many parts")
        return super().read(size)


def begins_mp3(body: bytes) -> bool:
    """Tell whether a file without tags begins with an MP3 frame."""
    return len(body) > 4 and body[0] == 0xFF and body[1] & 0xE6 == 0xE2


def mp3(body: bytes) -> Length:
    """Measure an MP3, without the silence its encoder added."""
    found, rate = _read(body)
    silence = ENCODER.search(body[:HEAD])
    added = int.from_bytes(silence[1]) if silence else 0
    seconds = found.seconds - ((added >> 12) + (added & 0xFFF)) / rate
    return Length(max(0.0, min(seconds, len(body) / LEAST_MP3_BYTES)), found.title, found.comment)


def tagged(body: bytes) -> Length:
    """Measure any other file that tinytag knows."""
    return _read(body)[0]


def _read(body: bytes) -> tuple[Length, int]:
    from tinytag import TinyTag, TinyTagException  # noqa: PLC0415  # many lines play no such file

    try:
        tag = TinyTag.get(file_obj=_LimitedFile(body))
    except TinyTagException:  # its words are for programmers
        raise SoundFileError("its header is damaged") from None
    if not tag.duration or not tag.samplerate:
        raise SoundFileError("it holds no sound")
    return Length(tag.duration, tag.title or "", tag.comment or ""), tag.samplerate
