"""What is logged can be read and trusted: strangers' text is escaped, cut and counted.

Installed once, it holds for every logger of the process, under whatever server.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from numbers import Number
from threading import Lock
from typing import Any

LONGEST_TEXT = 300
"""Characters of one text that a record takes in."""
LONGEST_LINES = 16_000
"""Characters of a traceback or a list of problems."""
MINUTE = 60.0
MOST_A_MINUTE = 10
"""Records of one kind that strangers can cause in a minute."""

INDENT = "    "
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
NUMBER = re.compile(r"\d{8,}")
ANY_QUERY = re.compile(r"""(/[^\s?"']*)\?[^"']*?(?=\sHTTP/|["']|$)""")
QUERY = re.compile(r"""(?<=\S)\?(?=[^\s"'?]*=)[^"'\n]*?(?=\sHTTP/|["'\n]|$)""")


def install() -> None:
    """Make every record of this process safe to print."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, _SafeRecords):
        logging.setLogRecordFactory(_SafeRecords(make))


def escaped(text: str) -> str:
    r"""Return a text as one short line: nothing in it moves a cursor, breaks or turns a line.

    The query of an address is left out, because Twilio writes the caller's number there; so are
    digits as many as a telephone number has.

    >>> print(escaped("/voice?From=%2B5511987654321"), escaped("/voice/+5511987654321"))
    /voice?… /voice/+…
    >>> print(escaped("a\n\x1b[2Jb\u202ec"))
    a\n\x1b[2Jb\u202ec
    """
    start = COLOURS.sub("", text[: 2 * LONGEST_TEXT])
    line = _escaped(NUMBER.sub("…", ANY_QUERY.sub(r"\1?…", start)))
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"


class Throttle:
    """Logs what strangers cause: a few records of each kind a minute, so no flood fills the disk.

    Args:
        log: Where the records go.
        most: How many of a kind pass in a minute.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        log: logging.Logger,
        most: int = MOST_A_MINUTE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._seen: dict[str, tuple[float, int]] = {}

    def warning(self, text: str, *arguments: object) -> None:
        """Log a warning, unless there were enough of its kind; its kind is its `text`."""
        self._pass_on(logging.WARNING, text, arguments)

    def error(self, text: str, *arguments: object, cause: BaseException | None = None) -> None:
        """Log an error, with the traceback of its cause, unless there were enough of its kind."""
        self._pass_on(logging.ERROR, text, arguments, cause)

    def due(self, kind: str) -> int | None:
        """Return how many of a kind were held back before this one; None if it is, too."""
        now = self._clock()
        with self._lock:
            since, count = self._seen.get(kind, (now, 0))
            anew = now - since >= MINUTE
            self._seen[kind] = (now, 1) if anew else (since, count + 1)
        if anew:
            return max(0, count - self._most)
        return 0 if count < self._most else None

    def _pass_on(
        self,
        level: int,
        text: str,
        arguments: tuple[object, ...],
        cause: BaseException | None = None,
    ) -> None:
        if (held_back := self.due(text)) is not None:
            more = f" (and {held_back} more before it)" if held_back else ""
            self._log.log(level, text + more, *arguments, exc_info=cause)


class _SafeRecords:
    """Makes records as before, and then makes them safe."""

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        record.msg = _lines(str(record.msg))
        record.args = _safe_arguments(record.args)
        if record.exc_info and not record.exc_text:
            traceback = logging.Formatter().formatException(record.exc_info)
            record.exc_text = f"{INDENT}{_lines(traceback)}"
        return record


class _Safe(Mapping[str, object]):
    """The arguments a server fills its own log line with, by name."""

    def __init__(self, arguments: Mapping[str, object]) -> None:
        self._arguments = arguments

    def __getitem__(self, name: str) -> object:
        return _safe(self._arguments[name])

    def __iter__(self) -> Any:
        return iter(self._arguments)

    def __len__(self) -> int:
        return len(self._arguments)


def _safe_arguments(arguments: Any) -> Any:
    if isinstance(arguments, Mapping):
        return _Safe(arguments)
    return tuple(map(_safe, arguments)) if isinstance(arguments, tuple) else arguments


def _safe(value: object) -> object:
    if value is None or isinstance(value, Number):
        return value
    return escaped(value) if isinstance(value, str) else _lines(str(value))


def _lines(text: str) -> str:
    """Return a text of several lines, each after the first indented: none looks like a record."""
    text = QUERY.sub("?…", COLOURS.sub("", text[:LONGEST_LINES]))
    return f"\n{INDENT}".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(each if each.isprintable() else _code(each) for each in line)


def _code(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
