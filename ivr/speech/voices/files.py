"""The files of a voice that is installed: known to the last byte, and where they are kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

PIECE = 1 << 20
"""Bytes that are read at once."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a package: `wheel` is of the Python index, `npm` of npm, the other is empty."""

    name: str
    wheel: str = ""
    npm: str = ""

    @property
    def package(self) -> str:
        """The package and its version, as its client is asked for it."""
        return self.wheel or self.npm


@dataclass(frozen=True, slots=True)
class File:
    """A file that is known to the last byte.

    `url` is where it is published; `parts` are the pieces in packages that are the same, joined.
    """

    name: str
    size: int
    sha256: str
    url: str
    parts: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Installed:
    """Files that are installed together, in a folder of their own in the folder of voices."""

    folder: Path

    name: ClassVar[str]
    """What `ivr voices install` calls them; their folder, too."""
    files: ClassVar[tuple[File, ...]]
    licence: ClassVar[str]

    @property
    def home(self) -> Path:
        """The folder that holds all of it."""
        return self.folder / self.name

    @property
    def complete(self) -> bool:
        """Whether all that is needed is there; nothing is read."""
        return all((self.home / each.name).is_file() for each in self.files)

    @property
    def size(self) -> int:
        """How many bytes it takes on the disk."""
        return sum(path.stat().st_size for path in self.home.rglob("*") if path.is_file())


def is_whole(path: Path, file: File) -> bool:
    """Tell whether a file is there, to the last byte."""
    return path.is_file() and path.stat().st_size == file.size and sha256_of(path) == file.sha256


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
