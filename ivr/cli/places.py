"""Finds places and prompts of a line, as people name them on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ivr.line import dialogue
from ivr.line.heard import Key
from ivr.menu.problem import did_you_mean

if TYPE_CHECKING:
    from ivr.menu.flow import Flow, Prompt


def prompts_at(flow: Flow, place: str, language: str) -> tuple[Prompt, ...]:
    """Return all that is heard on arrival at a place, or the one prompt of that name."""
    if place in flow.places:
        repeat = Key(flow.everywhere.repeat.key)
        return dialogue.answer(flow, dialogue.State(language, place), repeat).prompts
    named = {prompt.name: prompt for prompt in flow.prompts if prompt.language == language}
    if place not in named:
        hint = did_you_mean(place, [*flow.places, *named])
        raise click.UsageError(f"there is no place or prompt called {place}{hint}")
    return (named[place],)
