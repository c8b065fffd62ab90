"""Cuts the raw text of a menu file into pieces, as YAML does, but goes on where YAML stops.

A piece knows its line and column, and what it is: so whoever looks for slips need not ask whether a
character stands in a name, in a text or in a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal[
    "indent",  # the spaces before a line
    "key",  # a name, before its colon
    "value",  # a text without quotes, after a colon
    "bare",  # a text without quotes that follows no colon: in a list, or going on from a line above
    "quoted",  # a text in quotes, or its part on this line
    "block",  # a line of a text after | or >
    "cut",  # a note right after a text without quotes
    "note",  # a note where a text is expected
    "after",  # what follows a quoted text and should not
    "behind",  # what follows a closed bracket and should not
    "colon",  # a second colon in one value
    "inside",  # a bracket in the middle of a text without quotes
    "comma",  # a comma after nothing
    "unclosed",  # a quote or bracket without its end, and what follows it on its line
    "stray",  # a closing bracket without its beginning
]

LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line for YAML."""
INDENT = re.compile(r"\s*")
SPACES = re.compile(r"[ \t]*")
DASHES = re.compile(r"(?:-(?:[ \t]+|$))*")
HEADER = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(?:#.*)?$")
STOP = re.compile(r"[ \t]#|:(?=[ \t]|$)")
STOP_IN_BRACKETS = re.compile(r"[ \t]#|:(?=[ \t,\]}]|$)|[,\[\]{}]")
ENTRY = re.compile(r"\s*(?:- +)*[A-Za-z][A-Za-z0-9-]*:(?:\s|$)")
ENDS = {
    '"': re.compile(r'(?:[^"\\]|\\.|\\$)*"'),
    "'": re.compile(r"(?:[^']|'')*'(?!')"),
}
PARTNER = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; `key` is the name before it, `nested` whether brackets stand round it."""

    kind: Kind
    text: str
    line: int
    column: int
    key: str = ""
    nested: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text, in time linear in its length.

    >>> [(each.kind, each.text) for each in pieces("a: b  # c")][1:]
    [('key', 'a'), ('value', 'b'), ('cut', '# c')]
    """
    cutter = _Cutter()
    for number, line in enumerate(LINE_END.split(text), start=1):
        cutter.begin(number, line)
        yield from cutter.take()
    cutter.end()
    yield from cutter.take()


class _Cutter:
    """What is open from one line to the next: a quote, brackets, or a text after | or >."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self.key = ""
        self.last = ""
        """What stands before: key, value, text (in quotes), bracket (closed), comma or nothing."""
        self.quote: Piece | None = None
        self.open: list[Piece] = []
        self.block: int | None = None
        self.number = 0
        self.line = ""
        self.indent = 0

    def take(self) -> list[Piece]:
        """Return what was found since this was last asked."""
        found, self.found = self.found, []
        return found

    def begin(self, number: int, line: str) -> None:
        """Cut a line."""
        self.number, self.line = number, line
        at = 0
        if self.quote:
            at = self._go_on()
        elif not self._in_block():
            at = self._start()
        else:
            return
        while at < len(line):
            at = self._item(SPACES.match(line, at).end())  # type: ignore[union-attr]

    def end(self) -> None:
        """Close what nobody closed."""
        self.found += [self.quote] if self.quote else self.open
        self.open, self.quote = [], None

    def _emit(self, kind: Kind, start: int, end: int) -> None:
        self.found.append(self._piece(kind, start, end))

    def _piece(self, kind: Kind, start: int, end: int) -> Piece:
        text = self.line[start:end]
        return Piece(kind, text, self.number, start + 1, self.key, bool(self.open))

    def _in_block(self) -> bool:
        """Tell whether the line belongs to a text after | or >."""
        if self.block is None:
            return False
        begins = len(self.line) - len(self.line.lstrip(" "))
        if self.line.strip() and begins <= self.block:
            self.block = None
            return False
        self._emit("block", begins, len(self.line))
        return True

    def _start(self) -> int:
        at = INDENT.match(self.line).end()  # type: ignore[union-attr]
        if at < len(self.line) or self.line.strip(" \t"):
            self._emit("indent", 0, at)
        if at == len(self.line):
            return at
        if self.open and at <= self.indent and ENTRY.match(self.line):
            self.end()
        if self.open:
            return at
        self.indent, self.last = at, ""
        return DASHES.match(self.line, at).end()  # type: ignore[union-attr]

    def _item(self, at: int) -> int:
        """Cut what begins here; return where it ends."""
        first = self.line[at : at + 1]
        if first == "#" and (at == 0 or self.line[at - 1] in " \t"):
            return self._note(at)
        if self.last in {"text", "bracket"} and first and not self._follows(first):
            return self._stop("after" if self.last == "text" else "behind", at)
        return self._way(first)(at) if first else at

    def _follows(self, first: str) -> bool:
        """Tell whether this may follow what is finished."""
        return first == ":" or (first in ",]}" and bool(self.open))

    def _way(self, first: str) -> Callable[[int], int]:
        """Return what cuts something that begins like this."""
        if first in ENDS:
            return self._quoted
        if first in "{[":
            return self._opened
        if first in "]}":
            return self._closed
        return self._comma if first == "," and self.open else self._plain

    def _note(self, at: int) -> int:
        """Pass over a note; one that stands where a text is expected may have been the text."""
        if self.last == "key" and not self.open:
            self._emit("note", at, len(self.line))
        return len(self.line)

    def _stop(self, kind: Kind, at: int) -> int:
        """Give the rest of a line up."""
        self._emit(kind, at, len(self.line))
        self.open = []
        return len(self.line)

    def _quoted(self, at: int) -> int:
        end = ENDS[self.line[at]].match(self.line, at + 1)
        if not end:
            self.quote = self._piece("unclosed", at, len(self.line))
            self._emit("quoted", at, len(self.line))
            return len(self.line)
        return self._whole(at, end.end())

    def _go_on(self) -> int:
        """Cut the line a quoted text goes on to, unless somebody forgot to close it above."""
        if not self.quote or ENTRY.match(self.line):
            self.end()
            return self._start()
        end = ENDS[self.quote.text[0]].match(self.line)
        if not end:
            self._emit("quoted", 0, len(self.line))
            return len(self.line)
        self.quote = None
        return self._whole(0, end.end())

    def _whole(self, start: int, end: int) -> int:
        colon = re.compile(r"[ \t]*:(?=[ \t]|$)" if not self.open else r"[ \t]*:").match
        if self.last != "key" and (after := colon(self.line, end)):
            self._emit("key", start, end)
            self.key, self.last = self.line[start:end].strip("\"'"), "key"
            return after.end()
        self._emit("quoted", start, end)
        self.last = "text"
        return end

    def _opened(self, at: int) -> int:
        if self.last == "value":
            return self._stop("inside", at)
        self.open.append(self._piece("unclosed", at, at + 1))
        self.last = "comma"
        return at + 1

    def _closed(self, at: int) -> int:
        if not self.open or PARTNER[self.open[-1].text[0]] != self.line[at]:
            return self._stop("stray", at)
        self.open.pop()
        self.last = "bracket"
        return at + 1

    def _comma(self, at: int) -> int:
        if self.last == "comma":
            self._emit("comma", at, at + 1)
        self.last = "comma"
        return at + 1

    def _plain(self, at: int) -> int:
        if not self.open and HEADER.match(self.line, at):
            self.block = self.indent
            return len(self.line)
        found = (STOP_IN_BRACKETS if self.open else STOP).search(self.line, at)
        end = found.start() if found else len(self.line)
        if found and found[0] == ":":
            return self._named(at, found.end())
        text_end = at + len(self.line[at:end].rstrip(" \t"))
        self._emit("value" if self.last == "key" else "bare", at, text_end)
        self.last = "value"
        if found and found[0].endswith("#"):
            self._emit("cut", found.end() - 1, len(self.line))
            return len(self.line)
        return max(end, at + 1)

    def _named(self, start: int, end: int) -> int:
        """Cut a name; where a value was expected, its colon is one too many."""
        if self.last == "key":
            return self._stop("colon", start)
        self._emit("key", start, end - 1)
        self.key, self.last = self.line[start : end - 1].strip("\"' \t"), "key"
        return end
