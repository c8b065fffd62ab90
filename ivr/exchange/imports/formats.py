"""Knows the formats that a line can be taken in from, and guesses which one a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.errors import ForeignFileError
from ivr.exchange.imports import freeswitch, outline
from ivr.exchange.imports.studio import terraform, walk
from ivr.menu.encoding import NotUtf8, decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivr.exchange.imports.draft import Draft

FORMATS: dict[str, Callable[[str, str, str], Draft]] = {
    "studio": walk.read,
    "freeswitch": freeswitch.read,
    "outline": outline.read,
}
"""What reads each format: it is given the text, the file's name and perhaps a language."""


def text_of(data: bytes, file: str) -> str:
    """Return the text of a file.

    Raises:
        ForeignFileError: It is not UTF-8, or it is empty.
    """
    try:
        text = decoded(data)
    except NotUtf8 as error:
        raise ForeignFileError(f"{file}:{error.line}:{error.column}: {error}") from error
    if not text.strip():
        raise ForeignFileError(f"{file}:1: the file is empty; name another")
    return text


def guessed(text: str) -> str:
    """Return the name of the format that a text seems to have.

    >>> guessed('{"states": []}'), guessed("<include>"), guessed("Dentist: Hello.")
    ('studio', 'freeswitch', 'outline')
    """
    if terraform.begins(text) >= 0:
        return "studio"
    begins = text.lstrip()[0]
    return {"{": "studio", "[": "studio", "<": "freeswitch"}.get(begins, "outline")
