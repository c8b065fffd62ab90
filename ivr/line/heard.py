"""What a key means: by the menus its caller heard, which may not be the menus of now.

Between the words "to complain, press 1" and the key lie seconds in which the file may be edited. So
the meanings of all keys are kept for each edition of the menus, and a key is read in that edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.menu.flow import Flow

COMMANDS: tuple[Literal["repeat", "back", "start"], ...] = ("repeat", "back", "start")


class Meaning(NamedTuple):
    """What a caller wants who presses a key, or none: `to` is the place, or the language."""

    does: Literal["repeat", "back", "start", "number", "go", "speak", "nothing", "silence"]
    to: str = ""


NOTHING = Meaning("nothing")
SILENCE = Meaning("silence")


class Heard(BaseModel):
    """What every key meant in one edition of the menus: by place, language and key.

    `behind` are the places behind a caller who went straight to a place.
    """

    model_config = ConfigDict(frozen=True)

    keys: dict[str, dict[str, dict[str, Meaning]]]
    behind: dict[str, tuple[str, ...]]

    def meaning(self, language: str, place: str, key: str | None) -> Meaning:
        """Return what a key meant, or silence."""
        if not key:
            return SILENCE
        return self.keys.get(place, {}).get(language, {}).get(key, NOTHING)


def heard(flow: Flow) -> Heard:
    """Return what every key means in a Flow."""
    keys = {
        place: {language: _meanings(flow, language, place) for language in flow.languages}
        for place in flow.places
    }
    return Heard(keys=keys, behind=dict(flow.trails))


def meaning(flow: Flow, language: str, place: str, key: str | None) -> Meaning:
    """Return what a key means in a Flow, or silence; in a place it does not know, nothing.

    A command goes before a choice that has the same key.
    """
    if not key:
        return SILENCE
    if place not in flow.places or language not in flow.languages:
        return NOTHING
    return next((does for each, does in _offered(flow, language, place) if each == key), NOTHING)


def _meanings(flow: Flow, language: str, place: str) -> dict[str, Meaning]:
    return dict(reversed(list(_offered(flow, language, place))))


def _offered(flow: Flow, language: str, place: str) -> Iterator[tuple[str, Meaning]]:
    """Yield each key that does something in a place, and what."""
    for command in COMMANDS:
        yield getattr(flow.everywhere, command).key, Meaning(command)
    if number := getattr(flow.places[place], "number", None):
        yield number.key, Meaning("number")
    for choice in flow.places[place].choices_in(language):
        if choice.language is not None:
            yield choice.key, Meaning("speak", choice.language)
        else:
            yield choice.key, Meaning("go", str(choice.to))
