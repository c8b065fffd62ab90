"""What can be played right now: prompts to the files of the best voice that is on the shelf."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.speech.casting import Casting
from ivr.speech.engine import ALWAYS
from ivr.speech.shelf import PHONE, WEB, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ivr.menu.flow import Flow, Prompt

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at the folders."""
GAPS = {False: 0.3, True: 0.9}
"""Seconds of silence between two prompts, beside what their files hold; more when slow."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A prompt's sound: its copies, as paths under the audio folder, and who speaks.

    `embedded` tells that it is the engine that is always there, for want of a better voice.
    """

    phone: str
    web: str
    embedded: bool


class Library:
    """The sounds of one Flow.

    Args:
        flow: What is said.
        folder: The audio folder.
        missing: Called when a prompt is not on the shelf in any voice.
    """

    def __init__(self, flow: Flow, folder: Path, missing: Callable[[], None]) -> None:
        self.shelf = Shelf(folder)
        self.casting = Casting(flow, folder)
        self.missing = missing
        self._looked = 0.0
        self._stamp: tuple[int, ...] = ()

    def find(self, prompt: Prompt, *, slow: bool) -> str | None:
        """Return the path of a prompt's sound under the audio folder, or None if there is none."""
        spoken = self.spoken(prompt, slow=slow)
        return spoken.phone if spoken else None

    def spoken(self, prompt: Prompt, *, slow: bool) -> Spoken | None:
        """Return a prompt's sound in the best voice that is on the shelf, or None."""
        for order in self.casting.candidates(prompt, slow=slow):
            if self.shelf.has(order):
                phone, web = (self._under(self.shelf.path(order, copy)) for copy in (PHONE, WEB))
                return Spoken(phone, web, embedded=order.engine == ALWAYS)
        self.missing()
        return None

    def gap(self, *, slow: bool) -> str | None:
        """Return the path of the silence between two prompts; None where it cannot be made."""
        try:
            return self._under(self.shelf.silence(GAPS[slow]))
        except OSError as error:  # a folder that cannot be written must not cost a turn
            log.warning("no silence between prompts: %s", error)
            return None

    def stamp(self) -> tuple[int, ...]:
        """Return something that changes when sounds come or go; looks once a second at most."""
        now = time.monotonic()
        if now - self._looked >= LOOK_EVERY:
            self._looked, self._stamp = now, self.shelf.stamp()
        return self._stamp

    def _under(self, path: Path) -> str:
        return path.relative_to(self.shelf.folder).as_posix()
