"""Tells which translations a line takes, and why it cannot take the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.analysis.translation.translatable import slots, translatable
from ivr.menu.problem import did_you_mean

if TYPE_CHECKING:
    from ivr.analysis.translation.po import Translation
    from ivr.analysis.translation.translatable import Translatable
    from ivr.menu.source import Mark, Source


@dataclass(frozen=True)
class Imported:
    """The translations to be written, and what is to be told of the others.

    `texts` go into the file of the language, by where they belong; `elsewhere` are those of texts
    that stand in another file already, by the place in it.

    `refused` has a sentence for each that cannot be taken: then none is; `left` for each that is
    left as it was. The numbers count new and changed texts, those translated from words that have
    changed since, and those that are still missing.
    """

    texts: dict[str, str]
    elsewhere: dict[str, dict[Mark, str]]
    refused: tuple[str, ...]
    left: tuple[str, ...]
    new: int
    changed: int
    stale: int
    missing: int


def imported(
    source: Source, language: str, own_file: str, entries: tuple[Translation, ...], name: str
) -> Imported:
    """Return what of some translations a line takes.

    Args:
        source: The line.
        language: The code of their language.
        own_file: The file of that language, as problems name it.
        entries: The translations.
        name: The file they were read from.
    """
    known = {each.context: each for each in translatable(source)}
    accepted: list[tuple[Translation, Translatable]] = []
    refused, left, counts = [], [], Counter[str]()
    for entry in entries:
        at, text = f"{name}:{entry.line}:1", known.get(entry.context)
        if text is None:
            hint = did_you_mean(entry.context, known)
            left.append(f"{at}: the line has no text {entry.context}{hint}")
        elif not entry.text:
            continue
        elif entry.fuzzy or not _is_original(entry, text, language):
            counts["stale"] += 1
            left.append(f"{at}: {entry.context} must be looked at again: {_now(text, language)}")
        elif entry.text == text.texts.get(language):
            continue
        elif wrong := _wrong(entry):
            refused.append(f"{at}: {wrong}")
        else:
            counts["changed" if language in text.texts else "new"] += 1
            accepted.append((entry, text))
    texts, elsewhere = _by_file(accepted, source, language, own_file)
    missing = sum(
        language not in each.texts and each.context not in texts for each in known.values()
    )
    told = counts["new"], counts["changed"], counts["stale"], missing
    return Imported(texts, elsewhere, tuple(refused), tuple(left), *told)


def _by_file(
    accepted: list[tuple[Translation, Translatable]], source: Source, language: str, own_file: str
) -> tuple[dict[str, str], dict[str, dict[Mark, str]]]:
    """Return what belongs into the file of the language, and what stands in other files."""
    texts: dict[str, str] = {}
    elsewhere: defaultdict[str, dict[Mark, str]] = defaultdict(dict)
    for entry, text in accepted:
        file, line, column = source.place([*text.path, language])
        if language in text.texts and file != own_file:
            elsewhere[file][line, column] = entry.text
        else:
            texts[entry.context] = entry.text
    return texts, dict(elsewhere)


def _is_original(entry: Translation, text: Translatable, language: str) -> bool:
    """Tell whether what was translated is what the line says now, in any other language."""
    return entry.original in [said for code, said in text.texts.items() if code != language]


def _now(text: Translatable, language: str) -> str:
    code, said = next((each for each in text.texts.items() if each[0] != language), ("", ""))
    return f'in {code} it is "{said}" now' if code else "it stands in no other language"


def _wrong(entry: Translation) -> str:
    """Return why a translation cannot be taken, or nothing."""
    lost = sorted(slots(entry.original) - slots(entry.text))
    strange = sorted(slots(entry.text) - slots(entry.original))
    if not (lost or strange):
        return ""
    told = [f"lacks {{{each}}}" for each in lost] + [f"has {{{each}}}" for each in strange]
    return f"the translation of {entry.context} {' and '.join(told)}; keep what is in braces"
