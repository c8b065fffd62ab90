"""Reads one version of a menu file: a file that lies here, or a revision of git."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ivr.errors import UnreadableMenus
from ivr.menu.reader import examine
from ivr.menu.source import load, parse

if TYPE_CHECKING:
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
    if ":" in name:
        return _kept(name, Path())
    return _kept(f"{name}:./{menus.name}", menus.parent)


def _kept(file: str, folder: Path) -> Source:
    """Return a file of a revision, `REVISION:PATH`, as git shows it from a folder."""
    show = ["git", "-C", str(folder), "show", "--no-textconv", "--end-of-options", file]
    try:
        done = subprocess.run(show, capture_output=True, check=False)  # noqa: S603  # not a shell
    except OSError as error:
        _give_up(file, f"git cannot be asked for it: {error.strerror}")
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        _give_up(file, f"is no file here, and git says {reason[0] if reason else 'nothing'}")
    try:
        return parse(done.stdout.decode("utf-8-sig"), file)
    except UnicodeDecodeError:
        _give_up(file, "is not UTF-8")


def _give_up(name: str, reason: str) -> NoReturn:
    raise UnreadableMenus([f"{name}: {reason}"])
