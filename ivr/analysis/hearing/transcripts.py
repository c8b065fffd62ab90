"""Keeps what the listener wrote down, in one SQLite file, so each sound is heard once.

The file lies in the user's cache, not beside the sounds: a transcript belongs to a sound's key, so
every copy of a line shares it, an audio folder that can only be read loses nothing, and whoever
deletes it loses only time. Scores are not kept: they are computed anew, by the rules of today.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from ivr.errors import TranscriptsUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLEAN = "clean"
"""The way of a sound that reaches the ear as the line sends it."""
AND = "+"
"""Between ways that a sound goes one after the other: `gsm+loss`."""
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS transcript (
    id INTEGER PRIMARY KEY,
    sound TEXT NOT NULL,
    way TEXT NOT NULL,
    listener TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (sound, way, listener) ON CONFLICT REPLACE
)
"""
"""A row that is written again gets a higher id: the last word of a sound is that of the highest."""
FIND = "SELECT sound, text FROM transcript WHERE way = ? AND ? IN (listener, '') ORDER BY id"


@dataclass(frozen=True, slots=True)
class KeptTranscript:
    """What a listener of some version wrote down of a sound, by its key, on one way to the ear."""

    sound: str
    way: str
    listener: str
    text: str


class Transcripts:
    """The file of transcripts; it is made when the first is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, way: str = CLEAN, listener: str | None = None) -> dict[str, str]:
        """Return the words of each sound that was heard on a way, by the sound's key.

        Without a version of a `listener`, the last words count that any listener wrote.

        Raises:
            TranscriptsUnreadable: The file is damaged, or another program's.
        """
        if not self.path.is_file():
            return {}
        with self._opened() as file:
            return dict(file.execute(FIND, (way, listener or "")))

    def keep(self, *transcripts: KeptTranscript) -> Self:
        """Keep transcripts, each in place of an older one of the same sound, way and listener.

        Raises:
            TranscriptsUnreadable: The file is damaged, or another program's.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        rows: Iterable[tuple[str, ...]] = (
            (each.sound, each.way, each.listener, each.text) for each in transcripts
        )
        with self._opened() as file, file:
            file.execute(SCHEMA)
            file.executemany(
                "INSERT INTO transcript (sound, way, listener, text) VALUES (?, ?, ?, ?)", rows
            )
        return self

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE)) as file:
                yield file
        except sqlite3.Error as error:
            raise TranscriptsUnreadable(
                f"{self.path} cannot be used ({error}): delete it, and `ivr hear` listens again"
            ) from error
