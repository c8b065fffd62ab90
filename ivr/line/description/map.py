"""A Flow becomes its map: all places in one language, and the keys that lead between them.

Each class becomes a JSON object as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.flow import Flow, Place


@dataclass(frozen=True, slots=True)
class MapLanguage:
    """A language of the line."""

    code: str
    name: str
    icon: str | None


@dataclass(frozen=True, slots=True)
class MapKey:
    """A key that leads to another place."""

    key: str
    label: str
    icon: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place: its title, what it says, where it goes on by itself, and the keys it offers."""

    name: str
    title: str
    text: str | None
    then: str | None
    choices: tuple[MapKey, ...]


@dataclass(frozen=True, slots=True)
class LineMap:
    """All places of a line in one language, and the languages it speaks."""

    start: str
    language: str
    languages: tuple[MapLanguage, ...]
    places: tuple[MapPlace, ...]


def line_map(flow: Flow, language: str) -> LineMap:
    """Return the map of a line; keys that change the language lead nowhere on it."""
    return LineMap(
        start=flow.start,
        language=language,
        languages=tuple(
            MapLanguage(each.code, each.name, each.icon) for each in flow.languages.values()
        ),
        places=tuple(_place(place, language) for place in flow.places.values()),
    )


def _place(place: Place, language: str) -> MapPlace:
    return MapPlace(
        name=place.name,
        title=place.titles[language].text,
        text=" ".join(prompts[language].text for prompts in place.said) or None,
        then=getattr(place, "then", None),
        choices=tuple(_keys(place, language)),
    )


def _keys(place: Place, language: str) -> Iterator[MapKey]:
    for choice in place.choices:
        yield MapKey(choice.key, choice.labels[language], choice.icon, choice.to)
