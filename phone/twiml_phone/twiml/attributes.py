"""Judges the text of an attribute: what `verbs` declares its fields with and `parser` reads by.

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
from typing import Any, Literal

SCHEMA = 12200

Method = Literal["GET", "POST"]
Pairs = tuple[tuple[str, str], ...]
Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Attribute:
    """How an attribute is read, and the code Twilio warns with when it cannot be.

    Its `name` is the field's in camelCase, unless it is given.
    """

    read: Reader
    code: int = SCHEMA
    name: str = ""


def text(value: str) -> str:
    """Take any text."""
    return value.strip()


def whole(least: int, most: int = 999_999_999) -> Reader:
    """Take a whole number from `least` up, or up to `most`."""
    bound = "up" if most == 999_999_999 else f"to {most}"

    digits = re.compile(r"[0-9]{1,9}")

    def read(value: str) -> int:
        if digits.fullmatch(value.strip()) and least <= int(value) <= most:
            return int(value)
        raise ValueError(f"a whole number from {least} {bound}")

    return read


def seconds_or_auto(auto: int) -> Reader:
    """Take a whole number of seconds, or `auto` for so many."""
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
    shape = re.compile(pattern)

    def read(value: str) -> str:
        if shape.fullmatch(value.strip()):
            return value.strip()
        raise ValueError(expected)

    return read


def flag(value: str) -> bool:
    """Take true or false."""
    return bool(one_of("true", "false")(value) == "true")


def some_of(*choices: str) -> Reader:
    """Take several words of a few, with spaces between."""

    def read(value: str) -> tuple[str, ...]:
        words = tuple(value.split())
        if words and set(words) <= set(choices):
            return words
        raise ValueError("some of " + ", ".join(choices))

    return read


def hints(value: str) -> str:
    """Take at most 500 phrases of at most 100 characters, with commas between."""
    phrases = value.split(",")
    if len(phrases) <= 500 and all(len(phrase.strip()) <= 100 for phrase in phrases):
        return value.strip()
    raise ValueError("at most 500 phrases of at most 100 characters")


def recording(value: str) -> str:
    """Take when a Dial records, or true or false."""
    old = {"true": "record-from-answer", "false": "do-not-record"}
    starts = ("record-from-answer", "record-from-ringing")
    return str(
        one_of("do-not-record", *starts, *(f"{start}-dual" for start in starts))(
            old.get(value.strip(), value)
        )
    )


def inputs(value: str) -> tuple[str, ...]:
    """Take dtmf, speech, or both in either order."""
    kinds = tuple(value.split())
    if kinds and set(kinds) <= {"dtmf", "speech"}:
        return kinds
    raise ValueError("dtmf, speech or both")


methods = one_of("GET", "POST")
track = one_of("inbound_track", "outbound_track", "both_tracks")
trim = one_of("trim-silence", "do-not-trim")
call_events = some_of("initiated", "ringing", "answered", "completed")
recording_events = some_of("in-progress", "completed", "absent")
keys = matching(r"[0-9*#]*", "keys of 0-9, * and #")
socket = matching(r"wss://[^?\s]+", "a wss:// address without a query")
finish_key = matching(r"[0-9*#]?", "one of 0-9, * and #, or nothing")
locale = matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})+|arb", "a language and a country, as in pt-BR")
tones = matching(r"[0-9A-D*#wW]+", "tones of 0-9, A-D, * and #, with w and W to wait")
voice = matching(r"man|woman|alice|(Polly|Google)\.[\w.-]+", "man, woman, Polly.… or Google.…")
