"""A line in several files is the line it was in one, and each problem is told with its file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.errors import UnreadableMenus
from ivr.menu import source
from ivr.menu.include import MOST_FILES, load
from ivr.menu.live import LiveMenus
from ivr.menu.reader import examine, read

Write = Callable[[str, str], Path]
REPAIRS = """  repairs:
    title: {pt-BR: "Consertos", en-US: "Repairs"}
    text: {pt-BR: "Ligue para {company}.", en-US: "Call {company}."}
    choices:
      - to: prices
        label: {pt-BR: "preços", en-US: "hear prices"}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def divided(write: Write, good_menus: str) -> Path:
    """The good line with one of its messages in another file."""
    write("repairs.yaml", f"messages:\n{REPAIRS}")
    return write("menus.yaml", f"include: [repairs.yaml]\n{good_menus.replace(REPAIRS, '')}")


def told(path: Path) -> list[str]:
    """What is wrong with a line, without the folder it lies in."""
    try:
        problems = map(str, examine(load(path)).problems)
    except UnreadableMenus as error:
        problems = map(str, error.problems)
    return [each.replace(f"{path.parent}/", "") for each in problems]


def test_a_line_in_two_files_is_the_line_it_was_in_one(divided: Path, write: Write) -> None:
    whole = divided.read_text("utf-8").replace("include: [repairs.yaml]\n", "") + REPAIRS
    assert read(divided) == read(write("one.yaml", whole))


def test_a_problem_is_told_with_the_file_and_the_line_where_it_stands(
    divided: Path, write: Write
) -> None:
    write("repairs.yaml", f"# Ours\nmessages:\n{REPAIRS}".replace("prices", "price"))
    assert told(divided) == [
        'repairs.yaml:7:13: choice 1 leads to "price", no menu or message; did you mean "prices"?'
    ]


def test_a_name_given_twice_is_told_with_both_files_and_lines(divided: Path, write: Write) -> None:
    write("repairs.yaml", f"messages:\n  prices: {{}}\n{REPAIRS}start: sales\n")
    assert told(divided) == [
        'repairs.yaml:2:3: "prices" stands in menus.yaml too, on line 64; keep one of them',
        'repairs.yaml:9:1: "start" stands in menus.yaml too, on line 2; keep one of them',
    ]


def test_words_of_one_language_may_stand_in_several_files(divided: Path, write: Write) -> None:
    more = "say: {pt-BR: {TV: tevê}}\nglossary: {pt-BR: [fatura]}\n"
    write("repairs.yaml", f"{more}messages:\n{REPAIRS}")
    divided.write_text(
        divided.read_text("utf-8")
        + "say: {pt-BR: {Wi-Fi: uai-fai, TV: tivi}}\nglossary: {pt-BR: [boleto]}\n",
        encoding="utf-8",
    )
    [problem] = told(divided)
    assert problem.startswith('repairs.yaml:1:15: "TV" stands in menus.yaml too')
    write("repairs.yaml", f"{more.replace('TV', 'NET')}messages:\n{REPAIRS}")
    document = examine(load(divided)).document
    assert document
    assert [*document.say["pt-BR"]] == ["Wi-Fi", "TV", "NET"]
    assert document.glossary["pt-BR"] == ["boleto", "fatura"]


@pytest.mark.parametrize(
    ("included", "problem"),
    [
        ("../repairs.yaml", "leads out of this folder"),
        ("a/../../repairs.yaml", "leads out of this folder"),
        ("/etc/hostname", "leads out of this folder"),
        ("repair.yaml", "is not in this folder"),
        ("menus.yaml", "is read already"),
        ("outside.yaml", "is not in this folder"),
        ("loop.yaml", "is not in this folder"),
        ("", "is not in this folder"),
        (".", "is not in this folder"),
        ("~", "is not in this folder"),
        ("\\0", "is not in this folder"),
    ],
)
def test_only_other_files_of_the_folder_are_included(
    write: Write, good_menus: str, included: str, problem: str, tmp_path: Path
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
    outside.write_text("messages: {}", encoding="utf-8")
    (tmp_path / "outside.yaml").symlink_to(outside)
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    path = write("menus.yaml", f'include: ["{included}"]\n{good_menus}')
    [only] = told(path)
    shown = included.replace("\\0", "\0")
    assert only.startswith(f'menus.yaml:1:11: "{shown}" {problem}')


def test_a_link_to_another_file_of_the_folder_is_read(divided: Path) -> None:
    # As where a cluster mounts a folder of settings.
    (divided.parent / "..data").mkdir()
    (divided.parent / "repairs.yaml").rename(divided.parent / "..data" / "repairs.yaml")
    (divided.parent / "repairs.yaml").symlink_to("..data/repairs.yaml")
    assert told(divided) == []


def test_what_has_nothing_behind_it_is_left_out(divided: Path, write: Write) -> None:
    write("repairs.yaml", f"include:\nvalues:\nmessages:\n{REPAIRS}")
    assert told(divided) == []


def test_files_may_lie_in_folders_below_and_include_files_beside_them(
    divided: Path, write: Write
) -> None:
    write("repairs.yaml", "include: [more/one.yaml]")
    write("more/one.yaml", "include: [two.yaml]")
    write("more/two.yaml", f"messages:\n{REPAIRS}")
    assert told(divided) == []


def test_a_circle_is_told_where_it_closes(divided: Path, write: Write) -> None:
    write("repairs.yaml", f"include: [other.yaml]\nmessages:\n{REPAIRS}")
    write("other.yaml", "include: [repairs.yaml]")
    [problem] = told(divided)
    assert problem.startswith('other.yaml:1:11: "repairs.yaml" is read already')


def test_whatever_cannot_be_read_is_told_with_its_file(divided: Path, write: Write) -> None:
    write("repairs.yaml", "messages: [")
    assert told(divided)[0].startswith("repairs.yaml:1:11: this [ is never closed")
    write("repairs.yaml", "").write_bytes(b"messages: {\xe9: 1}")
    assert "repairs.yaml:1:12: byte 0xe9 is not UTF-8" in told(divided)[0]
    (divided.parent / "repairs.yaml").unlink()
    os.mkfifo(divided.parent / "repairs.yaml")
    assert "repairs.yaml:1:1: is no regular file" in told(divided)[0]


def test_all_files_together_have_the_limits_of_one(
    divided: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = divided.stat().st_size + 100
    monkeypatch.setattr(source, "MAX_BYTES", most)
    assert "repairs.yaml:1:1: is larger than the rest of the" in told(divided)[0]
    monkeypatch.undo()
    many = [f"f{number}.yaml" for number in range(MOST_FILES)]
    for name in many:
        write(name, "values: {}")
    text = divided.read_text("utf-8")
    divided.write_text(text.replace("[repairs.yaml]", str(["repairs.yaml", *many])), "utf-8")
    assert f"one file more than the {MOST_FILES}" in told(divided)[0]


def test_an_included_file_is_watched_as_the_main_one(divided: Path, write: Write) -> None:
    menus = LiveMenus(divided)
    first = menus.now
    menus.look()
    assert menus.now is first
    write("repairs.yaml", f"messages:\n{REPAIRS}".replace("Consertos", "Reparos"))
    menus.look()
    assert menus.now.flow.places["repairs"].titles["pt-BR"].text == "Reparos"
    assert menus.now.edition != first.edition


def test_a_set_that_is_half_saved_is_held_back_until_it_is_whole(
    divided: Path, write: Write
) -> None:
    menus = LiveMenus(divided)
    first = menus.now
    text = divided.read_text("utf-8")
    divided.write_text(text.replace("[repairs.yaml]", "[repairs.yaml, new.yaml]"), "utf-8")
    menus.look()
    menus.look()
    assert menus.now is first
    assert "new.yaml" in menus.problems[0]
    write("new.yaml", "messages: [")
    menus.look()
    menus.look()
    assert "new.yaml:1:11" in menus.problems[0]
    write("new.yaml", "glossary: {pt-BR: [fatura]}")
    menus.look()
    assert menus.problems == ()
    assert menus.now.edition != first.edition


def test_a_byte_order_mark_and_windows_lines_are_read(divided: Path, write: Write) -> None:
    text = f"messages:\n{REPAIRS}".replace("\n", "\r\n")
    write("repairs.yaml", "").write_bytes(text.encode("utf-8-sig"))
    assert told(divided) == []
