"""A file that is no UTF-8 text is refused by the name of what it is, with how to save it right."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.errors import UnreadableMenus
from ivr.menu.source import load

OTHERS = {
    "Windows' own encoding": (
        "name: Inglês".encode("cp1252"),
        '1:11: byte 0xea is not UTF-8: it is "ê"',
    ),
    "a curly quote of Windows": ("name: “a”".encode("cp1252"), 'it is "“" in Windows-1252'),
    "UTF-16 of Notepad": ("start: main".encode("utf-16"), "1:1: this is UTF-16"),
    "UTF-16 without its mark": ("start: main".encode("utf-16-le"), "1:1: this is UTF-16"),
    "UTF-16 the other way round": ("# x".encode("utf-16-be"), "1:1: this is UTF-16"),
    "a Word file": (b"PK\x03\x04\x14\x00", "this is a Word, Excel or zip file"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1", "this is an old Word or Excel file"),
    "a text with formats": (rb"{\rtf1\ansi start: main}", "this is a text with formats (RTF)"),
    "a PDF": (b"%PDF-1.7", "this is a PDF"),
}


@pytest.mark.parametrize(("data", "told"), OTHERS.values(), ids=OTHERS)
def test_what_is_no_utf_8_is_named_with_how_to_save_it(
    data: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "menus.yaml"
    path.write_bytes(data)
    with pytest.raises(UnreadableMenus) as refused:
        load(path)
    assert told in str(refused.value)
    assert "save it as UTF-8: in Notepad" in str(refused.value)


def test_the_mark_that_notepad_begins_a_file_with_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "menus.yaml"
    path.write_bytes("start: São".encode("utf-8-sig"))
    assert load(path).data == {"start": "São"}
