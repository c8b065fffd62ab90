"""A Flow becomes its map: all places in one language, and the keys that lead between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.flow import Flow, Place


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the line."""

    code: str
    name: str
    icon: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """A key that leads to another place."""

    key: str
    label: str
    icon: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its title, what it says, where it goes on by itself, and the ways from it."""

    name: str
    title: str
    text: str | None
    then: str | None
    choices: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All places of a line in one language, and the languages it speaks."""

    start: str
    language: str
    languages: tuple[Tongue, ...]
    places: tuple[Spot, ...]


def contents(flow: Flow, language: str) -> Contents:
    """Return the map of a line; keys that change the language lead nowhere on it."""
    return Contents(
        start=flow.start,
        language=language,
        languages=tuple(
            Tongue(each.code, each.name, each.icon) for each in flow.languages.values()
        ),
        places=tuple(_spot(place, language) for place in flow.places.values()),
    )


def _spot(place: Place, language: str) -> Spot:
    return Spot(
        name=place.name,
        title=place.titles[language].text,
        text=" ".join(prompts[language].text for prompts in place.said) or None,
        then=getattr(place, "then", None),
        choices=tuple(_ways(place, language)),
    )


def _ways(place: Place, language: str) -> Iterator[Way]:
    for choice in place.choices:
        yield Way(choice.key, choice.labels[language], choice.icon, choice.to)
