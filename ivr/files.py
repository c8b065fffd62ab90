"""Files are read as far as they can be, and written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from tempfile import NamedTemporaryFile

PART = ".part"
"""The ending of a file that is being written."""


def present(path: Path) -> bool:
    """Tell whether a file can be read and holds something; whatever stands in the way, it is not.

    A folder that may not be entered, a name too long, a link that leads to itself: to a caller a
    sound that cannot be played is one that is not there.
    """
    try:
        about = path.stat()
        return stat.S_ISREG(about.st_mode) and about.st_size > 0 and os.access(path, os.R_OK)
    except OSError:
        return False


def regular(folder: Path, name: str) -> bool:
    """Tell whether a name under a folder is a file's with something in it, and no link's."""
    try:
        file = folder.resolve() / name
        about = file.lstat()
        return stat.S_ISREG(about.st_mode) and about.st_size > 0 and file.resolve() == file
    except (OSError, ValueError):  # too long a name, or one with a character no file has
        return False


def readable(folder: Path, ending: str) -> tuple[set[str], str]:
    """Return the names of a folder's files that can be read, and what is wrong with the rest."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries if entry.name.endswith(ending)}
    except FileNotFoundError:
        return set(), ""
    except OSError as error:
        return set(), f"cannot be read ({error.strerror})"
    good = {name for name in names if present(folder / name)}
    bad = len(names) - len(good)
    return good, f"holds {bad} sounds that cannot be read, or are empty" if bad else ""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is never seen half written, even if the machine stops meanwhile.

    Raises:
        OSError: It cannot be written; nothing of it is left, and the error names the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=PART, delete=False) as file:
        part = Path(file.name)
    try:
        _write(part, data)
        part.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _write(part: Path, data: bytes) -> None:
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o644)
