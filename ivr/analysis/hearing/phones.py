"""Turns words into phonemes, and finds which of them sound alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ivr.errors import EngineError
from ivr.speech.engines.phonemes import phonemes

if TYPE_CHECKING:
    from ivr.analysis.hearing.words import Words

PHONE = re.compile(r"[^\sˈˌ.,;:!?—-][̀-ͯː]*(?:\^.[̀-ͯː]*)*")
"""One phoneme as eSpeak NG writes it: a letter, what is written above it, what is tied to it."""


@lru_cache(maxsize=4096)
def phones(words: Words, code: str) -> Words:
    """Return the phonemes of words, without stress and pauses; letters, if eSpeak NG has no voice.

    >>> phones(("tecle", "sete"), "pt-BR")
    ('t', 'ɛ', 'k', 'l', 'y', 's', 'ɛ', 't^ʃ', 'y')
    """
    try:
        return tuple(PHONE.findall(phonemes(" ".join(words), code.lower())))
    except EngineError:
        return tuple("".join(words))


def spelled_alike(words: Words, code: str, said: Words = ()) -> Words:
    """Return words, each spelled as the first that sounds alike, in `said` or among themselves."""
    spelled: dict[Words, str] = {}
    for word in (*said, *words):
        spelled.setdefault(phones((word,), code), word)
    return tuple(spelled[phones((word,), code)] for word in words)
