"""Writes the files of a sound: a master to keep, and the copies that are made from it.

A master is small and good enough to make every copy from: Opus, 24 kHz. At this compression it
takes 25 to 27 kbit/s, and the telephone copies made from it are understood as well as those made
from the sound itself.

Copies are made a second at a time, since a serving process keeps the memory that it once took.
What reads and writes sounds is loaded with the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.speech.audio.target import PEAK, PHONE_RATE

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.speech.audio.sound import Sound
    from ivr.speech.audio.stream import SoundStream

PHONE = ".phone.wav"
WEB = ".web.mp3"
COPIES = {PHONE: ("WAV", "ULAW"), WEB: ("MP3", "MPEG_LAYER_III")}
"""The copies of each sound: for the telephone network (8 kHz, µ-law), and for browsers."""
LEAST_WEB_RATE = 16_000
"""Samples a second of a browser's copy, if its sound has no more."""

MASTER = ".opus"
MASTER_RATE = 24_000
COMPRESSION = 0.92
"""Of libsndfile's Opus: .88 gives 35 kbit/s, .92 26, .95 20."""

MOST_TITLE = 2000
"""Bytes of a tag that libsndfile still writes into a WAV file."""


def master(made: Sound, title: str, comment: str) -> bytes:
    """Return the master of a sound; its tags are the words it says, and their language."""
    from ivr.speech.audio import sound  # noqa: PLC0415  # see above

    whole = sound.resample(made, MASTER_RATE)
    return sound.encode(whole, "OGG", "OPUS", title=title, comment=comment, compression=COMPRESSION)


def copy(made: Sound, kind: str, title: str, comment: str) -> bytes:
    """Return a copy of a sound, PHONE or WEB, with the tags of its master."""
    from ivr.speech.audio.stream import SoundStream  # noqa: PLC0415  # see above

    return _copy(SoundStream(made.pieces, made.rate), kind, title, comment)


def converted(path: Path, kind: str) -> bytes:
    """Return a copy made from the master in a file, which tells its words and language itself.

    Raises:
        soundfile.LibsndfileError: The file is no sound.
        OSError: It cannot be read.
    """
    import soundfile  # noqa: PLC0415  # see above

    from ivr.speech.audio import stream  # noqa: PLC0415  # see above

    with path.open("rb") as file, soundfile.SoundFile(file) as opened:
        return _copy(stream.read(opened), kind, opened.title or "", opened.comment or "")


def _copy(made: SoundStream, kind: str, title: str, comment: str) -> bytes:
    from ivr.speech.audio import sound, stream  # noqa: PLC0415  # see above

    rate = PHONE_RATE if kind == PHONE else max(made.rate, LEAST_WEB_RATE)
    return sound.encode(
        stream.limit(stream.resample(made, rate), PEAK),
        *COPIES[kind],
        title=title if len(title.encode()) < MOST_TITLE else "",
        comment=comment,
    )
