"""Writes and reads PO files, the form of texts that most translators' programs know.

The form: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from ivr.errors import CatalogError
from ivr.menu.encoding import NotUtf8, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FUZZY = "fuzzy"
"""The mark of a translation that somebody must look at again; nobody hears it."""


@dataclass(frozen=True)
class Translation:
    """One text of a PO file: where it belongs, what was translated, and the translation.

    `line` is the one it was read from. `was` is what was translated, where that has changed since.
    """

    context: str
    original: str
    text: str
    fuzzy: bool = False
    line: int = 0
    was: str = ""
    notes: Sequence[str] = field(default=())
    places: Sequence[tuple[str, int]] = field(default=())


@dataclass(frozen=True)
class Translations:
    """What a PO file holds, and the code of its language."""

    language: str
    entries: tuple[Translation, ...]


def written(language: str, entries: Iterable[Translation]) -> bytes:
    """Return the PO file of a language."""
    catalog = Catalog(
        locale=language.replace("-", "_"),
        header_comment=f"# The texts of a telephone line in {language}. What stands in braces, such"
        "\n# as {help}, the line says itself: keep it as it is, wherever the sentence wants it.\n#",
        project="menus",
        version="1",
        fuzzy=False,
    )
    for each in entries:
        catalog.add(
            each.original,
            each.text,
            context=each.context,
            flags=[FUZZY] if each.fuzzy else [],
            auto_comments=each.notes,
            locations=each.places,
            previous_id=each.was,
        )
    stream = BytesIO()
    write_po(stream, catalog, width=0, include_previous=True)
    return stream.getvalue()


def parsed(data: bytes, file: str) -> Translations:
    """Return what a PO file holds.

    Raises:
        CatalogError: It is no PO file, or not in UTF-8.
    """
    try:
        catalog = read_po(StringIO(decoded(data)), abort_invalid=True)
    except NotUtf8 as error:
        raise CatalogError(f"{file}:{error.line}:{error.column}: {error}") from None
    except PoFileError as error:
        told = "is no line of a PO file; write one with `ivr texts export`"
        raise CatalogError(f"{file}:{error.lineno + 1}:1: {told}") from None
    except (UnknownLocaleError, ValueError) as error:
        raise CatalogError(f"{file}:1:1: its first lines cannot be read: {error}") from None
    entries = tuple(
        Translation(each.context or "", each.id, each.string, each.fuzzy, each.lineno or 1)
        for each in catalog
        if each.id and isinstance(each.id, str) and isinstance(each.string, str)
    )
    return Translations(str(catalog.locale_identifier or "").replace("_", "-"), entries)
