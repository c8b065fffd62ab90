"""The callers' page in writing: its own words, one file a language, and what the line is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from ivr.line.languages import match

FOLDER = Path(__file__).parent / "words"
SIGNS = "signs"
"""The file for all languages that have none: signs that a screen reader names by itself."""


@dataclass(frozen=True)
class PageLanguage:
    """A language of the line as its page shows it.

    `label` is what its speakers call it and `icon` its picture; `name` is what the line is called
    in it, and `about` the sentence that says whose line it is.
    """

    code: str
    label: str
    icon: str | None
    name: str
    about: str

    @cached_property
    def words(self) -> dict[str, str]:
        """The page's own words in this language; signs where nobody has written them."""
        return read(self._file or SIGNS)

    @property
    def texts(self) -> dict[str, Any]:
        """All that the page says in writing in this language, as JSON."""
        return {
            "is_written": self.is_written,
            "line": {"name": self.name, "about": self.about},
            "words": self.words,
        }

    @property
    def is_written(self) -> bool:
        """Whether the page has words in this language; without any it shows pictures alone."""
        return self._file is not None

    @cached_property
    def _file(self) -> str | None:
        return match(self.code, languages())


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages the page has words in."""
    names = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    return tuple(name for name in names if name != SIGNS)


@cache
def read(name: str) -> dict[str, str]:
    """Return the words of one file."""
    words: dict[str, str] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return words
