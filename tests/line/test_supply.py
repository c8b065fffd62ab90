"""A line that has masters plays at once: a copy is made when it is first asked for, and once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import httpx
import pytest
import soundfile
from twiml_phone import Phone

from ivr.speech.store import supply as supplies
from ivr.speech.store.copies import PHONE, WEB
from ivr.speech.store.supply import Supply

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def kept(clinic: Path, one_language: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small line with all its masters, and no copy."""
    folder = tmp_path_factory.mktemp("line")
    (folder / "menus.yaml").write_text(one_language, encoding="utf-8")
    (folder / "audio").mkdir()
    (folder / "audio" / "masters").symlink_to(clinic / "masters")
    return folder


@pytest.fixture
def line(kept: Path, tmp_path: Path) -> Path:
    """A folder of a test's own with these masters."""
    audio = tmp_path / "audio"
    audio.mkdir()
    (audio / "masters").symlink_to((kept / "audio" / "masters").resolve())
    return audio


def names(audio: Path, ending: str = PHONE) -> list[str]:
    folder = audio / "masters"
    masters = sorted(folder.glob("*/*.opus"))
    return [f"{each.parent.name}/{each.stem}{ending}" for each in masters]


def heard(url: str) -> list[str]:
    with Phone(url, "/voice", auth_token="12345", strict=True) as phone:
        call = phone.dial()
        call.press("1")
        assert not call.troubles
        return [each.kind for each in call.heard if each.text]


def read_only(audio: Path) -> None:
    """Put files where folders are to be made: nothing can be written there, not even by root."""
    (audio / "spoken").write_bytes(b"in the way")
    (audio / ".locks").write_bytes(b"in the way")


def test_a_clone_with_masters_plays_its_first_call(serve: Serve, kept: Path, line: Path) -> None:
    with serve(kept / "menus.yaml", IVR_SPEECH="play", IVR_AUDIO=str(line)) as url:
        assert set(heard(url)) == {"play"}
    made = list((line / "spoken").rglob(f"*{PHONE}"))
    assert 0 < len(made) < len(names(line))


def test_where_nothing_can_be_written_copies_are_held_in_memory(
    serve: Serve, kept: Path, line: Path
) -> None:
    read_only(line)
    with serve(kept / "menus.yaml", IVR_SPEECH="play", IVR_AUDIO=str(line)) as url:
        assert set(heard(url)) == {"play"}
        address = f"{url}/audio/spoken/{names(line, WEB)[0]}"
        whole = httpx.get(address)
        assert whole.status_code == 200
        assert whole.headers["Content-Type"] == "audio/mpeg"
        assert "immutable" in whole.headers["Cache-Control"]
        assert soundfile.info(BytesIO(whole.content)).format == "MP3"
        part = httpx.get(address, headers={"Range": "bytes=0-99"})
        assert (part.status_code, part.content) == (206, whole.content[:100])
        same = httpx.get(address, headers={"If-None-Match": whole.headers["ETag"]})
        assert same.status_code == 304


def test_memory_holds_no_more_than_its_bound(line: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_only(line)
    monkeypatch.setattr(supplies, "MOST_HELD", 200_000)
    supply = Supply(line)
    for name in names(line):
        assert isinstance(supply.make(name), bytes)
        assert supply._held.currsize <= 200_000
    assert len(supply._held) < len(names(line))


@pytest.mark.parametrize(
    "name",
    [
        "pt-BR/none.espeak.normal.0123456789abcdef.phone.wav",
        "pt-BR/../../masters/{}.phone.wav",
        "{}.phone.mp3",
        "{}.opus",
        "{}",
        "silence.301.phone.wav",
        "silence.300.web.mp3",
        "pt-BR/.phone.wav",
        ".phone.wav",
        "pt-BR/" + "a" * 300 + ".phone.wav",
    ],
)
def test_a_stranger_cannot_have_anything_made_that_has_no_master(
    serve: Serve, kept: Path, line: Path, name: str
) -> None:
    [first, *_] = names(line, "")
    with serve(kept / "menus.yaml", IVR_SPEECH="play", IVR_AUDIO=str(line)) as url:
        assert httpx.get(f"{url}/audio/spoken/{name.format(first)}").status_code == 404
    assert not (line / "spoken").exists()
    assert not (line / ".locks").exists()


def test_a_link_in_a_masters_place_is_no_master(line: Path) -> None:
    [first, *_] = names(line)
    source = (line / "masters").resolve()
    (line / "masters").unlink()
    (line / "masters" / "pt-BR").mkdir(parents=True)
    master = first.removesuffix(PHONE) + ".opus"
    (line / "masters" / master).parent.mkdir(exist_ok=True)
    (line / "masters" / master).symlink_to(source / master)
    assert not Supply(line).has(first)


def test_a_master_that_is_no_sound_is_not_found_and_told_once(
    serve: Serve, kept: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    master = tmp_path / "audio" / "masters" / "pt-BR" / "a.espeak.normal.0123456789abcdef.opus"
    master.parent.mkdir(parents=True)
    master.write_bytes(b"version https://git-lfs.github.com/spec/v1")
    with serve(kept / "menus.yaml", IVR_AUDIO=str(tmp_path / "audio")) as url:
        address = f"{url}/audio/spoken/pt-BR/{master.stem}{PHONE}"
        assert httpx.get(address).status_code == 404
    assert "is no sound" in caplog.text
    assert not list((tmp_path / "audio").rglob("*.wav"))


def test_asked_for_by_many_at_once_a_copy_is_made_once(
    line: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    convert = supplies.copies.converted

    def counted(path: Path, kind: str) -> bytes:
        made.append(path)
        return convert(path, kind)

    monkeypatch.setattr(supplies.copies, "converted", counted)
    supply, name = Supply(line), names(line)[0]
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: supply.make(name), range(8)))
    assert answers == {line / "spoken" / name}
    assert len(made) == 1


def test_two_processes_at_once_write_one_whole_copy(line: Path) -> None:
    asked = names(line)[:6]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        sizes = pool.starmap(_make, [(line, asked)] * 2)
    assert sizes[0] == sizes[1]
    assert all(sizes[0])
    assert not list(line.rglob("*.part"))


def _make(audio: Path, asked: list[str]) -> list[int]:
    supply = Supply(audio)
    made = [supply.make(name) for name in asked]
    return [each.stat().st_size for each in made if isinstance(each, Path)]
