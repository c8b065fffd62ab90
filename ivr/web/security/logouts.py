"""Remembers logins that were ended, for all workers, so that a copied cookie fails."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


class Logouts:
    """The names of ended logins, each kept until its login would have ended anyway.

    Args:
        folder: Holds an empty file for each.
        lasts: Seconds a login lasts.
    """

    def __init__(self, folder: Path, lasts: float) -> None:
        self._folder = folder
        self._lasts = lasts
        self._here: set[str] = set()

    def add(self, login: str) -> None:
        """Remember that a login was ended."""
        self._here.add(login)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._forget()
            (self._folder / login).touch()
        except OSError as error:
            log.warning("a logout is known to this process alone: %s", error)

    def __contains__(self, login: str) -> bool:
        """Tell whether a login was ended."""
        return login in self._here or (self._folder / login).exists()

    def _forget(self) -> None:
        for file in self._folder.iterdir():
            if file.stat().st_mtime < time.time() - self._lasts:
                file.unlink(missing_ok=True)
