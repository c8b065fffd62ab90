"""Which telephone numbers a turn reads out: a page shows them large, and calls them at a touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivr.line.description.shapes import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Flow, Prompt, Value


def numbers(turn: Turn, flow: Flow) -> Iterator[Number]:
    """Yield the numbers in the order they are said, each once."""
    told = set()
    for index, prompt in enumerate(turn.prompts):
        for value in _dictated(prompt, flow):
            if value.name not in told:
                told.add(value.name)
                written = str(value.digits)
                yield Number(value.name, written.replace(" ", ""), written, index)


def _dictated(prompt: Prompt, flow: Flow) -> Iterator[Value]:
    """Yield the numbers one prompt reads out; a longer number hides those within it."""
    values = [value for value in flow.values.values() if value.digits]
    values.sort(key=lambda value: -len(value.spoken[prompt.language]))
    either = "|".join(f"({re.escape(value.spoken[prompt.language])})" for value in values)
    for found in re.finditer(rf"\b(?:{either})\b", prompt.text, re.IGNORECASE):
        yield values[(found.lastindex or 0) - 1]
