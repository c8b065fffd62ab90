"""WAV, AIFF and AU: a sound without compression, or nearly so, after a header that describes it.

Their length is counted from the bytes that are there, not from what the header promises.
"""

from __future__ import annotations

from itertools import islice
from math import ceil, ldexp
from struct import error as struct_error
from struct import pack, unpack_from
from typing import TYPE_CHECKING, cast

from twiml_phone.audio.errors import SoundFileError
from twiml_phone.audio.length import Length

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHUNKS = 1000
MOST_RATE = 10_000_000

PCM, ADPCM, FLOAT, A_LAW, MU_LAW, IMA_ADPCM, GSM, EXTENSIBLE = 1, 2, 3, 6, 7, 0x11, 0x31, 0xFFFE
ONE_SAMPLE_A_BLOCK = frozenset({PCM, FLOAT, A_LAW, MU_LAW})
MANY_SAMPLES_A_BLOCK = frozenset({ADPCM, IMA_ADPCM, GSM})

AIFF_WIDTHS = {
    **dict.fromkeys((b"ulaw", b"ULAW", b"alaw", b"ALAW", b"raw "), 1),
    b"in24": 3,
    b"in32": 4,
    b"fl32": 4,
    b"FL32": 4,
    b"fl64": 8,
    b"FL64": 8,
}
"""Bytes of a sample, where the header's number of bits does not tell."""
AIFF_PLAIN = frozenset({b"", b"NONE", b"twos", b"sowt"})

AU_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 3, 5: 4, 6: 4, 7: 8, 27: 1}
"""Bytes of a sample by the number of its coding; 1 is µ-law, 27 is A-law."""


def chunks(body: bytes, order: str, at: int = 12) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the content of each chunk; of a chunk cut short, what is left.

    >>> list(chunks(b"RIFF....WAVEdata" + bytes([9, 0, 0, 0]) + b"abc", "<"))
    [(b'data', b'abc')]
    """
    while at + 8 <= len(body):
        name, size = unpack_from(f"{order}4sI", body, at)
        yield name, body[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def wav(body: bytes) -> Length:
    """Measure a WAV file."""
    if body[8:12] != b"WAVE":
        raise SoundFileError("it is no WAV file")
    found = _first_of_each(body, "<")
    tags = _first_of_each(found.get(b"LIST", b""), "<", at=4)
    try:
        seconds = _wav_seconds(found[b"fmt "], found[b"data"])
    except (KeyError, struct_error, ZeroDivisionError):
        raise SoundFileError("its WAV header is damaged") from None
    return Length(seconds, _text(tags.get(b"INAM")), _text(tags.get(b"ICMT")))


def _wav_seconds(about: bytes, data: bytes) -> float:
    coding, _, rate, _, block = cast("tuple[int, ...]", unpack_from("<HHIIH", about))
    if coding == EXTENSIBLE:
        (coding,) = unpack_from("<H", about, 24)
    if coding in ONE_SAMPLE_A_BLOCK:
        return len(data) // block / _rate(rate)
    if coding in MANY_SAMPLES_A_BLOCK:
        (samples,) = unpack_from("<H", about, 18)
        return ceil(len(data) / block) * cast("int", samples) / _rate(rate)
    raise SoundFileError(f"it is a WAV file of coding {coding:#x}")


def repeat_wav(body: bytes, times: int) -> bytes:
    """Return a WAV file in which the sound of another is heard several times."""
    found = _first_of_each(body, "<")
    parts = ((b"fmt ", found[b"fmt "]), (b"data", found[b"data"] * times))
    written = b"".join(
        name + pack("<I", len(content)) + content + bytes(len(content) % 2)
        for name, content in parts
    )
    return b"RIFF" + pack("<I", len(written) + 4) + b"WAVE" + written


def aiff(body: bytes) -> Length:
    """Measure an AIFF file, compressed by the telephone's laws or not at all."""
    if body[8:12] not in {b"AIFF", b"AIFC"}:
        raise SoundFileError("it is no AIFF file")
    found = _first_of_each(body, ">")
    try:
        seconds = _aiff_seconds(found[b"COMM"], found[b"SSND"][8:])
    except (KeyError, struct_error, ZeroDivisionError, OverflowError):
        raise SoundFileError("its AIFF header is damaged") from None
    return Length(seconds, _text(found.get(b"NAME")), _text(found.get(b"ANNO")))


def _aiff_seconds(about: bytes, data: bytes) -> float:
    fields = cast("tuple[int, ...]", unpack_from(">HIHHQ", about))
    channels, promised, bits, exponent, mantissa = fields
    coding = about[18:22]
    width = ceil(bits / 8) if coding in AIFF_PLAIN else AIFF_WIDTHS.get(coding, 0)
    return min(promised, len(data) // (channels * width)) / _rate(ldexp(mantissa, exponent - 16446))


def au(body: bytes) -> Length:
    """Measure an AU file, as Sun and NeXT wrote them."""
    try:
        start, size, coding, rate, channels = unpack_from(">5I", body, 4)
        data = body[start : start + size]
        return Length(len(data) // (channels * AU_WIDTHS.get(coding, 0)) / _rate(rate))
    except (struct_error, ZeroDivisionError):
        raise SoundFileError("its AU header is damaged") from None


def _first_of_each(body: bytes, order: str, at: int = 12) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, content in islice(chunks(body, order, at), MOST_CHUNKS):
        found.setdefault(name, content)
    return found


def _rate(rate: float) -> float:
    if 1 <= rate <= MOST_RATE:
        return rate
    raise SoundFileError(f"its header says {rate:g} samples a second")


def _text(content: bytes | None) -> str:
    return (content or b"").partition(b"\0")[0].decode(errors="replace")
