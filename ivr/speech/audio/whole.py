"""Checks whether a sound file is whole, or was cut off while it was sent or saved.

What most decoders do with half a file is to play the half. So the lengths a file promises are held
against the bytes that are there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROMISED = re.compile(r": +(\d+) \(should be (\d+)\)")
"""How libsndfile notes that a part of a file is longer in its header than in fact."""
UNKNOWN = 0x7FFFF000
"""A length from here on stands for one nobody knew yet, as in a WAV file that was streamed."""
PADDING = 64
"""Bytes that programs disagree about and nobody hears."""
MPEG_1, MPEG_2, MPEG_25 = 3, 2, 0
RATES = {
    MPEG_1: (44_100, 48_000, 32_000),
    MPEG_2: (22_050, 24_000, 16_000),
    MPEG_25: (11_025, 12_000, 8_000),
}
KILOBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KILOBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
LAYER_3 = 1
OGG_HEADER = 27
"""Bytes of a page of Ogg before its table of segments."""


def noted(log: str) -> bool:
    """Tell whether libsndfile's notes on a file say that its header promises more than is there."""
    return any(
        int(promised) < UNKNOWN and int(promised) - int(there) > PADDING
        for promised, there in PROMISED.findall(log)
    )


def broken_mp3(data: bytes) -> bool:
    """Tell whether an MP3 file ends within a frame, or before its tags do."""
    start = _after_tags(data)
    end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
    last = start
    for place, size in _frames(data, start):
        last = place + size
    return start > len(data) or last > end


def broken_ogg(data: bytes) -> bool:
    """Tell whether an Ogg file ends within a page."""
    place = data.rfind(b"OggS")
    header = data[place : place + OGG_HEADER]
    if place < 0 or len(header) < OGG_HEADER:
        return True
    segments = header[-1]
    table = data[place + OGG_HEADER : place + OGG_HEADER + segments]
    return len(table) < segments or place + OGG_HEADER + segments + sum(table) > len(data)


def broken_caf(data: bytes) -> bool:
    """Tell whether a Core Audio file ends within a chunk; the last may have no length yet, -1.

    https://developer.apple.com/library/archive/documentation/MusicAudio/Reference/CAFSpec/
    """
    place, size = 8, 0
    while place < len(data) and size >= 0:
        size = int.from_bytes(data[place + 4 : place + 12], "big", signed=True)
        place += 12 + max(size, 0)
    return size >= 0 and place > len(data)


CHECKS = (
    (b"OggS", broken_ogg),
    (b"ID3", broken_mp3),
    (b"\xff", broken_mp3),
    (b"caff", broken_caf),
)
"""What looks at files that begin with some bytes; the others' lengths are the decoder's to tell."""


def _after_tags(data: bytes) -> int:
    """Return where an MP3 file's sound begins: behind its ID3 tags, whose sizes have 7 bits a byte.

    https://id3.org/id3v2.4.0-structure
    """
    start = 0
    while data[start : start + 3] == b"ID3" and len(data) >= start + 10:
        first, second, third, fourth = data[start + 6 : start + 10]
        start += 10 + (first << 21 | second << 14 | third << 7 | fourth)
    return start


def _frames(data: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Yield place and size of each frame of MPEG layer 3, until something else comes.

    http://www.mp3-tech.org/programmer/frame_header.html
    """
    while size := _size(data[place : place + 4]):
        yield place, size
        place += size


def _size(header: bytes) -> int:
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bits, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version not in RATES or layer != LAYER_3 or rate == 3 or bits in {0, 15}:
        return 0
    kilobits = (KILOBITS_1 if version == MPEG_1 else KILOBITS_2)[bits]
    per_frame = 144_000 if version == MPEG_1 else 72_000
    return per_frame * kilobits // RATES[version][rate] + padding
