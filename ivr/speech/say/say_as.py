"""Respells listed words: from the text as it is written to the text that a voice is given.

The menu file's list goes first, the language's own list only where that left the text alone; what
was put in is not looked through again. Captions, pages and scripts keep the written text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ivr.menu.whole_words import Found, Phrases, blank
from ivr.speech.say.defaults import defaults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivr.menu.flow import Language, Pronunciation

OPEN, CLOSE = "⟦", "⟧"
"""What IPA stands between in a text for an engine that takes it."""


class SayAs:
    """How the words of one language are said: `own` by the menu file, `usual` by the language."""

    def __init__(
        self, code: str, own: Iterable[Pronunciation], usual: Iterable[Pronunciation]
    ) -> None:
        self.own = Phrases((each.written for each in own), code)
        self.usual = Phrases((each.written for each in usual), code)
        self.how = {each.written: each for each in (*usual, *own)}

    def find(self, text: str) -> list[Found]:
        """Return the listed words of a text, in their order."""
        own = list(self.own.find(text))
        rest = blank(text, ((each.start, each.end) for each in own))
        return sorted([*own, *self.usual.find(rest)], key=lambda each: each.start)

    def said(self, text: str, *, ipa: bool) -> str:
        """Return a text as it is said; where `ipa`, words that have some are written in it."""
        pieces, end = [], 0
        for found in self.find(text):
            pieces += [text[end : found.start], self._said(text, found, ipa=ipa)]
            end = found.end
        return "".join([*pieces, text[end:]])

    def _said(self, text: str, found: Found, *, ipa: bool) -> str:
        how = self.how[found.listed]
        if ipa and how.ipa:
            return f"{OPEN}{how.ipa}{CLOSE}"
        return how.respelled or text[found.start : found.end]


def say_as(language: Language) -> SayAs:
    """Return how the words of a language of a line are said."""
    return _say_as(language.code, language.say)


@lru_cache(maxsize=64)
def _say_as(code: str, own: tuple[Pronunciation, ...]) -> SayAs:
    return SayAs(code, own, defaults(code))


# An edit changes a prompt or two, and each is said at two paces by several engines.
@lru_cache(maxsize=8192)
def said(how: SayAs, text: str, *, ipa: bool) -> str:
    """Return a text as it is said: `SayAs.said`, kept."""
    return how.said(text, ipa=ipa)
