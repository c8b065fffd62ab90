"""Braces in a text become speech: `{name}` a value, `{to:place}` the keys that lead to a place."""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.menu.document import Language

Lookup = Callable[[str], str]


class UnknownName(LookupError):
    """A text names a value or a place that the file does not have."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f'no {kind} is called "{name}"')
        self.kind = kind
        self.name = name


def fill(text: str, value: Lookup, path: Lookup) -> str:
    """Return `text` with every brace spoken; white space is folded, as YAML's folded texts need.

    >>> fill("Ligue {claro}, ou {to:bill}.", {"claro": "1 0 6"}.__getitem__, lambda _: "tecle 1")
    'Ligue 1 0 6, ou tecle 1.'

    Raises:
        UnknownName: One of the look-ups does not know the name.
        ValueError: The braces do not match, or hold something else.
    """
    pieces = []
    for literal, name, place, conversion in Formatter().parse(text):
        pieces.append(literal)
        if name is None:
            continue
        if conversion or (place and name != "to"):
            wrong = f"{name}!{conversion}" if conversion else f"{name}:{place}"
            raise ValueError(f"{{{wrong}}} is neither {{value}} nor {{to:place}}")
        pieces.append(path(place) if place else value(name))
    return " ".join("".join(pieces).split())


def dictate(phone: str, language: Language) -> str:
    """Return a telephone number as it is read out: digit by digit, a pause between groups."""
    groups = (", ".join(language.digits[int(digit)] for digit in part) for part in phone.split())
    return "; ".join(groups)


def directions(keys: tuple[str, ...], language: Language) -> str:
    """Return the phrase that tells which keys to press, one after the other."""
    return language.path.format(keys=language.then.join(language.keys[int(key)] for key in keys))


def offer(phrase: str, label: str, key: str, language: Language) -> str:
    """Return the sentence that offers a choice."""
    return phrase.format(label=label, key=language.keys[int(key)])


def sentence_case(text: str, language: str) -> str:
    """Return `text` with a capital first letter.

    >>> sentence_case("internet için bire basın.", "tr-TR")
    'İnternet için bire basın.'
    """
    # str.upper() knows no languages, and Turkish has a dotted capital I.
    first = "İ" if text[:1] == "i" and language.startswith("tr") else text[:1].upper()
    return first + text[1:]
