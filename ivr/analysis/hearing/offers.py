"""Finds the key that a prompt offers: it matters more than any other word of a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.flow import Choice, Flow


def offers(flow: Flow) -> dict[tuple[str, str], str]:
    """Return the key that a prompt offers, by its name and language, for each that offers one."""
    return {
        (prompt.name, prompt.language): choice.key
        for choice in _choices(flow)
        for prompt in choice.prompts.values()
    }


def _choices(flow: Flow) -> Iterator[Choice]:
    everywhere = flow.everywhere
    yield from (everywhere.repeat, everywhere.back, everywhere.start)
    for place in flow.places.values():
        for language in flow.languages:
            yield from place.choices_in(language)
