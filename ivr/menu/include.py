"""Reads a menu file with all that belongs to it: the files it includes, and one for each language.

Their data join as if they stood in one file, and each piece still knows in which file it stands.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ivr.errors import UnreadableMenus
from ivr.menu import join, translations
from ivr.menu import source as single
from ivr.menu.collector import resting
from ivr.menu.folder import DiskFolder
from ivr.menu.problem import Problem
from ivr.menu.slips import Slips
from ivr.menu.source import EDITION, Items, decode
from ivr.menu.spelling import Nothing
from ivr.menu.stamp import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ivr.menu.folder import Folder
    from ivr.menu.source import Source
    from ivr.menu.stamp import Stamp

MOST_FILES = 100
"""Files of one line: whoever includes more has included something by mistake."""
MOST_SHOWN = 60
"""Characters of a name that a message repeats."""


def load(path: Path) -> Source:
    """Read a menu file and all that belongs to it.

    Raises:
        UnreadableMenus: A file is missing, no regular file, not UTF-8 or not plain YAML, or all of
            them together are too large.
    """
    return together(DiskFolder(path.parent), path.name)


@resting()
def together(folder: Folder, name: str) -> Source:
    """Return what a menu file of a folder says, with all that belongs to it.

    Raises:
        UnreadableMenus: A file cannot be read; the error tells which were looked for.
    """
    files = _Files(folder)
    try:
        return files.joined(name)
    except UnreadableMenus as error:
        raise UnreadableMenus(error.problems, files.looked_for) from None


class _Files:
    """The files of one line, in the order in which they are read."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.read: dict[str, Source] = {}
        self.looked_for: dict[Path, Stamp | None] = {}
        self.bytes = 0

    def joined(self, name: str) -> Source:
        """Return what a file says with all that belongs to it."""
        main = self._read(name)
        if problems := list(self._include(name)):
            raise UnreadableMenus(problems)
        whole = replace(main, named=self._named)
        included = [*self.read.values()][1:]
        wrong = [each for one in included for each in join.join(whole, one)]
        wrong += self._translate(whole, name)
        every = tuple(self.read.values())
        return replace(
            whole,
            repeated=(*(each for one in every for each in one.repeated), *wrong),
            slips=_slips([each.slips for each in every]),
            edition=_edition(self.read),
            parts=every[-1].parts,
            files=self.looked_for,
            named=self._named,
        )

    @property
    def _named(self) -> tuple[str, ...]:
        """How problems name the files that were read."""
        return tuple(each.file for each in self.read.values())

    def _read(self, name: str) -> Source:
        """Read one file; all of them together have the limits of one."""
        path = self._look_for(name)
        data = self.folder.read(name, single.MAX_BYTES - self.bytes)
        parts = max((each.parts for each in self.read.values()), default=0)
        source = replace(decode(data, str(path), parts), named=(*self._named, str(path)))
        source.data.number(len(self.read))
        self.bytes += len(data)
        self.read[name] = source
        return source

    def _look_for(self, name: str) -> Path:
        """Return the path of a file; note what it is like before it is read."""
        path = self.folder.path(name)
        self.looked_for[path] = stamp(path)
        return path

    def _include(self, name: str) -> Iterator[object]:
        """Read the files that a file includes, and those that they include; yield what is wrong."""
        source = self.read[name]
        listed = source.data.get("include", Items())
        listed = Items() if isinstance(listed, Nothing) else listed
        if not isinstance(listed, Items) or not all(isinstance(each, str) for each in listed):
            yield source.problem(["include"], "is a list of files, such as [complaints.yaml]")
            return
        for index, text in enumerate(listed):
            inner = str(PurePosixPath(name).parent / text)
            if refused := self._refused(text, inner):
                yield source.problem(["include", index], refused)
                continue
            try:
                self._read(inner)
            except UnreadableMenus as error:
                yield from error.problems
                continue
            yield from self._include(inner)

    def _refused(self, text: str, name: str) -> str:
        """Return why a file is not included, or nothing."""
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        if text.startswith("/") or "\\" in text or ".." in PurePosixPath(text).parts:
            return f'"{shown}" leads out of this folder; name a file in it or below, as in a/b.yaml'
        if name in self.read:
            return (
                f'"{shown}" is read already; name each file once, and none that includes this one'
            )
        if len(self.read) >= MOST_FILES:
            return f'"{shown}" is one file more than the {MOST_FILES} that a line may have'
        if not self.folder.has(name):
            self._look_for(name)
            return f'"{shown}" is not in this folder; write the name of a file that is'
        return ""

    def _translate(self, whole: Source, name: str) -> Iterator[Problem]:
        """Take in the texts of each language that has a file of its own; yield what is wrong."""
        codes = translations.languages(whole.data)
        for file, code in translations.strangers(name, self.folder.names(), codes):
            message = f"{code} is no language of this line, so nobody hears what stands here"
            yield Problem(str(self.folder.path(file)), 1, 1, message, "warning")
        for code in codes:
            beside = translations.file_of(name, code)
            if not self.folder.has(beside):
                self._look_for(beside)
                continue
            texts = self._read(beside)
            yield from translations.fill(replace(whole, named=self._named), texts.data, code)


def _slips(each_file: Sequence[Slips]) -> Slips:
    """Return the slips of all files."""
    return Slips(
        tuple(slip for each in each_file for slip in each.certain),
        tuple(slip for each in each_file for slip in each.explaining),
        tuple(reach for each in each_file for reach in each.reaches),
    )


def _edition(read: dict[str, Source]) -> str:
    """Return the edition of all files: the only one's, or the hash of their names and editions."""
    if len(read) == 1:
        return next(iter(read.values())).edition
    told = "\n".join(f"{name} {source.edition}" for name, source in read.items())
    return hashlib.sha256(told.encode()).hexdigest()[:EDITION]
