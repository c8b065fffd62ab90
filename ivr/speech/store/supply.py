"""Makes copies that are asked for before they exist: from their masters, each once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from cachetools import LRUCache

from ivr.files import present, regular, write_whole
from ivr.speech.store import copies
from ivr.speech.store.copies import COPIES, MASTER
from ivr.speech.store.playable import GAPS
from ivr.speech.store.shelf import Shelf, silence

if TYPE_CHECKING:
    from pathlib import Path

MOST_HELD = 16_000_000
"""Bytes of copies that a process holds where it cannot write them: half an hour of speech."""
PATIENCE = 10.0
"""Seconds to wait for another process that makes the same copy."""


class Supply:
    """Makes the copies of an audio folder that are needed now.

    Only what has a master is made, and the silences between prompts: strangers cannot have anything
    else made. A process makes one copy at a time, and writes it beside the others. Where nothing
    can be written, those that were asked for last are held in memory.
    """

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._gaps = {self._shelf.silence(each).name: each for each in GAPS.values()}
        self._one = threading.Lock()
        self._held: LRUCache[str, bytes] = LRUCache(MOST_HELD, getsizeof=len)

    def has(self, name: str) -> bool:
        """Tell whether a copy can be made, by its name under `spoken/`."""
        return name in self._gaps or self._kind(name) is not None

    def make(self, name: str) -> Path | bytes:
        """Return a copy that can be made and was not there: its file, else what would be in it.

        Raises:
            soundfile.LibsndfileError: The master is no sound.
            OSError: The master cannot be read.
        """
        with self._one:
            if name in self._held:
                return self._held[name]
            path = self._shelf.spoken / name
            if present(path):  # made while this request waited
                return path
            try:
                self._write(path, name)
            except OSError:  # a disk that is full, or can only be read
                data = self._held[name] = self._data(name)
                return data
            return path

    def _write(self, path: Path, name: str) -> None:
        *_, key, _, _ = name.split(".")
        with self._shelf.claim(key, PATIENCE):
            if not present(path):
                write_whole(path, self._data(name))

    def _data(self, name: str) -> bytes:
        if name in self._gaps:
            return silence(self._gaps[name])
        kind = self._kind(name) or ""
        return copies.converted(self._shelf.masters / _master(name, kind), kind)

    def _kind(self, name: str) -> str | None:
        """Return which copy a name is of, if its master is there."""
        kind = next((each for each in COPIES if name.endswith(each)), None)
        if kind and regular(self._shelf.masters, _master(name, kind)):
            return kind
        return None


def _master(name: str, kind: str) -> str:
    return name.removesuffix(kind) + MASTER
