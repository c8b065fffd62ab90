"""Whatever stands where the menu file should is refused at once, in a few words and little room."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ivr.errors import UnreadableMenus
from ivr.menu.problem import MOST_PROBLEMS
from ivr.menu.reader import examine
from ivr.menu.source import MAX_BYTES, MAX_PARTS, load, parse

MB = 2**20


def refusal(path: Path) -> str:
    """Read a file on a thread, so that a test fails instead of waiting for ever."""
    told: list[str] = []

    def read() -> None:
        with pytest.raises(UnreadableMenus) as caught:
            load(path)
        told.append(str(caught.value))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(timeout=60)
    assert told, f"{path} was never refused"
    return told[0]


def test_a_pipe_is_refused_without_waiting_for_somebody_to_write_into_it(tmp_path: Path) -> None:
    pipe = tmp_path / "menus.yaml"
    os.mkfifo(pipe)
    assert refusal(pipe).endswith("is no regular file; give the path of a menu file")


def test_a_device_is_refused() -> None:
    assert "is no regular file" in refusal(Path("/dev/zero"))


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "menus.yaml"))
        assert "cannot be read" in refusal(tmp_path / "menus.yaml")


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "menus.yaml").symlink_to("menus.yaml")
    assert "cannot be read: Too many levels of symbolic links" in refusal(tmp_path / "menus.yaml")


def test_a_name_too_long_for_any_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: File name too long" in refusal(tmp_path / ("m" * 300))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "menus.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert "is larger than 2 MB" in refusal(path)


def test_the_same_bytes_have_the_same_edition_wherever_they_lie(
    tmp_path: Path, good_menus: str
) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    for each in (one, other):
        each.write_text(good_menus, encoding="utf-8")
    assert load(one).edition == load(other).edition
    other.write_text(good_menus + "# a remark\n", encoding="utf-8")
    assert load(one).edition != load(other).edition


MISTAKES = {
    "unknown names": ("", "n{}: 1\n"),
    "one name again and again": ("", "start: main\n"),
    "values that are none": ("values:\n", "  V{}: 1\n"),
    "choices that are none": ("choices:\n", "      - 1\n"),
}
"""Entries that are wrong, and the line after which they stand; without one, at the end."""

FULL = MAX_PARTS // 2 - 1000
"""As many entries as fit into a menu file."""


@pytest.mark.parametrize("count", [3_000, pytest.param(FULL, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", MISTAKES)
def test_a_file_full_of_mistakes_is_refused_with_the_first_hundred(
    kind: str, count: int, good_menus: str
) -> None:
    line, pattern = MISTAKES[kind]
    wrong = "".join(pattern.format(number) for number in range(count))
    text = good_menus.replace(line, line + wrong, 1) if line else good_menus + wrong
    assert len(text) < MAX_BYTES
    problems = examine(parse(text, "m.yaml")).problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].message.endswith("more problems; mend these first")


MANY = [
    (600_000, "larger than 2 MB"),
    (76_000, f"part {MAX_PARTS + 1:,}"),
    pytest.param(280_000, f"part {MAX_PARTS + 1:,}", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("count", "told"), MANY)
def test_many_unknown_names_take_little_room_to_be_refused(
    tmp_path: Path, count: int, told: str
) -> None:
    path = tmp_path / "menus.yaml"
    path.write_text("".join(f"{number:x}:\n" for number in range(count)), encoding="utf-8")
    assert (path.stat().st_size > MAX_BYTES) == (told == "larger than 2 MB")
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "ivr", "check", str(path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (400 * MB, 400 * MB)),
    )
    assert done.returncode == 2, done.stderr
    assert told in done.stdout


@pytest.mark.parametrize(("letters", "fits"), [(60, True), (61, False)])
def test_a_name_has_sixty_letters_at_most_so_its_sounds_are_files(
    letters: int, fits: bool, good_menus: str
) -> None:
    name = "s" * letters
    problems = examine(parse(good_menus.replace("sales", name), "m.yaml")).problems
    assert not problems if fits else "at most 60 in all" in str(problems[0])
