"""Says where callers hear the embedded voice, and how a line gets a natural one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.speech.engines.engine import ALWAYS, NATURAL, lacks
from ivr.speech.request import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.menu.flow import Language
    from ivr.speech.store.stock import Group

ELSEWHERE = "name a Piper voice in the menu file, or set IVR_VOICE=gtts (docs/speech.md)"


def hardly_understood(
    languages: Mapping[str, Language], voices: Mapping[Group, str | None]
) -> Iterator[str]:
    """Yield a sentence for each language that the embedded voice speaks, at any pace."""
    for code, language in languages.items():
        if ALWAYS in {voices.get((code, slow)) for slow in (False, True)}:
            yield f"{code} is spoken by eSpeak, which callers hardly understand: {remedy(language)}"


def remedy(language: Language) -> str:
    """Return how a language gets a natural voice here."""
    if voice_of(language, NATURAL) is None:
        return ELSEWHERE
    return lacks(NATURAL) or "run `ivr speak`, which renders a natural voice"
