"""How long a sound file lasts, by its header: the same as libsndfile finds who decodes it."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from contextlib import suppress
from struct import pack
from typing import Any

import pytest
import soundfile
from twiml_phone.audio.chunks import repeat_wav
from twiml_phone.audio.errors import SoundFileError
from twiml_phone.audio.header import length_of

MEGABYTE = 2**20
KINDS = [
    *(("WAV", coding) for coding in ("PCM_U8", "PCM_24", "FLOAT", "DOUBLE", "ALAW", "ULAW")),
    *(("WAV", coding) for coding in ("IMA_ADPCM", "MS_ADPCM")),
    *(("WAVEX", coding) for coding in ("PCM_16", "ULAW")),
    ("RF64", "PCM_16"),
    *(("AIFF", coding) for coding in ("PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "FLOAT", "ALAW")),
    *(("AU", coding) for coding in ("ULAW", "ALAW", "PCM_S8", "PCM_16", "PCM_24", "DOUBLE")),
    *(("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("MP3", "MPEG_LAYER_III")),
]


@pytest.mark.parametrize(("kind", "coding"), KINDS, ids=lambda each: each)
@pytest.mark.parametrize(("seconds", "rate"), [(0.5, 8000), (3.21, 44100)])
def test_a_length_is_what_a_decoder_finds(
    recording: Callable[..., bytes], kind: str, coding: str, seconds: float, rate: int
) -> None:
    body = recording(seconds, kind, coding, rate)
    assert length_of(body, "").seconds == pytest.approx(soundfile.info(io.BytesIO(body)).duration)


def test_opus_is_measured(recording: Callable[..., bytes]) -> None:
    body = recording(2.5, "OGG", "OPUS", 48000, title="Olá", comment="pt-BR")
    found = length_of(body, "")
    assert (found.seconds, found.title, found.comment) == (2.5, "Olá", "pt-BR")


@pytest.mark.parametrize(("kind", "coding"), [("WAV", "ULAW"), ("AIFF", "PCM_16"), ("AU", "ULAW")])
def test_of_half_a_file_half_is_left(
    recording: Callable[..., bytes], kind: str, coding: str
) -> None:
    body = recording(4, kind, coding)
    assert length_of(body[: len(body) // 2], "").seconds == pytest.approx(2, abs=0.02)


def test_an_mp3_is_no_longer_than_its_bytes_allow(recording: Callable[..., bytes]) -> None:
    body = recording(2, "MP3", "MPEG_LAYER_III", 24000)
    at = body.index(b"Xing") + 8
    boastful = body[:at] + pack(">I", 10**6) + body[at + 4 :]
    assert length_of(boastful, "").seconds <= len(body) / 1000


HEADER = b"RIFF\0\0\0\0WAVEfmt " + pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "it is empty"),
        (b"hello", "its format is not known"),
        (b"RIFF\0\0\0\0AVI ", "it is no WAV file"),
        (HEADER, "its WAV header is damaged"),
        (HEADER.replace(b"\x01\0\x01\0", b"\x55\0\x01\0") + b"data\1\0\0\0x", "coding 0x55"),
        (HEADER.replace(pack("<I", 8000), bytes(4)) + b"data\1\0\0\0x", "0 samples a second"),
        (b"FORM\0\0\0\0AIFF", "its AIFF header is damaged"),
        (b"FORM\0\0\0\0ILBM", "it is no AIFF file"),
        (b".snd", "its AU header is damaged"),
        (b"OggS", "its header is damaged"),
        (b"fLaC" + bytes(40), "its header is damaged"),
        (b"\xff\xfb\x90\x00", "its format is not known"),
        (b"\xff\xfb\xf0\x00" + bytes(90), "it holds no sound"),
    ],
)
def test_what_is_no_sound_is_told_in_words(body: bytes, told: str) -> None:
    with pytest.raises(SoundFileError) as error:
        length_of(body, "audio/wav")
    assert told in str(error.value)


def test_nothing_lasts_longer_than_a_day() -> None:
    about = pack("<IHHIIHH", 16, 1, 1, 1, 2, 1, 8)
    body = b"RIFF\0\0\0\0WAVEfmt " + about + b"data" + pack("<I", 100_000) + bytes(100_000)
    with pytest.raises(SoundFileError, match="longer than a day"):
        length_of(body, "")


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfb" + b"\xff\xe0" * (8 * MEGABYTE),
        b"\xff\xfb\x90\x00" + b"\xff" * (16 * MEGABYTE),
        b"OggS" * (4 * MEGABYTE),
        b"RIFF\0\0\0\0WAVE" + b"junk\0\0\0\0" * (2 * MEGABYTE),
        b"ID3\4\0\0\x7f\x7f\x7f\x7f" + b"TIT2\0\0\0\1\0\0a" * MEGABYTE,
        b"fLaC" + b"\1\0\0\0" * (4 * MEGABYTE),
    ],
    ids=["no frames", "sync bits", "pages", "chunks", "tags", "blocks"],
)
def test_no_file_takes_long(body: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(SoundFileError):
        length_of(body, "audio/wav")
    assert time.process_time() - begun < 3


def test_damaged_files_are_measured_or_refused(recording: Callable[..., bytes]) -> None:
    chance = random.Random(7)  # noqa: S311  # the same damage each time
    made: list[Any] = [("WAV", "GSM610"), ("AIFF", "ULAW"), ("AU", "PCM_16"), *KINDS[-3:]]
    for body in [recording(0.5, *each) for each in made] * 100:
        damaged = bytearray(body)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(min(len(body), 400))] = chance.randrange(256)
        with suppress(SoundFileError):
            assert 0 <= length_of(bytes(damaged), "").seconds <= 86400


@pytest.mark.parametrize("coding", ["PCM_16", "ULAW", "GSM610"])
def test_a_sound_can_be_heard_several_times(recording: Callable[..., bytes], coding: str) -> None:
    once = recording(0.6, "WAV", coding)
    thrice = repeat_wav(once, 3)
    assert soundfile.info(io.BytesIO(thrice)).format == "WAV"
    assert length_of(thrice, "").seconds == pytest.approx(3 * length_of(once, "").seconds, abs=0.05)
