"""Reads the texts of one language from a file of its own, such as menus.tr-TR.yaml.

It has the places of the menu file, and in each a plain text where that file has one for each
language. What stands in a list there has a name here, because numbers would change when a choice
is moved: a choice where it leads to, a step what it is, anything else its number from 1.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ivr.menu.document import LANGUAGE, STEPS
from ivr.menu.problem import Problem, did_you_mean
from ivr.menu.source import Entries, Items
from ivr.menu.spelling import Nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ivr.menu.problem import Path
    from ivr.menu.source import Source

CODE = re.compile(LANGUAGE)
ELSEWHERE = frozenset({"include", "start", "languages", "say", "glossary", "budget", "allow"})
"""Sections without such texts."""
MOST_NAMED = 3
"""Names that a message gives as examples."""


def languages(data: Entries) -> list[str]:
    """Return the codes of the languages of a line."""
    listed = data.get("languages")
    codes = listed if isinstance(listed, Entries | Items) else ()
    return [code for code in codes if isinstance(code, str) and CODE.fullmatch(code)]


def file_of(name: str, code: str) -> str:
    """Return the name of the file that holds the texts of a language, beside a menu file.

    >>> file_of("line/menus.yaml", "tr-TR")
    'line/menus.tr-TR.yaml'
    """
    file = PurePosixPath(name)
    return str(file.with_name(f"{file.stem}.{code}{file.suffix}"))


def menu_file_of(name: str) -> str:
    """Return the name of the menu file whose texts a file holds, or of the file itself.

    >>> menu_file_of("line/menus.tr-TR.yaml"), menu_file_of("menus.old.yaml")
    ('line/menus.yaml', 'menus.old.yaml')
    """
    file = PurePosixPath(name)
    line, _, code = file.stem.rpartition(".")
    return str(file.with_name(line + file.suffix)) if line and CODE.fullmatch(code) else name


def strangers(name: str, beside: Iterable[str], codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each file that looks like the texts of a language the line does not have, and its code.

    >>> list(strangers("menus.yaml", ["menus.yaml", "menus.fr-FR.yaml"], ["en-US"]))
    [('menus.fr-FR.yaml', 'fr-FR')]
    """
    for file in beside:
        code = PurePosixPath(file).stem.rpartition(".")[2]
        if code not in codes and file != name == menu_file_of(file):
            yield file, code


def item_names(items: Sequence[Any]) -> list[str]:
    """Return what the items of a list are called; the second of a name gets its number.

    >>> item_names([{"to": "bill"}, {"to": "signal"}, {"to": "bill"}])
    ['bill', 'signal', 'bill-2']
    >>> item_names([{"do": "x"}, {"en-US": "y"}])
    ['do', '2']
    """
    counted: Counter[str] = Counter()
    names = []
    for number, item in enumerate(items, start=1):
        name = _item_name(item) or str(number)
        counted[name] += 1
        names.append(name if counted[name] == 1 else f"{name}-{counted[name]}")
    return names


def _item_name(item: Any) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return ""
    return str(item.get("to") or next((kind for kind in STEPS if kind in item), ""))


def _is_text(part: Entries) -> bool:
    """Tell whether a part is one text in several languages."""
    return all(CODE.fullmatch(name) for name in part)


def _some(part: Entries | Items) -> str:
    """Return the names of a part's own parts, the first of them where there are many."""
    names = item_names(part) if isinstance(part, Items) else [*part]
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


def fill(whole: Source, texts: Entries, code: str) -> Iterator[Problem]:
    """Take the texts of a language into the whole; yield those that have no place there."""
    yield from _Filling(whole, code).section(whole.data, texts, ())


class _Filling:
    def __init__(self, whole: Source, code: str) -> None:
        self.whole = whole
        self.code = code

    def section(self, into: Entries | Items, texts: Entries, path: Path) -> Iterator[Problem]:
        """Take the texts of a section into a part of the menu file."""
        names = item_names(into) if isinstance(into, Items) else [*into]
        for name, text in texts.items():
            if not path and name in ELSEWHERE:
                told = f'"{name}" has no texts to translate; write it in {self.whole.file}'
                yield self._problem(texts, name, told)
            elif CODE.fullmatch(name):
                told = f'"{name}": all of this file is in {self.code}; write the text alone'
                yield self._problem(texts, name, told)
            elif isinstance(text, Nothing) or text == "":
                continue  # not translated yet
            elif name in names:
                inner = into[names.index(name)] if isinstance(into, Items) else into[name]
                yield from self._part(inner, texts, name, (*path, name))
            elif isinstance(into, Entries) and not isinstance(text, Entries):
                self._begin(into, texts, name)
            else:
                where = ".".join(map(str, path)) or self.whole.file
                hint = did_you_mean(name, names)
                told = f'"{name}" is not in {where}{hint or "; delete it here"}'
                yield self._problem(texts, name, told)

    def _part(self, inner: Any, texts: Entries, name: str, path: Path) -> Iterator[Problem]:
        """Take one text, or the texts of a part, into what stands under its name."""
        text = texts[name]
        if isinstance(text, Entries) and isinstance(inner, Entries | Items):
            yield from self.section(inner, text, path)
        elif isinstance(inner, Items) or (isinstance(inner, Entries) and not _is_text(inner)):
            told = f'"{name}" has parts of its own, {_some(inner)}; write each of them under it'
            yield self._problem(texts, name, told)
        elif not isinstance(inner, Entries):
            told = f'"{name}" is the same in every language; it stands in {self.whole.file}'
            yield self._problem(texts, name, told)
        elif self.code in inner:
            file, line, _ = self.whole.at(inner.marks(self.code)[0])
            told = f"the {self.code} text stands in {file} too, on line {line}; keep one of them"
            yield self._problem(texts, name, told)
        else:
            inner.take(self._named(texts, name), [self.code])

    def _begin(self, into: Entries, texts: Entries, name: str) -> None:
        """Take a text that stands in no other language; whether it may, the reader says."""
        (line, column), _ = texts.marks(name)
        begun = Entries.at((line, column), {name: self._named(texts, name)})
        into.take(begun, [name])

    def _named(self, texts: Entries, name: str) -> Entries:
        """Return a text under the code of its language."""
        return Entries.at(texts.marks(name)[1], {self.code: texts[name]})

    def _problem(self, texts: Entries, name: str, message: str) -> Problem:
        return Problem(*self.whole.at(texts.marks(name)[0]), message)
