"""Figures, signs and addresses are written as words: voices read them each in its own way.

"10555" is read as ten thousand five hundred and fifty-five, "01/12" is December in one country and
January in another, and a smiling face has a name. A number that may change is a value: texts say
`{its-name}`, and a telephone number is then read out digit by digit. A word of another language may
stand in the menu file's `say`, which tells how it is said.

Good:
```yaml
messages:
  hours:
    text: {en-US: "A visit takes twenty minutes. Call {clinic}."}
```

Bad:
```yaml
messages:
  hours:
    text: {en-US: "A visit costs $1,412.00 since 01/02/2026. Call 0800 555 0180."}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivr.analysis.rules import aloud
from ivr.analysis.rules.rule import Fault, LineRule
from ivr.menu.whole_words import blank
from ivr.speech.say.say_as import say_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Language

KINDS = {
    "address": r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|app|br|tr)\b(?:/\S*)?",
    "money": r"(?:R\$|US\$|[$€£₺])\s?\d(?:[\d.,]*\d)?|\d(?:[\d.,]*\d)?\s?(?:[€£₺$]|TL\b)",
    "date": r"\d{1,2}/\d{1,2}/\d{2,4}\b|\d{1,2}\.\d{1,2}\.\d{2,4}\b|\d{4}-\d{2}-\d{2}\b",
    "time": r"\d{1,2}(?::|\s?h\s?)\d{2}\b(?:\s?[ap]\.?m\b)?|\d{1,2}\s?(?:h(?:rs?)?|[ap]\.?m)\b",
    "percent": r"\d(?:[\d.,]*\d)?\s?%|%\s?\d(?:[\d.,]*\d)?",
    "phone": r"\+?(?:\(\d{2,3}\)\s?)?\d(?:[ .-]?\d){6,}|\b0800[ \d-]*\d",
    "range": r"\d+\s?[-–—/]\s?\d+",
    "ordinal": r"\d+\s?[ºª°]|\d+(?:st|nd|rd|th)\b",
    "unit": r"\d(?:[\d.,]*\d)?\s?(?:k?g|[kcm]?m|m²|[KMGT]B|[KMG]bps|ml|min|seg|sec|dk|sn)\b",
    "number": r"\b\d(?:[\d.,]*\d)?\b",
    "sign": r"R\$|\b[nN][º°]|\b[Nn]o\.?(?=\s?\d)|№|[$€£₺¥%&@#*_=<>|\\^~+§°ºª•→©®™/]",
    "picture": "[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?",
}
FINDS = re.compile("|".join(f"(?P<{name}>{each})" for name, each in KINDS.items()))
BRACES = re.compile(r"\{[^{}]*\}")
# Letters beyond a to z that a language knows, in its own words and in those it has borrowed.
LETTERS = {"pt": "àáâãçéêíóôõúüñ", "en": "áàâäçéèêëíîïñóôöúûü", "tr": "çğıöşüâîû"}
SPOKEN = "write it in words, or a value with spoken: and say {name}"
# What voices make of each kind, and what to write.
REMEDIES = {
    "address": f"an address is read letter by letter, or not at all; {SPOKEN}",
    "time": f"a time is read in many ways; {SPOKEN}",
    "percent": f"a percentage is read in many ways; {SPOKEN}",
    "range": f"figures with a line between them are read as a sum, a date or a score; {SPOKEN}",
    "ordinal": "a figure with an ending is read in many ways; write it in words",
    "unit": "a short form of a measure is read in many ways; write it in words",
    "sign": "a sign is read by its name, or left out; write the word you mean",
    "picture": "a picture is read by its name, or left out; delete it",
    "letter": "a letter of another language is read wrongly; is the text in the right language?",
}


def check(line: Line) -> Iterator[Fault]:
    """Find what is typed in figures, signs, or letters of another language."""
    for language in line.flow.languages.values():
        for path, text in line.typed(language.code):
            for message in _messages(text, language):
                yield Fault(path, message)


def _messages(text: str, language: Language) -> Iterator[str]:
    code = language.code
    plain = BRACES.sub(lambda braces: " " * len(braces[0]), text)
    for found in FINDS.finditer(plain):
        yield f'"{found[0]}": {_told(str(found.lastgroup), found[0], code)}'
    known = LETTERS.get(code.partition("-")[0])
    listed = [(found.start, found.end) for found in say_as(language).find(text)]
    if known and (strange := _strange(blank(plain, listed), known)):
        yield f'"{strange}": {REMEDIES["letter"]}'


def _told(kind: str, found: str, code: str) -> str:
    if kind == "money":
        return _as_words("an amount is read in many ways", aloud.money(found, code))
    if kind == "date":
        words = aloud.date(found, code)
        return f"a day is read in many ways{words and f', as {words} by some voices'}; {SPOKEN}"
    if kind == "phone" or (kind == "number" and found.isdecimal() and len(found) > 2):
        return _dictated(found, aloud.number(found, code))
    if kind == "number":
        return _as_words("figures are read as a number by some voices", aloud.number(found, code))
    return REMEDIES[kind]


def _as_words(how: str, words: str) -> str:
    return f'{how}; write "{words}", or a value and say {{name}}' if words else f"{how}; {SPOKEN}"


def _dictated(found: str, words: str) -> str:
    """Return how a telephone number would be read, and how it is written instead."""
    how = f'is read as "{words}"' if words else "is read as a number by some voices"
    digits = " ".join(re.findall(r"\d+", found))
    return f'{how}; write a value with phone: "{digits}" (or number:) and say {{name}}'


def _strange(text: str, known: str) -> str:
    """Return the first word with a letter its language does not know; names may have any."""
    words = (word for word in re.findall(r"[^\W\d_]+", text) if word[0].islower())
    return next((word for word in words if not all(map(str.isascii, {*word} - {*known}))), "")


RULE = LineRule(
    "R31",
    "read-aloud",
    "warning",
    "W3C SSML 1.1, say-as: how figures are read is for each voice to choose; the list is ours",
    check=check,
)
