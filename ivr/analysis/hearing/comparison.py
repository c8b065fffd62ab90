"""Compares what was heard with the text: by words, phonemes, the key and the digits.

Words that sound alike count as one: their phonemes are the same. Phonemes are the fairer measure:
half a word is half an error, and it does not matter where a word ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ivr.analysis.hearing.dictation import dictated, misheard
from ivr.analysis.hearing.numbers import readings, words_of
from ivr.analysis.hearing.phones import phones, spelled_alike
from ivr.analysis.hearing.words import Figures, folded, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ivr.analysis.hearing.words import Words
    from ivr.menu.flow import Language


@dataclass(frozen=True, slots=True)
class Score:
    """How well a prompt was heard.

    Attributes:
        said: The words that were to be said, figures as words, those that count as one folded.
        heard: The words that were heard, likewise.
        missed: Those of `said` that were heard as words that sound otherwise, or not at all.
        word_errors: Words that were replaced, left out or put in.
        phones: Phonemes of `said`.
        phone_errors: Phonemes that were replaced, left out or put in.
        key: Whether the key of a choice was heard; None where the prompt offers none.
        digits: Digits of the telephone numbers that are dictated.
        digits_misheard: Those that were replaced, left out, or had others put in beside them.
    """

    said: Words
    heard: Words
    missed: Words
    word_errors: int
    phones: int
    phone_errors: int
    key: bool | None
    digits: int
    digits_misheard: int

    @property
    def wer(self) -> float:
        """Word errors, as a share of the words that were to be said."""
        return self.word_errors / max(1, len(self.said))

    @property
    def per(self) -> float:
        """Phoneme errors, as a share of the phonemes that were to be said."""
        return self.phone_errors / max(1, self.phones)


def compare(text: str, transcript: str, language: Language, key: str | None = None) -> Score:
    """Compare the text of a prompt with what a listener wrote down.

    Args:
        text: What was to be said.
        transcript: What was written down; numbers in figures are read as is nearest to the text.
        language: The language of both.
        key: The key that the prompt offers, if it is that of a choice.
    """
    code = language.code
    written = words_of(text, language)
    said = spelled_alike(written, code)
    heard = spelled_alike(nearest(transcript, written, language), code, written)
    pairs = _aligned(said, heard)
    there, found = phones(said, code), phones(heard, code)
    digits = {word for each in language.digits for word in words_of(each, language)}
    numbers = dictated(written, digits)
    digits |= {*spelled_alike(tuple(digits), code, written)}
    return Score(
        said=written,
        heard=heard,
        missed=tuple(written[i] for i, word in enumerate(said) if pairs.get(i) != word),
        word_errors=Levenshtein.distance(said, heard),
        phones=len(there),
        phone_errors=Levenshtein.distance(there, found),
        key=None if key is None else _hears_key(key, said, pairs, language),
        digits=sum(map(len, numbers)),
        digits_misheard=misheard(said, heard, numbers, digits),
    )


def nearest(transcript: str, said: Words, language: Language) -> Words:
    """Return the words of a transcript, its figures read as is nearest to what was to be said."""
    parts = [
        readings(token, language) if isinstance(token, Figures) else [(token,)]
        for token in tokens(transcript, language.code)
    ]
    chosen = [each[0] for each in parts]
    for place, ways in enumerate(parts):
        if len(ways) > 1:
            chosen[place] = min(
                ways,
                key=lambda way, place=place: Levenshtein.distance(
                    said, _joined([*chosen[:place], way, *chosen[place + 1 :]], language)
                ),
            )
    return _joined(chosen, language)


def _joined(parts: Iterable[Sequence[str]], language: Language) -> Words:
    return folded([word for part in parts for word in part], language.code)


def _aligned(said: Words, heard: Words) -> dict[int, str]:
    """Return the word that was heard for each place in what was said, where there is one."""
    return {
        step.src_start + offset: heard[step.dest_start + offset]
        for step in Levenshtein.opcodes(said, heard)
        if step.tag in {"equal", "replace"}
        for offset in range(step.src_end - step.src_start)
    }


def _hears_key(key: str, said: Words, pairs: dict[int, str], language: Language) -> bool:
    """Tell whether the word of a key was heard in its place: the last such word of the choice.

    Where a language inflects keys (Turkish "bire"), the digit itself ("bir") names the key as well.
    """
    number = int(key)
    named = (words_of(each[number], language) for each in (language.keys, language.digits))
    names = {word for each in named for word in spelled_alike(each[-1:], language.code, said)}
    last = max((place for place, word in enumerate(said) if word in names), default=None)
    return last is not None and pairs.get(last) in names
