"""Words that voices are known to stumble over stand in a list of how they are said.

Looked for are words in capitals (each voice chooses for itself, and not always alike, whether it
spells them), words with capitals or figures inside, and words with letters that are not of the
language. How a word is said stands in the menu file's `say`, or is known of the language
([say.md](say.md)). A word that is said right as it is written may be listed as itself: then
somebody has listened to it. Figures and addresses are rule [R31](#r31-read-aloud)'s.

Good:
```yaml
say: {en-US: {SAC: sahk}}
messages:
  hours:
    text: {en-US: "Call the SAC. It is also on TV."}
```

Bad:
```yaml
messages:
  hours:
    text: {en-US: "Call the SAC, or use BankApp."}
```
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule
from ivr.analysis.rules.wording.read_aloud import FINDS, LETTERS
from ivr.menu.whole_words import BRACES, HYPHENS, WORD, blank, fold
from ivr.speech.say.say_as import say_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Language
    from ivr.menu.problem import Path

FOREIGN = {"pt": "kwy", "tr": "qwx"}
"""Letters of the alphabet that a language has in foreign words only: readers guess their sound."""


def check(line: Line) -> Iterator[Fault]:
    """Find the words that no list covers: each once, where it stands first."""
    for code, language in line.flow.languages.items():
        places: dict[str, list[Path]] = {}
        for path, text in line.typed(code):
            for word in _unlisted(text, language):
                places.setdefault(word, []).append(path)
        for word, paths in places.items():
            yield Fault(paths[0], _told(word, code, len(paths)))


def _unlisted(text: str, language: Language) -> Iterator[str]:
    """Yield the words of a text that voices stumble over and no list covers."""
    known = [(found.start, found.end) for found in say_as(language).find(text)]
    rest = blank(blank(text, known), (found.span() for found in BRACES.finditer(text)))
    rest = blank(rest, (found.span() for found in FINDS.finditer(rest)))
    for word in WORD.findall(unicodedata.normalize("NFC", rest)):
        if _hard(word, language.code.partition("-")[0]):
            yield word.translate(HYPHENS)


def _hard(word: str, language: str) -> bool:
    """Tell whether voices stumble over a word.

    >>> words = ("TV", "A", "WhatsApp", "4G", "Kombi", "São", "Paulo")
    >>> [word for word in words if _hard(word, "pt")], [each for each in words if _hard(each, "en")]
    (['TV', 'WhatsApp', '4G', 'Kombi'], ['TV', 'WhatsApp', '4G', 'São'])
    """
    if len(word) < 2 or word.isdecimal():
        return False
    return word.isupper() or _is_mixed(word) or _is_foreign(word, language)


def _is_mixed(word: str) -> bool:
    """Tell whether there are capitals or figures inside a word; those of Ana-Maria begin a part."""
    return any(
        (one.islower() and other.isupper())
        or (one.isalpha() and other.isdecimal())
        or (one.isdecimal() and other.isalpha())
        for one, other in pairwise(word)
    )


def _is_foreign(word: str, language: str) -> bool:
    """Tell whether a word has foreign letters; in small letters most of those are R31's."""
    if language not in LETTERS:
        return False
    letters = {*fold(word, language)}
    odd = {each for each in letters if not each.isascii()} - {*LETTERS[language]}
    return bool(letters & {*FOREIGN.get(language, "")} or (word[0].isupper() and odd))


def _told(word: str, code: str, count: int) -> str:
    places = f" ({count} places)" if count > 1 else ""
    return (
        f'"{word}"{places}: voices may say it wrongly; listen, and write how it is said: '
        f"say: {{{code}: {{{word}: …}}}}, or {word}: {word} if it is said right"
    )


RULE = LineRule(
    "R33",
    "listed-words",
    "warning",
    "W3C SSML 1.1, sub and phoneme: what a voice cannot know is written down; the signs are ours",
    check=check,
)
