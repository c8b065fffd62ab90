"""Reads one version of a menu file: a file that lies here, or a revision of git.

What belongs to the file is read from where it was read: of a revision, as it was then.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ivr.errors import UnreadableMenus
from ivr.menu.include import load, together
from ivr.menu.reader import examine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivr.menu.flow import Flow
    from ivr.menu.source import Source


def version(name: str, menus: Path) -> Flow:
    """Return the Flow of a version.

    Args:
        name: A file; or a revision, as in HEAD~1; or a file of one, as in HEAD~1:menus.yaml.
        menus: The file that is meant by a mere revision.

    Raises:
        UnreadableMenus: There is no such version, or callers could not be given it.
    """
    reading = examine(_source(name, menus))
    if reading.flow is None:
        raise UnreadableMenus(reading.problems)
    return reading.flow


def _source(name: str, menus: Path) -> Source:
    if Path(name).exists():
        return load(Path(name))
    kept, around = (name, Path()) if ":" in name else (f"{name}:./{menus.name}", menus.parent)
    *_, file = re.split("[:/]", kept)
    return together(RevisionFolder(kept.removesuffix(file), around), file)


@dataclass(frozen=True)
class RevisionFolder:
    """A folder of a revision, `REVISION:FOLDER/`, as git shows it from a folder of the disk."""

    within: str
    around: Path

    def path(self, name: str) -> Path:
        """Return the name by which git knows a file."""
        return Path(f"{self.within}{name}")

    def has(self, name: str) -> bool:
        """Tell whether the revision has a file of that name."""
        return self._shown(name).returncode == 0

    def names(self) -> Iterable[str]:
        """Return no names: what nobody asked for then is not looked at now."""
        return ()

    def read(self, name: str, most: int) -> bytes:
        """Return what a file held then."""
        done, file = self._shown(name), str(self.path(name))
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().splitlines()
            _give_up(file, f"is no file here, and git says {reason[0] if reason else 'nothing'}")
        if len(done.stdout) > most:
            _give_up(file, "is too large for a menu file, or all files of the line together are")
        return done.stdout

    def _shown(self, name: str) -> subprocess.CompletedProcess[bytes]:
        """Have git show a file."""
        file = f"{self.within}{name}"
        show = ["git", "-C", str(self.around), "show", "--no-textconv", "--end-of-options", file]
        try:
            return subprocess.run(show, capture_output=True, check=False)  # noqa: S603  # not a shell
        except OSError as error:
            _give_up(file, f"git cannot be asked for it: {error.strerror}")


def _give_up(name: str, reason: str) -> NoReturn:
    raise UnreadableMenus([f"{name}: {reason}"])
