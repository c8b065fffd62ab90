"""No text names a key by hand: `{to:place}` and `{repeat}` name the right one, also tomorrow.

Keys follow the order of the choices. A key that was typed stays behind when a choice is moved, and
sends callers somewhere else. Looked for are the language's own phrase for a path, and the words
for pressing that [`lexicon.yaml`](../ivr/analysis/rules/lexicon.yaml) knows.

Good:
```yaml
messages:
  hours:
    text: {en-US: "To ask for prices, {to:prices}. To hear this again, press {repeat}."}
```

Bad:
```yaml
messages:
  hours:
    text: {en-US: "To ask for prices, press 2."}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.lexicon import Lexicon
    from ivr.analysis.rules.line import Line
    from ivr.menu.document import LanguageEntry

DIGIT = r"(?<!\d)[0-9](?!\d|[.,]\d| (?:digits|numbers|dígitos|números|haneli)\b)"
# What follows a key named by a word: "press one of them" names none.
ENDS = r"(?=\s*(?:[.,;:!?…)]|$|(?:to|for|if|and|or|para|se|e|ou|ve|veya)\b))"


def check(line: Line) -> Iterator[Fault]:
    """Find keys that are named by hand."""
    for code, language in line.document.languages.items():
        pattern = _pattern(language, line.lexicons.get(code))
        for path, text in line.typed(code):
            if found := pattern.search(text):
                key = _key(found, language)
                yield Fault(path, f'"{found[0]}" names a key by hand; write {_instead(line, key)}')


def _pattern(language: LanguageEntry, words: Lexicon | None) -> re.Pattern[str]:
    """Return what a key named by hand looks like: a digit, or a word for one, in such a phrase."""
    named = sorted({*language.keys, *language.digits} - {*"0123456789"}, key=len, reverse=True)
    word = "|".join(map(re.escape, named)) or "(?!)"
    key = rf"(?:{DIGIT}|\b(?:{word})\b)"
    last = rf"(?:{DIGIT}|\b(?:{word})\b{ENDS})"
    phrases = [language.path.replace("{keys}", "KEY"), *(words.key_phrases if words else ())]
    phrases[0] = re.escape(phrases[0].strip())
    keyed = (re.sub("KEY$", lambda _: last, each).replace("KEY", key) for each in phrases)
    return re.compile("|".join(f"(?:{each})" for each in keyed), re.IGNORECASE)


def _key(found: re.Match[str], language: LanguageEntry) -> str:
    """Return the digit of a key that was found, or nothing where a word is not one of its names."""
    said = found[0].casefold()
    if digit := re.search("[0-9]", said):
        return digit[0]
    for names in (language.keys, language.digits):
        for key, name in enumerate(names):
            if re.search(rf"\b{re.escape(name.casefold())}\b", said):
                return str(key)
    return ""


def _instead(line: Line, key: str) -> str:
    everywhere = line.document.everywhere
    for name in ("repeat", "back", "start"):
        if str(getattr(everywhere, name).key) == key:
            return f"{{{name}}} for the key"
    return "{to:place} with the name of the place it leads to, for the phrase with its key"


RULE = LineRule(
    "R32", "typed-keys", "error", "W3C COGA: consistent keys; the file's own design", check=check
)
