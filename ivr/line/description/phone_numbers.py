"""Which telephone numbers a turn reads out: a page shows them large, and calls them at a touch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Flow, Prompt, Value


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number that is read out, and which prompt says it first, counted from 0.

    `digits` are what one dials; `written` has the spaces where it is read out with pauses.
    """

    name: str
    digits: str
    written: str
    prompt: int


def numbers(turn: Turn, flow: Flow) -> Iterator[PhoneNumber]:
    """Yield the numbers in the order they are said, each once."""
    told = set()
    for index, prompt in enumerate(turn.prompts):
        for value in _dictated(prompt, flow):
            if value.name not in told:
                told.add(value.name)
                written = str(value.digits)
                yield PhoneNumber(value.name, written.replace(" ", ""), written, index)


def _dictated(prompt: Prompt, flow: Flow) -> Iterator[Value]:
    """Yield the numbers one prompt reads out; a longer number hides those within it."""
    values = [value for value in flow.values.values() if value.digits]
    values.sort(key=lambda value: -len(value.spoken[prompt.language]))
    either = "|".join(f"({re.escape(value.spoken[prompt.language])})" for value in values)
    for found in re.finditer(rf"\b(?:{either})\b", prompt.text, re.IGNORECASE):
        yield values[(found.lastindex or 0) - 1]
