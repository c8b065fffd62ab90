"""Turns texts into words that can be compared: small letters, no marks, figures apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    Words = tuple[str, ...]

FOLDS = Path(__file__).with_name("folds.yaml")
APOSTROPHES = "'’"
TOKEN = re.compile(
    rf"(?P<figures>\d+)(?:(?P<mark>[{APOSTROPHES}])?(?P<ending>[^\W\d_]+))?"
    rf"|(?P<word>[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*|%)"
)
THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
TURKISH = str.maketrans({"I": "ı", "İ": "i"})


@dataclass(frozen=True, slots=True)
class Figures:
    """A number that is written in figures, and a case ending that is written to it: 4'e."""

    digits: str
    ending: str = ""


def tokens(text: str, code: str) -> list[str | Figures]:
    """Return the words and figures of a text in a language.

    >>> tokens("Wi-Fi: 0800-701.", "pt-BR")
    ['wi', 'fi', Figures(digits='0800', ending=''), Figures(digits='701', ending='')]
    >>> tokens("SAC'ın 10.555: 1'e basın.", "tr-TR")
    ['sacın', Figures(digits='10555', ending=''), Figures(digits='1', ending='e'), 'basın']
    """
    found: list[str | Figures] = []
    for each in TOKEN.finditer(THOUSANDS.sub("", small(text, code))):
        if each["word"]:
            found.append(re.sub(rf"[{APOSTROPHES}]", "", each["word"]))
            continue
        ending = each["ending"] or ""
        found.append(Figures(each["figures"], ending if each["mark"] else ""))
        if ending and not each["mark"]:
            found.append(ending)
    return found


def small(text: str, code: str) -> str:
    """Return a text in small letters; Turkish has an i without a dot.

    >>> small("IŞIK, İnternet", "tr-TR"), small("IPTU", "pt-BR")
    ('ışık, internet', 'iptu')
    """
    return (text.translate(TURKISH) if _main(code) == "tr" else text).lower()


def folded(words: Sequence[str], code: str) -> Words:
    """Return words with those that count as another one replaced.

    >>> folded(["há", "wi", "fi", "em", "casa"], "pt-BR")
    ('a', 'wifi', 'em', 'casa')
    """
    text = " ".join(words)
    for pattern, instead in _folds(_main(code)):
        text = pattern.sub(instead, text)
    return tuple(text.split())


def _main(code: str) -> str:
    """Return a language without its country."""
    return code.partition("-")[0].lower()


@cache
def _folds(language: str) -> list[tuple[re.Pattern[str], str]]:
    listed = yaml.safe_load(FOLDS.read_text(encoding="utf-8")).get(language, {})
    longest_first = sorted(listed, key=len, reverse=True)
    return [
        (re.compile(rf"(?<!\S){re.escape(word)}(?!\S)"), listed[word]["as"])
        for word in longest_first
    ]
