"""Where the files of a line lie: together in a folder, and nothing outside it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ivr.menu.source import contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Folder(Protocol):
    """A folder of menu files, on a disk or in a revision of git."""

    def path(self, name: str) -> Path:
        """Return the path by which problems name a file."""

    def has(self, name: str) -> bool:
        """Tell whether something other than a folder stands under a name, inside this folder."""

    def names(self) -> Iterable[str]:
        """Return the names of the files right in the folder, as far as it can be looked through."""

    def read(self, name: str, most: int) -> bytes:
        """Return what a file holds, `most` bytes at most.

        Raises:
            UnreadableMenus: It is missing, no regular file, or too large.
        """


@dataclass(frozen=True)
class DiskFolder:
    """A folder on a disk; links in it may lead to files inside it, as where a cluster mounts it."""

    folder: Path

    def path(self, name: str) -> Path:
        """Return where a file is."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Tell whether something stands under a name, inside the folder whatever links say."""
        try:
            file = self.path(name).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):  # nothing there, or a name that no file has
            return False
        return file.is_relative_to(self.folder.resolve()) and not file.is_dir()

    def names(self) -> Iterable[str]:
        """Return the names of what is right in the folder."""
        try:
            return sorted(each.name for each in self.folder.iterdir())
        except OSError:
            return ()

    def read(self, name: str, most: int) -> bytes:
        """Return what a file holds."""
        return contents(self.path(name), most)


@dataclass(frozen=True)
class EditedFolder(DiskFolder):
    """A folder as it will be when some of its files have been written, by their paths."""

    edits: Mapping[Path, bytes]

    def has(self, name: str) -> bool:
        """Tell whether something will stand under a name."""
        return self.path(name) in self.edits or super().has(name)

    def read(self, name: str, most: int) -> bytes:
        """Return what a file will hold."""
        edit = self.edits.get(self.path(name))
        return super().read(name, most) if edit is None else edit
