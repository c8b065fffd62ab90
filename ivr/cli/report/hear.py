"""Prints what `ivr hear` found, as tables for people and as JSON for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from ivr.analysis.hearing.summary import failing, totals
from ivr.analysis.hearing.transcripts import CLEAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ivr.analysis.hearing.summary import HeardPrompt

MOST_WORDS = 20
"""Words that fail everywhere, of which so many are shown."""


def show(code: str, way: str, heard: Sequence[HeardPrompt], worst: int, console: Console) -> None:
    """Print which words of a language always fail, its worst prompts, then all together."""
    told = f" through {way}" if way != CLEAN else ""
    console.print(f"{code}{told}", style="bold", highlight=False)
    if words := failing(each.score for each in heard):
        listed = ", ".join(f"{word} ({count})" for word, count in words[:MOST_WORDS])
        console.print(f"never heard: {listed}", highlight=False, markup=False)
    bad = [each for each in heard if each.score.word_errors or each.score.key is False]
    if bad[:worst]:
        console.print(_table(bad[:worst]))
    console.print(_summary(heard), highlight=False)


def _table(heard: Sequence[HeardPrompt]) -> Table:
    table = Table(box=SIMPLE)
    for heading in ("prompt", "phonemes", "words", "key"):
        table.add_column(heading, justify="left" if heading == "prompt" else "right")
    table.add_column("said / heard", overflow="fold")
    for each in heard:
        found = each.score
        key = {None: "", True: "heard", False: "lost"}[found.key]
        both = Text(f"{each.prompt.text}\n{each.transcript or '(nothing)'}")
        table.add_row(each.prompt.name, f"{found.per:.0%}", f"{found.wer:.0%}", key, both)
    return table


def _summary(heard: Sequence[HeardPrompt]) -> str:
    """Return what the prompts of a language come to, in a line."""
    whole = totals(heard)
    parts = [f"{whole.wer:.1%} of words and {whole.per:.1%} of phonemes wrong"]
    if whole.keys:
        parts.append(f"{whole.keys_heard} of {whole.keys} keys heard")
    if whole.digits:
        parts.append(f"{whole.digits_misheard} of {whole.digits} digits misheard")
    return f"{whole.prompts} prompts, {whole.seconds:.0f} s: {', '.join(parts)}\n"


def as_json(code: str, way: str, heard: Sequence[HeardPrompt]) -> dict[str, Any]:
    """Return all figures of a language; shares are out of 1."""
    words = failing(each.score for each in heard)
    return {
        "language": code,
        "through": None if way == CLEAN else way,
        **{name: _rounded(value) for name, value in asdict(totals(heard)).items()},
        "never_heard": dict(words),
        "heard": [_prompt(each) for each in heard],
    }


def _prompt(each: HeardPrompt) -> dict[str, Any]:
    found = each.score
    return {
        "prompt": each.prompt.name,
        "text": each.prompt.text,
        "transcript": each.transcript,
        "wer": _rounded(found.wer),
        "per": _rounded(found.per),
        "missed": list(found.missed),
        "key_heard": found.key,
        "digits": found.digits,
        "digits_misheard": found.digits_misheard,
    }


def _rounded(value: float) -> float:
    return round(value, 4)
