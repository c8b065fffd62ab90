"""Reads recordings that telephones make, such as .m4a: FFmpeg decodes them, by PyAV.

It comes with `pip install 'ivr-line[aac]'`. What a file is, is told by its first bytes, never
guessed by FFmpeg, which also knows kinds of files that lead to other files and hosts.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from ivr.errors import SoundRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

KINDS = (
    (4, b"ftyp", "mov"),
    (0, b"#!AMR", "amr"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "asf"),
    (0, b"caff", "caf"),
    (0, b"\xff\xf1", "aac"),
    (0, b"\xff\xf9", "aac"),
)
"""Where a kind of file has which bytes, and what FFmpeg calls it."""
NAMES = {"amrnb": "AMR", "amrwb": "AMR-WB", "wmav1": "WMA", "wmav2": "WMA", "mp3float": "MP3"}
"""Codings, where people call them otherwise than FFmpeg."""
PATIENCE = 20.0
"""Seconds in which FFmpeg must have opened a file, and read from it."""
MISSING = 0.25
"""Seconds by which a file may be shorter than it promises: encoders count differently."""


def kind_of(beginning: bytes) -> str | None:
    """Return what FFmpeg calls the kind of a file with these first bytes, if it is one of ours."""
    for place, mark, kind in KINDS:
        if beginning[place : place + len(mark)] == mark:
            return kind
    return None


def read(file: Path, kind: str, most: int) -> tuple[NDArray[np.float64], int, str]:
    """Return the samples (a column a channel), their rate, and the coding of a sound file.

    Raises:
        SoundRefused: It is broken off, holds no sound, or more than `most` samples.
    """
    library = _library()
    try:
        with (
            file.open("rb") as stream,
            library.open(
                stream, format=kind, timeout=PATIENCE, metadata_errors="replace"
            ) as container,
        ):
            return _decoded(container, library, most)
    except SoundRefused:
        raise
    except Exception as error:  # PyAV's errors for a damaged file have no one family
        raise SoundRefused(_why(error)) from error


def _decoded(container: Any, library: Any, most: int) -> tuple[NDArray[np.float64], int, str]:
    if not container.streams.audio:
        raise SoundRefused("holds no sound: is it a film, or another kind of file?")
    stream = container.streams.audio[0]
    pieces = list(_bounded(_frames(container, stream, library), most))
    if not pieces:
        raise SoundRefused("holds no sound: record it again")
    rate = int(pieces[0].sample_rate)
    samples = np.concatenate([each.to_ndarray().T for each in pieces]).astype(np.float64)
    if _promised(container, stream) - len(samples) / rate > MISSING:
        raise SoundRefused("is broken off, its end is missing: send or copy the file again")
    return samples, rate, _coding(str(stream.codec_context.name))


def _coding(name: str) -> str:
    """Return what a coding is called by people, and by libsndfile.

    >>> _coding("aac"), _coding("amrnb"), _coding("pcm_s16be")
    ('AAC', 'AMR', 'PCM_16')
    """
    plain = re.fullmatch(r"pcm_s(16|24|32)[bl]e", name)
    return f"PCM_{plain[1]}" if plain else NAMES.get(name, name.upper())


def _frames(container: Any, stream: Any, library: Any) -> Iterator[Any]:
    """Yield what a stream holds, as floats, a row a channel."""
    plain = library.AudioResampler(format="fltp")
    for frame in container.decode(stream):
        yield from plain.resample(frame)
    yield from plain.resample(None)


def _bounded(frames: Iterator[Any], most: int) -> Iterator[Any]:
    count = 0
    for frame in frames:
        count += frame.samples * len(frame.layout.channels)
        if count > most:
            raise SoundRefused("is far longer than any prompt: cut out the one prompt")
        yield frame


def _promised(container: Any, stream: Any) -> float:
    """Return the seconds that the header tells, or 0 where it tells none."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    alone = len(container.streams) == 1
    return container.duration / 1e6 if container.duration and alone else 0.0


def _why(error: Exception) -> str:
    reason = str(error).partition(": '")[0] or type(error).__name__
    return (
        "cannot be read to its end, so it may be broken off: send or copy the file again, "
        f"or save it as WAV, 16 bits ({reason})"
    )


def _library() -> Any:
    try:
        return import_module("av")
    except ImportError as error:
        raise SoundRefused(
            "is a recording as telephones make them, and what reads those is not installed: "
            "run pip install 'ivr-line[aac]', or save it as WAV, 16 bits"
        ) from error
