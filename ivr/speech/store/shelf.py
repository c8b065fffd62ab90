"""Where a prompt's sound lies: a folder of files whose names say all there is to know.

    audio/recorded/pt-BR/bill.title.wav                                   by people, kept in git
    audio/spoken/pt-BR/bill.title.espeak.normal.0123456789abcdef.phone.wav    made by engines

`phone` is the copy for the telephone network (8 kHz, µ-law), `web` the one for browsers.

Whoever only looks for sounds loads nothing that makes or reads them: numpy takes its time.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ivr.files import PART, present, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from ivr.speech.audio.sound import Sound
    from ivr.speech.orders import Order

PHONE = ".phone.wav"
WEB = ".web.mp3"
COPIES = {PHONE: ("WAV", "ULAW"), WEB: ("MP3", "MPEG_LAYER_III")}
"""The copies of each sound; the telephone's is written last, and tells that all are there."""


MOST_TITLE = 2000
"""Bytes of a tag that libsndfile still writes into a WAV file."""

ABANDONED = 3600.0
"""Seconds after which a file half written is nobody's any more."""


class Shelf:
    """The folder of rendered sounds.

    Several processes may use it at once: files appear whole, and each sound has a lock of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spoken = folder / "spoken"

    def path(self, order: Order, copy: str = PHONE) -> Path:
        """Return where a copy of a sound lies, whether it is there or not."""
        return self.spoken / order.prompt.language / (order.stem + copy)

    def has(self, order: Order) -> bool:
        """Tell whether a sound is there, whole."""
        return present(self.path(order))

    @contextmanager
    def claim(self, order: Order) -> Iterator[None]:
        """Keep every other process from making this sound meanwhile; a killed one lets go."""
        from filelock import FileLock  # noqa: PLC0415  # see above

        locks = self.folder / ".locks"
        locks.mkdir(parents=True, exist_ok=True)
        with FileLock(locks / f"{order.key}.lock"):
            yield

    def put(self, order: Order, made: Sound) -> None:
        """Write all copies of a sound, the words it says in their tags."""
        from ivr.speech.audio import sound  # noqa: PLC0415  # see above

        for copy in reversed(COPIES):
            rate = sound.PHONE_RATE if copy == PHONE else max(made.rate, 16_000)
            write_whole(
                self.path(order, copy),
                sound.encode(
                    sound.resample(made, rate),
                    *COPIES[copy],
                    title=order.prompt.text if len(order.prompt.text.encode()) < MOST_TITLE else "",
                    comment=order.prompt.language,
                ),
            )

    def seconds(self, order: Order) -> float:
        """Return how long a sound on the shelf lasts."""
        import soundfile  # noqa: PLC0415  # see above

        return float(soundfile.info(self.path(order)).duration)

    def silence(self, seconds: float) -> Path:
        """Return where so much silence lies; it is made when it is first asked for.

        Gaps between prompts are files because TwiML's <Pause> knows whole seconds only.
        """
        path = self.spoken / f"silence.{round(seconds * 1000)}{PHONE}"
        if not present(path):
            from ivr.speech.audio import sound  # noqa: PLC0415  # see above

            rest = sound.silence(seconds, sound.PHONE_RATE)
            write_whole(path, sound.encode(rest, *COPIES[PHONE], comment="silence"))
        return path

    def stamp(self) -> tuple[int, ...]:
        """Return something that changes when a file comes or goes."""
        parts = (self.spoken, self.folder / "recorded")
        return tuple(_changed(folder) for part in parts for folder in (part, *_folders(part)))

    def strays(self, wanted: Collection[Order]) -> list[Path]:
        """Return the rendered files that none of these orders names, and what kills left behind."""
        keep = {self.path(order, copy) for order in wanted for copy in COPIES}
        folders = (path for path in self.spoken.glob("*-*") if path.is_dir())
        files = (path for each in folders for path in each.iterdir() if path not in keep)
        return sorted(path for path in files if not _being_written(path))

    def size(self, orders: Collection[Order]) -> int:
        """Return how many bytes the copies of these sounds take."""
        paths = (self.path(order, copy) for order in orders for copy in COPIES)
        return sum(path.stat().st_size for path in paths if path.exists())


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
