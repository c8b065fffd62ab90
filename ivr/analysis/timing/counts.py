"""Reads a table of counted calls as spreadsheets save it, in any country."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from twiml_phone.encoding import text_of

from ivr.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

COLUMNS = ("place", "calls")
SEPARATORS = ";\t,"
"""What may stand between cells: the first that parts the heading into both columns is it."""
SAYS_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
"""A first line that spreadsheets write to say what stands between cells."""
MOST_BYTES = 10_000_000
NUMBER = re.compile(
    r"([1-9]\d{0,2}(?:([.,'’ \u00a0\u202f])\d{3})(?:\2\d{3}){0,3}|\d{1,12})(?:(?!\2)[.,](\d+))?",
    re.ASCII,
)
"""A number with a mark between its thousands, or none, and a point or a comma for its decimals."""


@dataclass(frozen=True, slots=True)
class Count:
    """A row: so many calls wanted a place; `where` is its file and line."""

    place: str
    calls: float
    where: str


def counts(path: Path) -> Iterator[Count]:
    """Yield the rows of a table with the columns `place` and `calls`, and others beside them.

    Raises:
        WeightsError: A column is missing, or a cell holds what is no number.
    """
    lines = _text(path).splitlines(keepends=True)
    above = sum(1 for _ in takewhile(_is_no_heading, lines))
    if above == len(lines):
        raise WeightsError(f"{path}:1: is empty: write the columns place and calls")
    where = f"{path}:{above + 1}"
    separator, names = _heading(lines[above], where)
    place, calls = map(names.index, COLUMNS)
    for number, row in _rows(lines[above + 1 :], separator, where):
        where = f"{path}:{above + 1 + number}"
        if any(row):
            yield Count(_cell(row, place), _number(_cell(row, calls), where), where)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise WeightsError(
            f"{path}: is larger than {MOST_BYTES // 10**6} MB: is it the right file?"
        )
    return text_of(data)


def _is_no_heading(line: str) -> bool:
    return not line.strip() or bool(SAYS_SEPARATOR.fullmatch(line))


def _heading(line: str, where: str) -> tuple[str, list[str]]:
    """Return what stands between cells, and the names of the columns, written small."""
    missing = set(COLUMNS)
    for separator in SEPARATORS:
        [(_, names)] = _rows([line.casefold()], separator, where)
        if set(COLUMNS) <= set(names):
            return separator, names
        missing -= set(names)
    named = " or ".join(sorted(missing or COLUMNS))
    raise WeightsError(f"{where}: there is no column {named}: name it in the first row")


def _rows(lines: Sequence[str], separator: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row and the number of the line it ends in, counted from these lines' first."""
    rows = csv.reader(lines, delimiter=separator)
    try:
        for row in rows:
            yield rows.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise WeightsError(f"{where}: below this line is no table: {error}") from error


def _cell(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _number(text: str, where: str) -> float:
    found = NUMBER.fullmatch(text)
    if not found:
        raise WeightsError(f'{where}: "{text}" is no number of calls: write digits, as in 1200')
    whole = re.sub(r"\D", "", found[1])
    return float(f"{whole}.{found[3] or 0}")
