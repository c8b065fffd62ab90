"""Finds where a prompt's sound lies: in a folder whose file names say all there is to know.

    audio/recorded/pt-BR/bill.title.wav                                   by people, kept in git
    audio/masters/pt-BR/bill.title.kokoro.normal.0123456789abcdef.opus    by engines, kept in git
    audio/spoken/pt-BR/bill.title.kokoro.normal.0123456789abcdef.phone.wav    what callers hear

`phone` is the copy for the telephone network (8 kHz, µ-law), `web` the one for browsers. Copies
are made from a master when they are first needed; where none is kept, from the engine's sound.

Whoever only looks for sounds loads nothing that makes or reads them: numpy takes its time.
"""

from __future__ import annotations

import io
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ivr.files import PART, present, write_whole
from ivr.speech.audio.target import PHONE_RATE
from ivr.speech.store import copies
from ivr.speech.store.copies import COPIES, MASTER, PHONE, WEB

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from ivr.speech.audio.sound import Sound
    from ivr.speech.request import SpeechRequest

__all__ = ["COPIES", "PHONE", "WEB", "Shelf", "silence"]

ABANDONED = 3600.0
"""Seconds after which a file half written is nobody's any more."""


class Shelf:
    """The folder of sounds: masters, and copies of them.

    Several processes may use it at once: files appear whole, and each sound has a lock of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spoken = folder / "spoken"
        self.masters = folder / "masters"

    def path(self, order: SpeechRequest, copy: str = PHONE) -> Path:
        """Return where a copy of a sound lies, whether it is there or not."""
        return self.spoken / order.prompt.language / (order.stem + copy)

    def master(self, order: SpeechRequest) -> Path:
        """Return where a sound's master lies, whether it is there or not."""
        return self.masters / order.prompt.language / (order.stem + MASTER)

    def has(self, order: SpeechRequest) -> bool:
        """Tell whether all copies of a sound are there."""
        return all(present(self.path(order, copy)) for copy in COPIES)

    def keeps(self, order: SpeechRequest) -> bool:
        """Tell whether a sound's master is there."""
        return present(self.master(order))

    def plays(self, order: SpeechRequest) -> bool:
        """Tell whether callers can hear a sound: its copy is there, or its master."""
        return present(self.path(order)) or self.keeps(order)

    @contextmanager
    def claim(self, key: str, patience: float = -1) -> Iterator[None]:
        """Keep every other process from making this sound meanwhile; a killed one lets go.

        Raises:
            OSError: There can be no lock, or another process has it longer than `patience`.
        """
        from filelock import FileLock  # noqa: PLC0415  # see above

        locks = self.folder / ".locks"
        locks.mkdir(parents=True, exist_ok=True)
        with FileLock(locks / f"{key}.lock", patience):
            yield

    def put(self, order: SpeechRequest, made: Sound) -> None:
        """Write all copies of a sound, the words it says in their tags; the telephone's last."""
        for kind in reversed(COPIES):
            data = copies.copy(made, kind, order.prompt.text, order.prompt.language)
            write_whole(self.path(order, kind), data)

    def keep(self, order: SpeechRequest, made: Sound) -> None:
        """Write a sound's master, and all copies from it: they are the same wherever made."""
        data = copies.master(made, order.prompt.text, order.prompt.language)
        write_whole(self.master(order), data)
        self.copy(order, again=True)

    def copy(self, order: SpeechRequest, *, again: bool = False) -> None:
        """Make from its master the copies of a sound that are not there, or all of them again."""
        for kind in reversed(COPIES):
            path = self.path(order, kind)
            if again or not present(path):
                write_whole(path, copies.converted(self.master(order), kind))

    def adopt(self, order: SpeechRequest, *, keep: bool) -> bool:
        """Put a sound here that is there under another name, if there is one; tell whether so.

        The key is the sound's: what is said in two places is rendered once. With `keep` it must
        have a master.
        """
        wanted = {MASTER: self.master(order)} if keep else {}
        wanted |= {copy: self.path(order, copy) for copy in COPIES}
        twins = {path: _twin(path, order.key + ending) for ending, path in wanted.items()}
        if not all(twins.values()):
            return False
        for path, twin in twins.items():
            if twin and twin != path:
                write_whole(path, twin.read_bytes())
        return True

    def file(self, order: SpeechRequest, kind: str = PHONE) -> Path | io.BytesIO:
        """Return a copy of a sound that is there: its file, else what its master gives."""
        path = self.path(order, kind)
        if present(path) or not self.keeps(order):
            return path
        data = copies.converted(self.master(order), kind)
        try:
            write_whole(path, data)
        except OSError:  # a folder that can only be read
            return io.BytesIO(data)
        return path

    def seconds(self, order: SpeechRequest) -> float:
        """Return how long a sound on the shelf lasts."""
        import soundfile  # noqa: PLC0415  # see above

        path = self.path(order)
        here = path if present(path) or not self.keeps(order) else self.master(order)
        return float(soundfile.info(here).duration)

    def silence(self, seconds: float) -> Path:
        """Return where so much silence lies, whether it is there or not.

        Gaps between prompts are files because TwiML's <Pause> knows whole seconds only.
        """
        return self.spoken / f"silence.{round(seconds * 1000)}{PHONE}"

    def stamp(self) -> tuple[int, ...]:
        """Return something that changes when a file comes or goes."""
        parts = (self.spoken, self.masters, self.folder / "recorded")
        return tuple(_changed(folder) for part in parts for folder in (part, *_folders(part)))

    def strays(self, wanted: Collection[SpeechRequest]) -> list[Path]:
        """Return copies and masters that none of these orders names, and what kills left behind."""
        keep = {self.path(order, copy) for order in wanted for copy in COPIES}
        keep |= set(map(self.master, wanted))
        parts = (self.spoken, self.masters)
        folders = (path for part in parts for path in part.glob("*-*") if path.is_dir())
        files = (path for each in folders for path in each.iterdir() if path not in keep)
        return sorted(path for path in files if not _being_written(path))

    def size(self, orders: Collection[SpeechRequest]) -> int:
        """Return how many bytes the copies of these sounds take."""
        paths = (self.path(order, copy) for order in orders for copy in COPIES)
        return sum(path.stat().st_size for path in paths if path.exists())


def silence(seconds: float) -> bytes:
    """Return so much silence as a file for the telephone."""
    from ivr.speech.audio import sound  # noqa: PLC0415  # see above

    return sound.encode(sound.silence(seconds, PHONE_RATE), *COPIES[PHONE], comment="silence")


def _twin(path: Path, ending: str) -> Path | None:
    """Return a file beside a path that has this ending, the path itself before others."""
    if present(path):
        return path
    return next(filter(present, path.parent.glob(f"*.{ending}")), None)


def _folders(part: Path) -> list[Path]:
    try:
        return sorted(path for path in part.iterdir() if path.is_dir())
    except OSError:
        return []


def _changed(folder: Path) -> int:
    """Return when something came into a folder or left it; 0 where that cannot be seen."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _being_written(path: Path) -> bool:
    return path.suffix == PART and path.stat().st_mtime > time.time() - ABANDONED
