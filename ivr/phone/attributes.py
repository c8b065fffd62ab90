"""Judges the text of an attribute: what `verbs` declares its fields with and `twiml` reads by.

A reader turns the text into a value, or raises ValueError saying what is expected.

>>> whole(1)("3")
3
>>> whole(1)("0")
Traceback (most recent call last):
ValueError: a whole number from 1 up
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SCHEMA = 12200

Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Attribute:
    """How an attribute is read, and the code Twilio warns with when it cannot be."""

    read: Reader
    code: int = SCHEMA


def text(value: str) -> str:
    """Take any text."""
    return value.strip()


def whole(least: int) -> Reader:
    """Take a whole number from `least` up."""

    def read(value: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", value.strip()) and int(value) >= least:
            return int(value)
        raise ValueError(f"a whole number from {least} up")

    return read


def seconds_or_auto(auto: int | None) -> Reader:
    """Take a whole number of seconds, or `auto` for the default."""
    number = whole(1)
    return lambda value: auto if value.strip() == "auto" else number(value)


def one_of(*choices: str) -> Reader:
    """Take one word of a few, in capitals or not."""
    words = {choice.lower(): choice for choice in choices}

    def read(value: str) -> str:
        if value.strip().lower() in words:
            return words[value.strip().lower()]
        raise ValueError(" or ".join(choices))

    return read


def matching(pattern: str, expected: str) -> Reader:
    """Take a text of one shape."""

    def read(value: str) -> str:
        if re.fullmatch(pattern, value.strip()):
            return value.strip()
        raise ValueError(expected)

    return read


def flag(value: str) -> bool:
    """Take true or false."""
    return bool(one_of("true", "false")(value) == "true")


def inputs(value: str) -> tuple[str, ...]:
    """Take dtmf, speech, or both in either order."""
    kinds = tuple(value.split())
    if kinds and set(kinds) <= {"dtmf", "speech"}:
        return kinds
    raise ValueError("dtmf, speech or both")


finish_key = matching(r"[0-9*#]?", "one of 0-9, * and #, or nothing")
locale = matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})+|arb", "a language and a country, as in pt-BR")
tones = matching(r"[0-9A-D*#wW]+", "tones of 0-9, A-D, * and #, with w and W to wait")
voice = matching(r"man|woman|alice|(Polly|Google)\.[\w.-]+", "man, woman, Polly.… or Google.…")
