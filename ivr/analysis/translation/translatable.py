"""Finds the texts of a line that are to be translated, with what a translator must know of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivr.analysis.rules.wording import label_length, landing_cue
from ivr.menu.document import READ
from ivr.menu.fill import names_in
from ivr.menu.source import Entries, Items
from ivr.menu.translations import CODE, ELSEWHERE, item_names, languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.menu.problem import Path
    from ivr.menu.source import Source

TO = re.compile(r"\{(to:[a-z0-9-]+)\}")
NOTES = {
    "label": f"At most {label_length.LABEL} words; with its key it lasts "
    f"{label_length.SECONDS:g} s at most. It stands before the key.",
    "title": f"{landing_cue.SECONDS:g} s at most. It begins with the words of the choice that leads"
    " here.",
}
READ_NOTE = "It is read on a page; nobody says it."


@dataclass(frozen=True)
class Translatable:
    """A text in the languages it is there in.

    `context` says where it stands, as in `menus.main.choices.bill.label`; the path leads there, to
    its text in a language one step further.
    """

    context: str
    path: Path
    texts: Mapping[str, str]

    @property
    def note(self) -> str:
        """What a translator must know of it, or nothing."""
        if self.path[0] in READ:
            return READ_NOTE
        return NOTES.get(str(self.path[-1]), "")


def slots(text: str) -> frozenset[str]:
    """Return what a text has in braces: the line fills it in, so a translation keeps it.

    >>> sorted(slots("Call {help}, or {to:bill}. {{"))
    ['help', 'to:bill']
    """
    return frozenset(names_in(text)) | frozenset(TO.findall(text))


def translatable(source: Source) -> Iterator[Translatable]:
    """Yield each text of a line, in the order of its files."""
    for section, part in source.data.items():
        if section not in ELSEWHERE:
            yield from _below(part, (section,), (section,))


def complete(source: Source) -> None:
    """Give each text that a language lacks the words of another, so that none is missing."""
    codes = languages(source.data)
    for each in list(translatable(source)):
        node: Any = source.data
        for step in each.path:
            node = node[step]
        lacks = [code for code in codes if code not in node]
        words = next(iter(each.texts.values()))
        node.take(Entries.at(node.mark, dict.fromkeys(lacks, words)), lacks)


def _below(part: Any, path: Path, names: tuple[str, ...]) -> Iterator[Translatable]:
    if isinstance(part, Items):
        for index, name in enumerate(item_names(part)):
            yield from _below(part[index], (*path, index), (*names, name))
    elif isinstance(part, Entries) and part and all(map(CODE.fullmatch, part)):
        texts = {code: text for code, text in part.items() if isinstance(text, str)}
        if texts:
            yield Translatable(".".join(names), path, texts)
    elif isinstance(part, Entries):
        for name, inner in part.items():
            yield from _below(inner, (*path, name), (*names, name))
