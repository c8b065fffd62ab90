"""Reads numbers, days and listed words of a menu file: each has one spelling only.

pydantic would take `010`, `1_000`, `1e400` and a day written as seconds since 1970.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, Self

from pydantic_core import PydanticCustomError

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What YAML takes for nothing where it stands without quotes."""
MOST_DIGITS = 15
"""More digits are no number that anybody listens to, and floats would round them."""
WHOLE = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})")
DECIMAL = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})(?:\.[0-9]{{1,{MOST_DIGITS}}})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.,_ ]\d{3})+")
OTHER = re.compile(r"([+-]?)(\d+)(?:[.,]0+)?")
COMMA = re.compile(r"-?[0-9]{1,15},[0-9]{1,15}")


class Nothing(str):
    """An empty text that stands for nothing: no value, or `~` or `null` without quotes."""

    typed: str

    def __new__(cls, typed: str = "") -> Self:
        """Keep what was typed, for the message."""
        nothing = super().__new__(cls, "")
        nothing.typed = typed
        return nothing


def whole(value: Any) -> Any:
    """Return what a whole number is read from, or refuse how it is written."""
    if type(value) is int or (isinstance(value, str) and WHOLE.fullmatch(value)):
        return value
    if isinstance(value, str) and (plain := _plain(value)):
        raise PydanticCustomError("plain_whole", "write it plainly", {"plain": plain})
    raise PydanticCustomError("whole", "not a whole number")


def decimal(value: Any) -> Any:
    """Return what a number is read from, or refuse how it is written."""
    if type(value) in {int, float} and math.isfinite(value):
        return value
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return value
    if isinstance(value, str) and COMMA.fullmatch(value):
        raise PydanticCustomError(
            "plain_decimal", "write a point", {"plain": value.replace(",", ".")}
        )
    raise PydanticCustomError("decimal", "not a number")


def day(value: Any) -> Any:
    """Return a day written as year-month-day, or refuse it."""
    if type(value) is dt.date:
        return value
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("no_day", "no day of the calendar") from None
    raise PydanticCustomError("day", "not a day")


def phrase(value: str) -> str:
    """Return a word or phrase that is looked for in texts, or refuse what never stands there."""
    if value and value[0].isalnum() and value[-1].isalnum() and "  " not in value:
        return value
    raise PydanticCustomError("phrase", "not a word or phrase")


def _plain(text: str) -> str:
    """Return a whole number as it is to be written, or nothing where it is none.

    >>> [_plain(text) for text in ("010", "1_000", "+5", "1.0", "٣", "seven")]
    ['10', '1000', '5', '1', '3', '']
    """
    if len(text) > 2 * MOST_DIGITS:
        return ""
    if THOUSANDS.fullmatch(text):
        return str(int(re.sub("[.,_ ]", "", text)))
    found = OTHER.fullmatch(text.replace("_", ""))
    return str(int("".join(found.groups()))) if found else ""
