"""Decodes text files as people's editors and spreadsheets save them."""

from __future__ import annotations

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODE_PAGE = "cp1254"
"""Windows in Turkey; in the west of Europe and America it has the same letters, but Icelandic."""


def text_of(data: bytes) -> str:
    r"""Return the text of a file in UTF-8, UTF-16 or a code page; its lines end as ours do.

    >>> text_of(b"\xff\xfeo\x00l\x00\xe1\x00"), text_of(b"ol\xe1"), text_of("olá\r\n".encode())
    ('olá', 'olá', 'olá\n')
    """
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-16-le" if _unmarked(data) else "utf-8")
    except UnicodeDecodeError:
        return data.decode(CODE_PAGE, "replace")


def _unmarked(data: bytes) -> bool:
    """Tell whether most second bytes are 0, as in UTF-16: few letters of a text are not English."""
    seconds = data[1:256:2]
    return seconds.count(0) * 2 > len(seconds)
