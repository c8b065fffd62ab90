"""Reads YAML text into plain mappings, lists and strings that remember where they stand.

Menus need no more of YAML than that: an anchor, an alias or a tag is refused where it stands, so
no file grows when it is read; size and depth have limits, so reading ends soon whatever is given.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from ivr.errors import UnreadableMenus
from ivr.menu.characters import described
from ivr.menu.encoding import NotUtf8, decoded
from ivr.menu.problem import Problem, by_place, first
from ivr.menu.slips import Slips, find
from ivr.menu.spelling import NOTHING, Nothing
from ivr.menu.yaml_errors import explain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_BYTES = 2 * 1024 * 1024
MAX_PARTS = 150_000
"""Names, texts and lists in one file; more would fill the memory with what is wrong with them."""
MAX_DEPTH = 12
EDITION = 12
"""Letters of the hash by which an edition is known: enough that no two are alike."""

NO_SLIPS = Slips()
Mark = tuple[int, int]


class Entries(dict[str, Any]):
    """A YAML mapping; `marks` holds line and column of each key and of its value."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: dict[str, tuple[Mark, Mark]] = {}


class Items(list[Any]):
    """A YAML sequence; `marks` holds line and column of each item."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: list[Mark] = []


@dataclass(frozen=True)
class Source:
    """A menu file as it was written: its data, and where each piece of it stands.

    `edition` is the hash of the file's bytes: any two who read the same bytes have the same one.
    """

    file: str
    data: Entries
    repeated: tuple[Problem, ...] = ()
    slips: Slips = NO_SLIPS
    edition: str = ""

    def where(self, path: Sequence[str | int], *, key: bool = False) -> Mark:
        """Return line and column of what `path` leads to, or of the last thing on the way there.

        A text stands where it begins, a part of several lines where its name stands.
        """
        node: Any = self.data
        mark: Mark = self.data.mark
        for depth, step in enumerate(path, start=1):
            if isinstance(node, Entries) and isinstance(step, str) and step in node:
                marks = node.marks[step]
                named = isinstance(node[step], Entries | Items) or (key and depth == len(path))
                mark = marks[0] if named else marks[1]
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
                mark = node.marks[step]
            else:
                break
            node = node[step]
        return mark

    def problem(self, path: Sequence[str | int], message: str, *, key: bool = False) -> Problem:
        """Return a problem that stands where `path` leads to (at its key, or at its value)."""
        return Problem(self.file, *self.where(path, key=key), message)


def load(path: Path) -> Source:
    """Read a menu file.

    Raises:
        UnreadableMenus: It is missing, no regular file, too large, not UTF-8 or not plain YAML.
    """
    data = _bytes(path)
    edition = hashlib.sha256(data).hexdigest()[:EDITION]
    return replace(parse(_text(data, path), str(path)), edition=edition)


def parse(text: str, file: str) -> Source:
    """Read the text of a menu file; `file` is the name its problems carry.

    >>> parse("start: main", "menus.yaml").where(["start"])
    (1, 8)

    Raises:
        UnreadableMenus: The text is not plain YAML.
    """
    return _Parser(text, file).read()


def _bytes(path: Path) -> bytes:
    """Return what a file holds; whatever else may stand at its path is refused, not waited for."""
    try:
        with open(path, "rb", opener=_open_at_once) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                _give_up(str(path), (1, 1), "is no regular file; give the path of a menu file")
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        _give_up(
            str(path), (1, 1), f"cannot be read: {error.strerror}; give the path of a menu file"
        )
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        _give_up(str(path), (1, 1), f"is larger than {limit} MB; split it, or is it a menu file?")
    return data


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe would wait for somebody who writes to it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _text(data: bytes, path: Path) -> str:
    try:
        return decoded(data)
    except NotUtf8 as error:
        _give_up(str(path), (error.line, error.column), str(error))


def _give_up(file: str, mark: Mark, message: str) -> NoReturn:
    raise UnreadableMenus([Problem(file, *mark, message)])


class _Parser:
    """Builds the data event by event, so that nothing is read beyond the first thing refused."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.repeated: list[Problem] = []
        self.slips = find(text, file)
        self.parts = 0
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def read(self) -> Source:
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            self._refuse(explain(error, self.file))
        except yaml.reader.ReaderError as error:
            # libyaml counts bytes.
            before = self.text.encode()[: error.position].decode(errors="ignore")
            place = before.count("\n") + 1, len(before) - before.rfind("\n")
            odd = described(chr(error.character))
            _give_up(self.file, place, f"{odd} stands here; delete it, or type the line again")

    def _refuse(self, problem: Problem) -> NoReturn:
        """Tell the slips of the file; where none explains why it cannot be read, tell that too."""
        why = self.slips.explain(problem.line) or (problem,)
        raise UnreadableMenus(first(sorted({*why, *self.slips.certain}, key=by_place)))

    def _document(self) -> Source:
        next(self.events)  # the stream starts
        if isinstance(next(self.events), yaml.StreamEndEvent):
            _give_up(self.file, (1, 1), "is empty; see docs/menus.md for what belongs here")
        event = next(self.events)
        data = self._node(event, 0)
        if not isinstance(data, Entries):
            message = "is not a list of names and values, such as start:"
            self._refuse(Problem(self.file, *_mark(event), message))
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            _give_up(self.file, _mark(after), "begins a second document; keep one to a file")
        return Source(self.file, data, tuple(self.repeated), self.slips)

    def _node(self, event: Any, depth: int) -> Any:
        self._refuse_odd(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._entries(event, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth + 1)
        # libyaml gives a plain scalar the style "", PyYAML's own parser None.
        plain_nothing = not event.style and event.value in NOTHING
        return Nothing(event.value) if plain_nothing else event.value

    def _refuse_odd(self, event: Any, depth: int) -> None:
        self.parts += 1
        if self.parts > MAX_PARTS:
            _give_up(self.file, _mark(event), f"is part {MAX_PARTS + 1:,}; is this a menu file?")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            message = (
                "begins with & or *, which stand for other places of the file; "
                "put the text in quotes, or write it out"
            )
            _give_up(self.file, _mark(event), message)
        if event.tag is not None:
            _give_up(
                self.file,
                _mark(event),
                f"begins with !, for YAML a tag ({event.tag}); put the text in quotes",
            )
        if depth > MAX_DEPTH:
            _give_up(self.file, _mark(event), f"is more than {MAX_DEPTH} levels deep")

    def _entries(self, start: Any, depth: int) -> Entries:
        entries = Entries(_mark(start))
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self._refuse_odd(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                _give_up(self.file, _mark(event), "has a list where a name belongs")
            key: str = event.value
            value_event = next(self.events)
            value = self._node(value_event, depth)
            if key in entries:
                self._report_repeated(key, event, entries)
                continue
            entries[key] = value
            entries.marks[key] = _mark(event), _mark(value_event)
        return entries

    def _report_repeated(self, key: str, event: Any, entries: Entries) -> None:
        first = entries.marks[key][0][0]
        message = f'"{key}" stands here a second time (first on line {first}); keep one of them'
        self.repeated.append(Problem(self.file, *_mark(event), message))

    def _items(self, start: Any, depth: int) -> Items:
        items = Items(_mark(start))
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
            items.marks.append(_mark(event))
        return items


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1
