"""Fills the braces of a text: `{name}` with a value, `{to:place}` with the keys to a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.menu.document import LanguageEntry

Lookup = Callable[[str], str]


class UnknownName(LookupError):
    """A text names a value or a place that the file does not have."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f'no {kind} is called "{name}"')
        self.kind = kind
        self.name = name


class TooLong(ValueError):
    """A text grows too long when its braces are spoken."""


MOST_FILLED = 100_000
"""Characters a text may grow to while its braces are filled in."""
BRACE = re.compile(r"[{}]")
IN_BRACES = re.compile(r"\{+\s*(to\s*:\s*)?([\w-]+)\s*\}+")


def fill(text: str, value: Lookup, path: Lookup) -> str:
    """Return `text` with every brace spoken; white space is folded, as YAML's folded texts need.

    >>> fill("Ligue {help}, ou {to:bill}.", {"help": "1 0 6"}.__getitem__, lambda _: "tecle 1")
    'Ligue 1 0 6, ou tecle 1.'

    Raises:
        UnknownName: One of the look-ups does not know the name.
        TooLong: It grows beyond MOST_FILLED characters.
        ValueError: The braces do not match, or hold something else.
    """
    if not BRACE.search(text):
        return folded(text)
    check_braces(text)
    pieces = []
    size = 0
    for literal, name, place, conversion in Formatter().parse(text):
        pieces.append(literal)
        if name is not None:
            pieces.append(_spoken(name, place or "", conversion or "", value, path))
        size += sum(map(len, pieces[-2:]))
        if size > MOST_FILLED:
            raise TooLong
    return folded("".join(pieces))


def folded(text: str) -> str:
    """Return a text with its white space folded; most have none to fold, and stay what they are."""
    made = " ".join(text.split())
    return text if made == text else made


def _spoken(name: str, place: str, conversion: str, value: Lookup, path: Lookup) -> str:
    if conversion or (place and name != "to"):
        wrong = f"{name}!{conversion}" if conversion else f"{name}:{place}"
        raise ValueError(f"{{{wrong}}} is neither {{value}} nor {{to:place}}; write {{name}}")
    if not name:
        raise ValueError("there is no name between { and }; write {name}, or delete the braces")
    if name == "to" and not place:
        raise ValueError("{to} leads nowhere; write {to:place} with the name of a place")
    return path(place) if place else value(name)


def check_braces(text: str) -> None:
    """Refuse braces that are written nearly right.

    >>> check_braces("Call { clinic }.")
    Traceback (most recent call last):
    ValueError: { clinic } is not how a name is written; write {clinic}

    Raises:
        ValueError: They do not match, or have spaces or braces too many.
    """
    for found in IN_BRACES.finditer(text):
        plain = f"{{{'to:' if found[1] else ''}{found[2]}}}"
        if found[0] != plain and found[0].count("{") == found[0].count("}"):
            raise ValueError(f"{found[0]} is not how a name is written; write {plain}")
    try:
        list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(_unmatched(text)) from error


def _unmatched(text: str) -> str:
    """Return what to say of the first brace that has no partner."""
    opened = None
    for brace in BRACE.finditer(text.replace("{{", "  ").replace("}}", "  ")):
        if brace[0] == "}" and opened is None:
            before = re.search(r"[\w:-]*$", text[: brace.start()])
            return f"a }} has no {{ before it; write {_in_braces(before)}"
        if brace[0] == "{" and opened is not None:
            break
        opened = brace.end() if brace[0] == "{" else None
    after = re.match(r"\s*([\w:-]*)", text[opened or 0 :])
    return f"a {{ has no }} after it; write {_in_braces(after)}"


def _in_braces(found: re.Match[str] | None) -> str:
    return f"{{{(found and found[0].strip()) or 'name'}}}"


def names_in(text: str) -> set[str]:
    """Return the names that stand in the braces of a text, as far as it can be read.

    >>> sorted(names_in("Call {clinic} or {help}, or {to:hours}. {"))
    ['clinic', 'help']
    """
    names = set()
    try:
        for _, name, place, _ in Formatter().parse(text):
            names |= {name} if name and not place else set()
    except ValueError:
        pass  # it is reported when the text is filled
    return names


def dictate(phone: str, language: LanguageEntry) -> str:
    """Return a telephone number as it is read out: digit by digit, a pause between groups."""
    groups = (", ".join(language.digits[int(digit)] for digit in part) for part in phone.split())
    return "; ".join(groups)


def directions(keys: tuple[str, ...], language: LanguageEntry) -> str:
    """Return the phrase that tells which keys to press, one after the other."""
    return language.path.replace("{keys}", language.then.join(language.keys[int(k)] for k in keys))


def offer(phrase: str, label: str, key: str, language: LanguageEntry) -> str:
    """Return the sentence that offers a choice.

    Braces that are wrong were reported: here they stay as they are.
    """
    return phrase.replace("{key}", language.keys[int(key)]).replace("{label}", label)


def sentence_case(text: str, language: str) -> str:
    """Return `text` with a capital first letter.

    >>> sentence_case("internet için bire basın.", "tr-TR")
    'İnternet için bire basın.'
    """
    # str.upper() knows no languages, and Turkish has a dotted capital I.
    first = "İ" if text[:1] == "i" and language.startswith("tr") else text[:1].upper()
    return first + text[1:]
