"""Tells whether a file was saved since: by what the disk says of it, not by what it holds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Stamp(NamedTuple):
    """What changes when somebody saves a file; times are in nanoseconds."""

    inode: int
    modified: int
    changed: int
    size: int
    names: int
    """How many names lead to the file; none when another file has taken its place."""


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, or nothing where there is none."""
    try:
        about = path.stat()
    except (OSError, ValueError):  # nothing there, or a name that no file has
        return None
    return Stamp(about.st_ino, about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_nlink)


def is_cut_off(found: Stamp | None) -> bool:
    """Tell whether a file was replaced outside, while this one is mounted by itself."""
    return found is not None and found.names == 0


def stamps(files: Iterable[Path]) -> dict[Path, Stamp | None]:
    """Return the stamp of each of some files."""
    return {file: stamp(file) for file in files}


def wait_for_edit(files: Mapping[Path, Stamp | None], every: float) -> None:
    """Wait until one of some files is not as it was any more, and nothing more is being saved.

    Some editors empty a file before they write it, and several files are saved one by one.

    Args:
        files: The files, as they were.
        every: Seconds between two looks.
    """
    now = dict(files)
    while now == files:
        time.sleep(every)
        now = stamps(files)
    before = None
    while now != before:
        time.sleep(every)
        before, now = now, stamps(files)
