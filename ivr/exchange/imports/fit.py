"""Leaves out of a draft's texts what the rules of `ivr check` refuse; the owner is told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.lexicon import lexicon
from ivr.exchange.imports.prompt import says_key
from ivr.exchange.imports.words import sentences, spoken_name

if TYPE_CHECKING:
    from ivr.exchange.imports.draft import Draft


def fit(draft: Draft) -> None:
    """Leave out sentences that name keys by hand, and those that keep callers from the choices."""
    draft.welcome = _kept(draft, 1, draft.welcome)
    words = lexicon(draft.language)
    for place in draft.places.values():
        place.text = _kept(draft, place.line, place.text)
        for choice in place.choices:
            if words and words.find(words.more, choice.label):
                draft.leave(place.line, f'"{choice.label}" says nothing of what comes; name it')
                choice.label = spoken_name(choice.to)


def _kept(draft: Draft, line: int, text: str) -> str:
    kept = []
    for sentence in sentences(text):
        if why := _refused(sentence, draft.language):
            draft.leave(line, f'"{sentence}" is left out: {why}')
        else:
            kept.append(sentence)
    return " ".join(kept)


def _refused(sentence: str, language: str) -> str:
    """Tell why a sentence cannot be said as it is, if it cannot."""
    words = lexicon(language)
    if says_key(sentence, language):
        return "the line names keys itself"
    if words and words.find(words.stars, sentence):
        return "the line uses no star and no pound key"
    if words and words.find(words.openings, sentence):
        return "nobody called for that"
    return ""
