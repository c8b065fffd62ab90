"""The editions of the menus that callers may still be listening to, kept over workers and restarts.

instance/editions/0123456789ab.json        what each key meant in that edition
"""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ivr.files import write_whole
from ivr.line.heard import KeyMeanings

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

KEPT = 100
"""Editions kept: nobody saves a file more often while one caller listens to one prompt."""


class Editions:
    """What every key meant in the last editions of the menus.

    Where the folder cannot be written, this process still remembers what it has answered with.
    """

    def __init__(self, folder: Path) -> None:
        self.trouble = ""
        self._folder = folder
        self._known: dict[str, KeyMeanings] = {}

    def keep(self, edition: str, keys: KeyMeanings) -> None:
        """Keep an edition before anybody is answered with it, and forget the oldest."""
        self._remember(edition, keys)
        try:
            write_whole(self._file(edition), keys.model_dump_json().encode())
            self._forget_oldest()
        except OSError as error:
            if not self.trouble:
                log.warning("earlier menus are forgotten at a restart: %s", error)
            self.trouble = (
                f"{self._folder.name}: earlier menus cannot be kept there ({error.strerror}); "
                "let the line write into its instance folder"
            )
        else:
            self.trouble = ""

    def find(self, edition: str) -> KeyMeanings | None:
        """Return what the keys of an edition meant, or None where it is not known any more."""
        if edition not in self._known:
            try:
                written = self._file(edition).read_bytes()
                self._remember(edition, KeyMeanings.model_validate_json(written))
            except (OSError, ValidationError):
                return None
        return self._known.get(edition)

    def _remember(self, edition: str, keys: KeyMeanings) -> None:
        self._known = dict(islice(((edition, keys), *self._known.items()), KEPT))

    def _forget_oldest(self) -> None:
        files = [(path.stat().st_mtime_ns, path) for path in self._folder.iterdir()]
        for _, path in sorted(files, reverse=True)[KEPT:]:
            path.unlink(missing_ok=True)

    def _file(self, edition: str) -> Path:
        return self._folder / f"{edition}.json"
