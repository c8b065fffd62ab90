"""Sums up the comparisons of a language, and finds the words that always fail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ivr.analysis.hearing.comparison import Score
    from ivr.menu.flow import Prompt

OFTEN = 2
"""Prompts a word is missed in, and in no other heard, before it counts as failing everywhere."""


@dataclass(frozen=True, slots=True)
class HeardPrompt:
    """A prompt, what the listener wrote down of it, and how well that is; it lasts `seconds`."""

    prompt: Prompt
    transcript: str
    score: Score
    seconds: float

    @property
    def badness(self) -> tuple[bool, float, float]:
        """What the worst prompts have most of: a key that is lost, then errors."""
        return self.score.key is False, self.score.per, self.score.wer


@dataclass(frozen=True, slots=True)
class Totals:
    """Word and phoneme errors as shares of all that was to be said; counts of keys and digits."""

    prompts: int
    wer: float
    per: float
    keys: int
    keys_heard: int
    digits: int
    digits_misheard: int
    seconds: float


def totals(heard: Sequence[HeardPrompt]) -> Totals:
    """Add up how some prompts were heard: long ones count for more, as they hold more words."""
    every = [each.score for each in heard]
    keys = [each.key for each in every if each.key is not None]
    return Totals(
        prompts=len(every),
        wer=sum(each.word_errors for each in every) / max(1, sum(len(c.said) for c in every)),
        per=sum(each.phone_errors for each in every) / max(1, sum(c.phones for c in every)),
        keys=len(keys),
        keys_heard=sum(keys),
        digits=sum(each.digits for each in every),
        digits_misheard=sum(each.digits_misheard for each in every),
        seconds=sum(each.seconds for each in heard),
    )


def failing(scores: Iterable[Score]) -> list[tuple[str, int]]:
    """Return the words that were missed wherever they stand, and how often; the most first."""
    said: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for each in scores:
        said.update(each.said)
        missed.update(each.missed)
    always = {word: count for word, count in missed.items() if count == said[word] >= OFTEN}
    return sorted(always.items(), key=lambda each: (-each[1], each[0]))
