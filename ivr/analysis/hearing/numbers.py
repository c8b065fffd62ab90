"""Numbers in figures have several readings as words: 10555 is said in more ways than one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from num2words import num2words

from ivr.analysis.hearing.words import Figures, folded, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.hearing.words import Words
    from ivr.menu.flow import Language

MOST_PARTED = 6
"""Figures in a row of which every way to part them into groups is tried: there are 2^5."""
MOST_COUNTED = 12
"""Figures of the longest number that is said as one; a longer one is dictated."""
NAMES = {"pt": "pt_BR"}
"""Languages that num2words knows by another name than their own."""
TURKISH = re.compile(
    "sıfır|bir|iki|üç|dört|beş|altmış|altı|yedi|sekiz|dokuz|on|yirmi|otuz|kırk|elli|yetmiş|seksen"
    "|doksan|yüz|bin|milyon|milyar"
)
"""The words that Turkish numbers are made of: num2words writes them together."""


def readings(figures: Figures, language: Language) -> list[Words]:
    """Return the ways to say a number that is written in figures, the likeliest first.

    First the number itself, or digit by digit where it begins with 0; then in groups of figures. A
    single figure may be a key, which has a name of its own; zeros alone may be silent, as in 8:00.
    """
    digits = figures.digits
    by_digit, whole = tuple(digits), (digits,)
    first = by_digit if digits.startswith("0") else whole
    parted = _partings(digits) if len(digits) <= MOST_PARTED else ()
    found = [_said(parts, language) for parts in (first, whole, by_digit, *parted)]
    if len(digits) == 1:
        found.append(_plain(language.keys[int(digits)], language.code))
    found = [each for each in found if each]
    if figures.ending:
        found = [(*each[:-1], each[-1] + figures.ending) for each in found] + found
    if not digits.strip("0"):
        found.append(())
    return list(dict.fromkeys(folded(each, language.code) for each in found))


def words_of(text: str, language: Language) -> Words:
    """Return the words of a text as it is to be said: figures as the numbers they are."""
    said: list[str] = []
    for token in tokens(text, language.code):
        said += readings(token, language)[0] if isinstance(token, Figures) else [token]
    return folded(said, language.code)


def _partings(digits: str) -> Iterator[tuple[str, ...]]:
    """Yield every way to part figures into groups of up to three.

    >>> list(_partings("151"))
    [('1', '5', '1'), ('1', '51'), ('15', '1'), ('151',)]
    """
    if not digits:
        yield ()
    for size in range(1, min(3, len(digits)) + 1):
        for rest in _partings(digits[size:]):
            yield (digits[:size], *rest)


def _said(parts: tuple[str, ...], language: Language) -> Words:
    return tuple(word for part in parts for word in _number(part, language))


def _number(part: str, language: Language) -> Words:
    """Return a group of figures as words; zeros before it are said."""
    zeros = len(part) - len(part.lstrip("0"))
    alone = part if len(part) == 1 or len(part) > MOST_COUNTED else part[:zeros]
    dictated = _plain(" ".join(language.digits[int(each)] for each in alone), language.code)
    rest = part[len(alone) :]
    return dictated + _counted(int(rest), language.code) if rest else dictated


@lru_cache(maxsize=1024)
def _counted(number: int, code: str) -> Words:
    """Return a number as words, digit for digit where num2words does not know the language.

    >>> _counted(10555, "tr-TR")
    ('on', 'bin', 'beş', 'yüz', 'elli', 'beş')
    """
    main = code.partition("-")[0].lower()
    try:
        text = str(num2words(number, lang=NAMES.get(main, main)))
    except NotImplementedError:
        return tuple(str(number))
    return tuple(TURKISH.findall(text)) if main == "tr" else _plain(text, code)


def _plain(text: str, code: str) -> Words:
    """Return the words of a text, without its figures."""
    return tuple(each for each in tokens(text, code) if isinstance(each, str))
