"""Finds the files that can be played right now, in the voice that speaks the language."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.speech.engines.engine import ALWAYS
from ivr.speech.store.copies import PHONE, WEB
from ivr.speech.store.stock import Stocktaker

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.menu.flow import Flow, Prompt
    from ivr.speech.store.shelf import Shelf
    from ivr.speech.store.stock import Stock

LOOK_EVERY = 1.0
"""Seconds between two looks at the folders."""
LOOK_CLOSELY_EVERY = 60.0
"""Seconds after which every file is looked at: who may read one changes no folder's time."""
GAPS = {False: 0.3, True: 0.9}
"""Seconds of silence between two prompts, beside what their files hold; more when slow."""


@dataclass(frozen=True, slots=True)
class Playable:
    """A prompt's sound: its copies, as paths under the audio folder, and who speaks.

    `embedded` tells that it is the engine that is always there, for want of a better voice.
    """

    phone: str
    web: str
    embedded: bool


@dataclass(frozen=True)
class Library:
    """The sounds of one Flow, as one look at the audio folder found them; it asks no disk.

    `troubles` tell what could not be looked at or made, each in a line.
    """

    shelf: Shelf
    stock: Stock
    gaps: tuple[str, str]
    troubles: tuple[str, ...]

    def find(self, prompt: Prompt, *, slow: bool) -> str | None:
        """Return the path of a prompt's sound under the audio folder, or None if there is none."""
        spoken = self.spoken(prompt, slow=slow)
        return spoken.phone if spoken else None

    def spoken(self, prompt: Prompt, *, slow: bool) -> Playable | None:
        """Return a prompt's sound in the voice that speaks its language, or None."""
        order = self.stock.orders.get((prompt, slow))
        if order is None:
            return None
        phone, web = (_under(self.shelf, self.shelf.path(order, copy)) for copy in (PHONE, WEB))
        return Playable(phone, web, embedded=order.engine == ALWAYS)

    def gap(self, *, slow: bool) -> str:
        """Return the path of the silence between two prompts."""
        return self.gaps[slow]


class Librarian:
    """Keeps the Library of one Flow until something on the shelf has changed.

    Args:
        flow: What is said.
        folder: The audio folder.
        first: The engine whose voice goes before others (IVR_VOICE).
    """

    def __init__(self, flow: Flow, folder: Path, first: str | None = None) -> None:
        self._stocktaker = Stocktaker(flow, folder, first)
        self._stamp: tuple[int, ...] = ()
        self._looked = self._looked_closely = -math.inf
        self._library: Library | None = None

    def look(self) -> Library:
        """Return what can be played; the same Library as before if nothing has changed."""
        if self._library is None or self._changed():
            library = _library(self._stocktaker)
            if library != self._library:
                self._library = library
        return self._library

    def _changed(self) -> bool:
        """Look at the folders, once a second at most, and at each file once a minute."""
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return False
        self._looked, before = now, self._stamp
        self._stamp = self._stocktaker.shelf.stamp()
        if self._stamp == before and now - self._looked_closely < LOOK_CLOSELY_EVERY:
            return False
        self._looked_closely = now
        return True


def _library(stocktaker: Stocktaker) -> Library:
    shelf, stock = stocktaker.shelf, stocktaker.take()
    normal, slow = (_under(shelf, shelf.silence(GAPS[pace])) for pace in (False, True))
    return Library(shelf, stock, (normal, slow), stock.troubles)


def _under(shelf: Shelf, path: Path) -> str:
    return path.relative_to(shelf.folder).as_posix()
