"""The labels of a menu sound different, from their first word that means something.

A caller who confuses two labels presses the wrong key and does not know why. No other rule matters
more.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask for prices}}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: opening hours of the clinic}}
      - {to: prices, label: {en-US: opening prices of the clinic}}
```
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.lexicon import Lexicon
    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Menu

SHARED = 0.5
"""share of the words of two labels that both have; more is a warning"""
ALIKE = 0.7
"""share of letters that need no change; more is a warning"""


def check(line: Line) -> Iterator[Fault]:
    """Find labels of one menu that are easily taken for each other."""
    for code, words in line.lexicons.items():
        for menu in line.menus:
            yield from _pairs(line, menu, code, words)


def _pairs(line: Line, menu: Menu, code: str, words: Lexicon) -> Iterator[Fault]:
    labels = [choice.labels[code] for choice in menu.choices]
    for (_, first), (index, second) in combinations(enumerate(labels), 2):
        if how := _alike(first, second, words):
            told = f'"{second}" and "{first}" {how}; word one of them differently'
            yield Fault(line.label(menu.name, index, code), told)


def _alike(first: str, second: str, words: Lexicon) -> str:
    one, other = words.content(first), words.content(second)
    shared = len({*one} & {*other}) / (len({*one} | {*other}) or 1)
    if one[:1] == other[:1]:
        return f'begin with the same word, "{one[0]}"' if one else "have no word of their own"
    if shared > SHARED:
        return f"share {shared:.0%} of their words"
    alike = Levenshtein.normalized_similarity(first.casefold(), second.casefold())
    return f"are {alike:.0%} alike" if alike > ALIKE else ""


RULE = LineRule(
    "R23",
    "likeness",
    "warning",
    "ACIxD: the single most important rule; Resnick & Sanchez 2004; the numbers are ours",
    words=True,
    check=check,
)
