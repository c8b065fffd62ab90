"""Finds in a prompt what each key is for: "Press 1 for sales" and "For sales, press 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from ivr.exchange.imports.words import sentences

MOST_WORDS = 12
"""Words of a label; what is longer was no label."""


@dataclass(frozen=True)
class KeysTold:
    """What a prompt says of its keys, by key, and the rest of its text, where no key is said."""

    labels: dict[str, str] = field(default_factory=dict)
    rest: str = ""


def keys_told(text: str, language: str) -> KeysTold:
    """Return what a prompt says each key is for, and the sentences that say no key.

    >>> told = keys_told("Welcome. Press 1 for sales, 2 to pay, or press 9 for more.", "en-US")
    >>> told.labels, told.rest
    ({'1': 'sales', '2': 'to pay', '9': 'more'}, 'Welcome.')
    >>> keys_told("Para ventas, marque uno; para pagar, marque el 2.", "es-MX").labels
    {'1': 'ventas', '2': 'para pagar'}
    """
    patterns = _patterns(language.partition("-")[0].lower())
    labels: dict[str, str] = {}
    rest = []
    for sentence in sentences(text):
        found = patterns.labels(sentence)
        for key, label in found.items():
            labels.setdefault(key, label)
        if not (found or patterns.says_key(sentence)):
            rest.append(sentence)
    return KeysTold(labels, " ".join(rest))


def says_key(sentence: str, language: str) -> bool:
    """Tell whether a sentence asks for a key.

    >>> says_key("Press one.", "en-US"), says_key("Press one of them.", "en-US")
    (True, False)
    """
    return _patterns(language.partition("-")[0].lower()).says_key(sentence)


class Patterns:
    """The regular expressions of one language."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.numbers = words["numbers"]
        self.kept = re.compile(words["kept"], re.IGNORECASE)
        leads, ifs, ors = (_any_of(words[each]) for each in ("leads", "ifs", "or"))
        fillers = rf"(?:(?:{_any_of(words['fillers'])})\s+)*"
        asides = rf"(?:(?:{_any_of(words['asides'])})\s+)?"
        ends = rf"(?=\s*(?:[.,;:!?]|$|{asides}(?:{leads}|{ifs}|{ors})\b))"
        key = rf"(?P<key>[0-9*#](?![0-9\w])|(?:{_any_of(self.numbers)}){ends})"
        self.press = rf"\b(?:{_any_of(words['verbs'])})\b\s+{fillers}{key}"
        lead = rf"\b(?P<lead>{leads}|{ifs})\s+"
        stop = rf"(?=\s*(?:[,.;:!?]|\b(?:{ors})\b|\b(?:{_any_of(words['verbs'])})\b|$))"
        self.key_first = re.compile(
            rf"(?:{self.press}|(?:^|,|\b(?:{ors})\b)\s*{fillers}{key.replace('key', 'bare')})"
            rf"\s*,?\s*{asides}{lead}(?P<label>[^,.;:!?]+?){stop}",
            re.IGNORECASE,
        )
        self.label_first = re.compile(
            rf"{lead}(?P<label>(?:(?!{self.press.replace('key', 'ahead')}).)+?)"
            rf"[\s,:]*{fillers}{self.press}",
            re.IGNORECASE,
        )
        self.first_press = re.compile(self.press, re.IGNORECASE)
        self.lead = re.compile(rf"(?:^|[,:]\s*){lead}", re.IGNORECASE)
        self.conditions = {each.lower() for each in words["ifs"]}

    def says_key(self, sentence: str) -> bool:
        """Tell whether a sentence asks for a key at all."""
        return bool(self.first_press.search(sentence))

    def labels(self, sentence: str) -> dict[str, str]:
        """Return what the keys of one sentence are for, in the order in which it says them."""
        press = self.first_press.search(sentence)
        if not press:
            return {}
        leads = self.lead.search(sentence[: press.start()])
        found = (self.label_first if leads else self.key_first).finditer(sentence)
        pairs = ((self._key(each), self._label(each)) for each in found)
        return {key: label for key, label in pairs if 0 < len(label.split()) <= MOST_WORDS}

    def _key(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        said = str(groups["key"] or groups.get("bare")).lower()
        return str(self.numbers.index(said)) if said in self.numbers else said

    def _label(self, match: re.Match[str]) -> str:
        lead, label = match["lead"].lower(), match["label"].strip(" ,")
        if lead in self.conditions or not label:
            return label and f"{lead} {label}"
        whole = f"{lead} {label}"
        return whole if self.kept.match(whole) else label


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _patterns(language: str) -> Patterns:
    """Return the patterns of a language; those of English where it has none."""
    text = resources.files(__package__).joinpath("prompts.yaml").read_text(encoding="utf-8")
    known = yaml.safe_load(text)
    return Patterns(known.get(language, known["en"]))
