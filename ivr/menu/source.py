"""Reads YAML text into plain mappings, lists and strings that remember where they stand.

Menus need no more of YAML than that: an anchor, an alias or a tag is refused where it stands, so
no file grows when it is read; size and depth have limits, so reading ends soon whatever is given.
"""

from __future__ import annotations

import hashlib
import os
import stat
from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from ivr.errors import UnreadableMenus
from ivr.menu.characters import described
from ivr.menu.collector import resting
from ivr.menu.encoding import NotUtf8, decoded
from ivr.menu.problem import Problem, by_place, first
from ivr.menu.slips import Slips, find
from ivr.menu.spelling import NOTHING, Nothing
from ivr.menu.yaml_errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from ivr.menu.stamp import Stamp

    Numbers = array[int]

MAX_BYTES = 2 * 1024 * 1024
MAX_PARTS = 150_000
"""Names, texts and lists in one file; more would fill the memory with what is wrong with them."""
MAX_DEPTH = 12
MOST_LINES = MAX_BYTES + 2
"""More lines than a file can have: the lines of a second file count on from here."""
EDITION = 12
"""Letters of the hash by which an edition is known: enough that no two are alike."""

NO_SLIPS = Slips()
Mark = tuple[int, int]


class Entries(dict[str, Any]):
    """A YAML mapping that knows where it stands, and where each of its names and values does.

    A large file has hundreds of thousands of places, and few are ever asked for: they are bare
    numbers in a row that all parts of a file share, and found when one is asked for.
    """

    __slots__ = ("_first", "_numbers", "_order")

    def __init__(self) -> None:
        super().__init__()
        self._order: dict[str, int] | None = None

    @classmethod
    def at(cls, mark: Mark, data: Mapping[str, Any]) -> Entries:
        """Return a mapping that stands, with all of its names and values, in one place."""
        entries = cls()
        entries.update(data)
        entries.stand(array("I"), [*mark] * (1 + 2 * len(data)))
        return entries

    def stand(self, numbers: Numbers, places: Sequence[int]) -> None:
        """Note line and column of the mapping, then of each name and of its value."""
        self._numbers, self._first = numbers, len(numbers)
        numbers.extend(places)

    @property
    def mark(self) -> Mark:
        """Line and column where the mapping begins."""
        return self._numbers[self._first], self._numbers[self._first + 1]

    def marks(self, name: str) -> tuple[Mark, Mark]:
        """Return line and column of a name, and of its value."""
        first = self._first + 2 + 4 * self._number(name)
        line, column, value_line, value_column = self._numbers[first : first + 4]
        return (line, column), (value_line, value_column)

    def number(self, file: int) -> None:
        """Count the lines of everything in a file as those of the file of that number, from 0."""
        for index in range(0, len(self._numbers) if file else 0, 2):
            self._numbers[index] += file * MOST_LINES

    def take(self, other: Entries, names: Sequence[str]) -> None:
        """Take in some names of another mapping, which go on standing where they stand."""
        places = [*self.mark]
        for name in self:
            places += (*self.marks(name)[0], *self.marks(name)[1])
        for name in names:
            places += (*other.marks(name)[0], *other.marks(name)[1])
            self[name] = other[name]
        self._order = None
        self.stand(array("I"), places)

    def copy(self) -> Entries:
        """Return another mapping of the same values, which may be deleted from."""
        other = Entries()
        other.update(self)
        other._numbers, other._first = self._numbers, self._first
        other._order = self._order = self._order or _in_order(self)
        return other

    def _number(self, name: str) -> int:
        self._order = self._order or _in_order(self)
        return self._order[name]


class Items(list[Any]):
    """A YAML sequence that knows where it stands, and where each of its items does."""

    __slots__ = ("_first", "_numbers")

    def stand(self, numbers: Numbers, places: Sequence[int]) -> None:
        """Note line and column of the sequence, then of each item."""
        self._numbers, self._first = numbers, len(numbers)
        numbers.extend(places)

    @property
    def mark(self) -> Mark:
        """Line and column where the sequence begins."""
        return self._numbers[self._first], self._numbers[self._first + 1]

    @property
    def marks(self) -> list[Mark]:
        """Line and column of each item."""
        numbers = iter(self._places()[2:])
        return list(zip(numbers, numbers, strict=True))

    def copy(self) -> Items:
        """Return another sequence of the same items, which may be deleted from."""
        other = Items(self)
        other._numbers, other._first = self._places(), 0
        return other

    def take(self, other: Items) -> None:
        """Take in the items of another sequence, which go on standing where they stand."""
        places = [*self._places(), *other._places()[2:]]
        self.extend(other)
        self.stand(array("I"), places)

    def drop(self, index: int) -> None:
        """Delete an item of a copy, which has its places for itself."""
        del self._numbers[2 + 2 * index : 4 + 2 * index]
        del self[index]

    def _places(self) -> Numbers:
        return self._numbers[self._first : self._first + 2 + 2 * len(self)]


def _in_order(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


@dataclass(frozen=True)
class Source:
    """A menu file as it was written: its data, and where each piece of it stands.

    `edition` is the hash of the file's bytes: any two who read the same bytes have the same one.
    `parts` counts its names, texts and lists. Where it is made of several files, `named` is how
    problems name them; `files` are all that were looked for, each as it was then.
    """

    file: str
    data: Entries
    repeated: tuple[Problem, ...] = ()
    slips: Slips = NO_SLIPS
    edition: str = ""
    parts: int = 0
    files: Mapping[Path, Stamp | None] = field(default_factory=dict)
    named: tuple[str, ...] = ()

    def where(self, path: Sequence[str | int], *, key: bool = False) -> Mark:
        """Return line and column of what `path` leads to, or of the last thing on the way there.

        A text stands where it begins, a part of several lines where its name stands. The lines of
        several files are counted on: `place` tells the file.
        """
        node: Any = self.data
        mark: Mark = self.data.mark
        for depth, step in enumerate(path, start=1):
            if isinstance(node, Entries) and isinstance(step, str) and step in node:
                marks = node.marks(step)
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
        return Problem(*self.place(path, key=key), message)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[str, int, int]:
        """Return file, line and column of what `path` leads to."""
        return self.at(self.where(path, key=key))

    def at(self, mark: Mark) -> tuple[str, int, int]:
        """Return the file in which a line stands, its number there, and the column."""
        file, line = divmod(mark[0], MOST_LINES)
        return (self.named[file] if self.named else self.file), line, mark[1]


def load(path: Path) -> Source:
    """Read a menu file.

    Raises:
        UnreadableMenus: It is missing, no regular file, too large, not UTF-8 or not plain YAML.
    """
    return decode(contents(path), str(path))


def decode(data: bytes, file: str, parts: int = 0) -> Source:
    """Read the bytes of a menu file, after files that have so many `parts`.

    Raises:
        UnreadableMenus: They are not UTF-8 or not plain YAML, or there are too many parts.
    """
    edition = hashlib.sha256(data).hexdigest()[:EDITION]
    return replace(parse(_text(data, file), file, parts), edition=edition)


@resting()
def parse(text: str, file: str, parts: int = 0) -> Source:
    """Read the text of a menu file; `file` is the name its problems carry.

    >>> parse("start: main", "menus.yaml").where(["start"])
    (1, 8)

    Raises:
        UnreadableMenus: The text is not plain YAML.
    """
    return _Parser(text, file, parts).read()


def contents(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return what a file holds; whatever else may stand at its path is refused, not waited for.

    Raises:
        UnreadableMenus: It is missing, no regular file, or has more than `most` bytes.
    """
    try:
        with open(path, "rb", opener=_open_at_once) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                _give_up(str(path), (1, 1), "is no regular file; give the path of a menu file")
            data = stream.read(most + 1)
    except OSError as error:
        _give_up(
            str(path), (1, 1), f"cannot be read: {error.strerror}; give the path of a menu file"
        )
    if len(data) > most:
        limit = f"{MAX_BYTES // 2**20} MB"
        limit = limit if most == MAX_BYTES else f"the rest of the {limit} that all files share"
        _give_up(str(path), (1, 1), f"is larger than {limit}; split it, or is it a menu file?")
    return data


def text_of(path: Path) -> str:
    """Return the text of a menu file, whatever it says.

    Raises:
        UnreadableMenus: It is missing, no regular file, too large or not UTF-8.
    """
    return _text(contents(path), str(path))


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe would wait for somebody who writes to it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _text(data: bytes, file: str) -> str:
    try:
        return decoded(data)
    except NotUtf8 as error:
        _give_up(file, (error.line, error.column), str(error))


def _give_up(file: str, mark: Mark, message: str) -> NoReturn:
    raise UnreadableMenus([Problem(file, *mark, message)])


class _Parser:
    """Builds the data event by event, so that nothing is read beyond the first thing refused."""

    def __init__(self, text: str, file: str, parts: int) -> None:
        self.text = text
        self.file = file
        self.repeated: list[Problem] = []
        self.slips = find(text, file)
        self.parts = parts
        self.words: dict[str, str] = {}
        """Names and short texts that stand in many places: each is kept once."""
        self.numbers: Numbers = array("I")
        self.next: Callable[[], Any] = yaml.CSafeLoader(text).get_event

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
        self.next()  # the stream starts
        if isinstance(self.next(), yaml.StreamEndEvent):
            _give_up(self.file, (1, 1), "is empty; see docs/menus.md for what belongs here")
        event = self.next()
        data = self._node(event, 0)
        if not isinstance(data, Entries):
            message = "is not a list of names and values, such as start:"
            self._refuse(Problem(self.file, *_mark(event), message))
        self.next()  # the document ends
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            _give_up(self.file, _mark(after), "begins a second document; keep one to a file")
        return Source(self.file, data, tuple(self.repeated), self.slips, parts=self.parts)

    def _node(self, event: Any, depth: int) -> Any:
        self._refuse_odd(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._entries(event, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth + 1)
        # libyaml gives a plain scalar the style "", PyYAML's own parser None.
        if event.style:
            return event.value
        plain = self.words.setdefault(event.value, event.value)
        return Nothing(plain) if plain in NOTHING else plain

    def _refuse_odd(self, event: Any, depth: int) -> None:
        self.parts += 1
        alias = isinstance(event, yaml.AliasEvent)
        tagged = event.anchor or (not alias and event.tag is not None)
        if alias or tagged or self.parts > MAX_PARTS or depth > MAX_DEPTH:
            self._refuse_part(event, depth)

    def _refuse_part(self, event: Any, depth: int) -> None:
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
        entries, places = Entries(), [*_mark(start)]
        repeated: list[tuple[str, Mark]] = []
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            self._refuse_odd(event, depth)
            if not isinstance(event, yaml.ScalarEvent):
                _give_up(self.file, _mark(event), "has a list where a name belongs")
            key = self.words.setdefault(event.value, event.value)
            value_event = self.next()
            value = self._node(value_event, depth)
            if key in entries:
                repeated.append((key, _mark(event)))
                continue
            entries[key] = value
            places += (*_mark(event), *_mark(value_event))
        entries.stand(self.numbers, places)
        self.repeated += [self._repeated(entries, *each) for each in repeated]
        return entries

    def _repeated(self, entries: Entries, key: str, mark: Mark) -> Problem:
        first = entries.marks(key)[0][0]
        message = f'"{key}" stands here a second time (first on line {first}); keep one of them'
        return Problem(self.file, *mark, message)

    def _items(self, start: Any, depth: int) -> Items:
        items, places = Items(), [*_mark(start)]
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
            places += _mark(event)
        items.stand(self.numbers, places)
        return items


def _mark(event: Any) -> Mark:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
