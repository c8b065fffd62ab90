"""Decodes the bytes of a menu file, or says in a sentence what they are instead of text."""

from __future__ import annotations

import codecs
from typing import NoReturn

SAVE = (
    "save it as UTF-8: in Notepad, Save as, Encoding: UTF-8; "
    "in Word or Excel, Save as plain text, Encoding: Unicode (UTF-8)"
)
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"s\0t\0", b"\0s\0t", b"#\0", b"\0#")
OTHERS = {
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "a text with formats (RTF)",
    b"%PDF": "a PDF",
}


class NotUtf8(ValueError):
    """The bytes are no UTF-8; `line` and `column` say where, the text what they are instead."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def decoded(data: bytes) -> str:
    r"""Return the text of a file, without the mark some programs begin it with.

    >>> decoded("é".encode("utf-8-sig"))
    'é'

    Raises:
        NotUtf8: It is in another encoding, or no text at all.
    """
    for beginning, kind in OTHERS.items():
        if data.startswith(beginning):
            raise NotUtf8(f"this is {kind}, not a plain text; {SAVE}")
    if data.startswith(WIDE):
        raise NotUtf8(f'this is UTF-16 (Windows calls it "Unicode"), not UTF-8; {SAVE}')
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(data, error.start)


def _refuse(data: bytes, start: int) -> NoReturn:
    before = data[:start].decode("utf-8-sig", "replace")
    letter = data[start : start + 1].decode("cp1252", "replace")
    message = f'byte {data[start]:#x} is not UTF-8: it is "{letter}" in Windows-1252; {SAVE}'
    raise NotUtf8(message, before.count("\n") + 1, len(before) - before.rfind("\n"))
