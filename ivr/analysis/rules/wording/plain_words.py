"""Labels are made of short words, or of long ones that callers are known to know.

A list of each language's most frequent words would be the natural judge. None is used: those that
may be handed on stand under licences of their own, weigh more than this program, and count what is
written on the web, not what people say who never write. So this rule asks about long words only,
which in every readability formula stand for hard ones, and a person decides: a word that callers
use themselves goes into the menu file's `glossary`.

Good:
```yaml
glossary: {en-US: [pediatrician]}
menus:
  main:
    choices:
      - {to: hours, label: {en-US: see the pediatrician}}
      - {to: prices, label: {en-US: ask for prices}}
```

Bad:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the availability}}
      - {to: prices, label: {en-US: ask for prices}}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.lexicon import words as words_of
from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find long words in labels that nobody vouched for."""
    for code, words in line.lexicons.items():
        known = {word.casefold() for word in line.document.glossary.get(code, ())}
        for path, label, _ in line.labels(code):
            for word in words_of(label):
                if word not in known and words.count_syllables(word) > words.syllables:
                    told = f'"{word}" is a long word; say it shorter, or vouch for it in glossary'
                    yield Fault(path, told)


RULE = LineRule(
    "R26",
    "plain-words",
    "warning",
    "W3C COGA; ATIS; Wolters 2007: unfamiliar words break; syllables as in readability formulas",
    words=True,
    check=check,
)
