"""Counts sentences in which only a value changed beside that value, instead of listing each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.analysis.diff.change import Changes, Words

Key = tuple[str, str]
"""A value's name and a language."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Changes less the sentences that a value explains; `sentences` counts those of each value."""

    changes: Changes
    sentences: Mapping[Key, int]
    left_out: int


def fold(changes: Changes) -> Folded:
    """Leave out the sentences in which values changed, and nothing else."""
    sentences: Counter[Key] = Counter()
    left = []
    for words in changes.words:
        explained = _explained(words, changes)
        sentences.update(explained)
        if not explained:
            left.append(words)
    told = replace(changes, words=tuple(left))
    return Folded(told, sentences, len(changes.words) - len(left))


def _explained(words: Words, changes: Changes) -> list[Key]:
    """Return the values that make the whole difference of a sentence, or none."""
    if words.before is None or words.after is None:
        return []
    new = {
        each.before: (each.name, each.after)
        for each in changes.values
        if each.language == words.language and each.before and each.after
    }
    if not new:
        return []
    longest_first = sorted(new, key=len, reverse=True)
    spoken = re.compile("|".join(map(re.escape, longest_first)))
    if spoken.sub(lambda found: new[found[0]][1], words.before) != words.after:
        return []
    names = {new[found][0] for found in spoken.findall(words.before)}
    return [(name, words.language) for name in sorted(names)]
