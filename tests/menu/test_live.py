"""Whatever happens while the menu file is read, the line goes on, says so, and tries again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ivr.errors import MenusError
from ivr.menu.live import LAST_RETRY, LiveMenus, Menus, read


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Reader:
    """Reads the file, or raises what the test says: memory is short, a drive is away."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.readings = 0

    def __call__(self, path: Path) -> Menus:
        self.readings += 1
        if self.error:
            raise self.error
        return read(path)


@pytest.fixture
def path(tmp_path: Path, good_menus: str) -> Path:
    path = tmp_path / "menus.yaml"
    path.write_text(good_menus, encoding="utf-8")
    return path


def welcome(menus: LiveMenus) -> str:
    return menus.now.flow.everywhere.welcome["pt-BR"].text


def look_twice(menus: LiveMenus) -> None:
    """Look until what is wrong is believed."""
    menus.look()
    menus.look()


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("too deep"), KeyError("help")])
def test_a_reading_that_fails_by_itself_is_reported_and_made_again_later(
    path: Path, error: Exception
) -> None:
    clock, reader = Clock(), Reader()
    menus = LiveMenus(path, reader, clock)
    edit(path, "Olá.", "Bom dia.")
    reader.error = error
    look_twice(menus)
    assert welcome(menus) == "Olá."
    assert type(error).__name__ in menus.problems[0]
    reader.error = None
    menus.look()
    assert welcome(menus) == "Olá.", "it is not read again at once"
    clock.now += 1
    menus.look()
    assert welcome(menus) == "Bom dia."
    assert menus.problems == ()


def test_a_file_that_stays_unreadable_is_tried_ever_more_seldom_and_at_once_when_edited(
    path: Path,
) -> None:
    clock, reader = Clock(), Reader()
    menus = LiveMenus(path, reader, clock)
    reader.error = MemoryError()
    edit(path, "Olá.", "Bom dia.")
    look_twice(menus)
    reader.readings = 0
    for _ in range(600):
        clock.now += 1
        menus.look()
    assert 10 <= reader.readings <= 6 + 600 / LAST_RETRY
    reader.error = None
    edit(path, "Bom dia.", "Boa tarde, gente.")
    menus.look()
    assert welcome(menus) == "Boa tarde, gente."


def test_a_file_that_is_away_for_a_while_is_read_again_when_it_is_back(path: Path) -> None:
    clock = Clock()
    menus = LiveMenus(path, read, clock)
    away = path.rename(path.with_name("away.yaml"))
    look_twice(menus)
    assert "cannot be read: No such file" in menus.problems[0]
    away.rename(path)
    menus.look()
    assert menus.problems == ()


def test_a_pipe_in_place_of_the_file_is_reported_and_the_file_taken_up_again(
    path: Path, good_menus: str
) -> None:
    menus = LiveMenus(path)
    path.unlink()
    os.mkfifo(path)
    look_twice(menus)
    assert "is no regular file" in menus.problems[0]
    path.unlink()
    path.write_text(good_menus.replace("Olá.", "Bom dia."), encoding="utf-8")
    menus.look()
    assert welcome(menus) == "Bom dia."


def test_a_file_that_is_just_being_written_is_not_reported_as_broken(
    path: Path, good_menus: str
) -> None:
    menus = LiveMenus(path)
    path.write_text("", encoding="utf-8")  # as an editor that empties the file first
    menus.look()
    assert menus.problems == ()
    path.write_text(good_menus.replace("Olá.", "Bom dia."), encoding="utf-8")
    menus.look()
    assert welcome(menus) == "Bom dia."
    assert menus.problems == ()


def test_a_file_that_is_only_touched_is_no_new_edition(path: Path) -> None:
    menus = LiveMenus(path)
    before = menus.now
    os.utime(path)
    menus.look()
    assert menus.now is before


def test_a_broken_edit_is_logged_once_however_often_it_is_read(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    menus = LiveMenus(path, read, clock)
    edit(path, "- to: sales", "- to: sale")
    for _ in range(100):
        clock.now += 1
        menus.look()
    assert caplog.text.count("the last good ones stay in use") == 1


def test_a_file_whose_inode_no_name_leads_to_is_reported(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # As in a container into which one file was mounted, when that file is replaced on the host.
    with path.open("rb") as mounted:
        menus = LiveMenus(Path(f"/proc/self/fd/{mounted.fileno()}"))
        menus.look()
        assert not menus.cut_off
        path.unlink()
        for _ in range(3):
            menus.look()
        assert menus.cut_off
        assert caplog.text.count("mount its folder") == 1
        assert welcome(menus) == "Olá."


def test_menus_that_are_broken_to_begin_with_are_refused(path: Path) -> None:
    edit(path, "- to: sales", "- to: sale")
    with pytest.raises(MenusError, match="choice 1"):
        LiveMenus(path)
