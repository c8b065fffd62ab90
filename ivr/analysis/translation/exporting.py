"""Gathers what a translator is to see: every text, its translation, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.analysis.translation.po import Translation
from ivr.analysis.translation.translatable import slots, translatable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ivr.analysis.translation.translatable import Translatable
    from ivr.menu.source import Source


@dataclass(frozen=True)
class Exported:
    """The texts for a translator, and how many of them want work.

    `unsaid` are those that the PO file before had in other words than the line.
    """

    entries: tuple[Translation, ...]
    missing: int
    stale: int
    unsaid: tuple[Translation, ...]


def exported(
    source: Source, language: str, original: str, before: Iterable[Translation] = ()
) -> Exported:
    """Return the texts of a line for a translator from the language `original` into another.

    Args:
        source: The line.
        language: The code of the language to translate into.
        original: The code of the language to translate from.
        before: What the PO file held that is to be brought up to date.
    """
    kept = {each.context: each for each in before}
    texts = [each for each in translatable(source) if original in each.texts]
    entries = tuple(_entry(source, each, language, original, kept) for each in texts)
    said = {each.context: each.texts.get(language) for each in texts}
    unsaid = tuple(
        each
        for each in kept.values()
        if each.text and not each.fuzzy and said.get(each.context) not in {None, each.text}
    )
    missing = sum(not each.text for each in entries)
    return Exported(entries, missing, sum(each.fuzzy for each in entries), unsaid)


def _entry(
    source: Source,
    text: Translatable,
    language: str,
    original: str,
    kept: Mapping[str, Translation],
) -> Translation:
    now, said, old = text.texts[original], text.texts.get(language, ""), kept.get(text.context)
    file, line, _ = source.place([*text.path, original])
    in_braces = ", ".join(f"{{{each}}}" for each in sorted(slots(now)))
    notes = [text.note] if text.note else []
    notes += [f"Keep {in_braces}: the line says it itself."] if in_braces else []
    changed = old is not None and old.original != now
    same = old is not None and said in {"", old.text}
    stale = bool(old and old.text and same and (changed or old.fuzzy))
    return Translation(
        text.context,
        now,
        said or (old.text if old else ""),
        fuzzy=stale,
        was=old.original if old and stale and changed else "",
        notes=notes,
        places=[(file, line)],
    )
