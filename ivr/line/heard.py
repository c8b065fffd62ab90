"""What was heard of a caller, and what it means by the menus that caller heard.

These may not be the menus of now: between the words "to complain, press 1" and the key lie seconds
in which the file may be edited. So the meanings of all keys are kept for each edition of the menus,
and a key is read in that edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.menu.flow import Flow


@dataclass(frozen=True, slots=True)
class Key:
    """The caller pressed a key."""

    key: str


@dataclass(frozen=True, slots=True)
class NoKey:
    """The caller pressed nothing until the line's patience ended."""


@dataclass(frozen=True, slots=True)
class TransferEnd:
    """The caller is back from a transfer; `reached` tells whether somebody answered there."""

    reached: bool


@dataclass(frozen=True, slots=True)
class VoiceMessage:
    """The caller left a message; `url` is where the carrier keeps it."""

    url: str


Heard = Key | NoKey | TransferEnd | VoiceMessage

COMMANDS: tuple[Literal["repeat", "back", "start"], ...] = ("repeat", "back", "start")


class Meaning(NamedTuple):
    """What a caller wants, or needs next: `to` is the place, or the language."""

    does: Literal["repeat", "back", "start", "number", "go", "speak", "stay", "nothing", "silence"]
    to: str = ""


NOTHING = Meaning("nothing")
SILENCE = Meaning("silence")
STAY = Meaning("stay")
NUMBER = Meaning("number")


class KeyMeanings(BaseModel):
    """What every key meant in one edition of the menus: by place, language and key.

    `behind` are the places behind a caller who went straight to a place.
    """

    model_config = ConfigDict(frozen=True)

    keys: dict[str, dict[str, dict[str, Meaning]]]
    behind: dict[str, tuple[str, ...]]

    def meaning(self, language: str, place: str, heard: Heard) -> Meaning:
        """Return what was meant by callers who heard these menus."""
        return _meaning(heard, self.keys.get(place, {}).get(language, {}))


def key_meanings(flow: Flow) -> KeyMeanings:
    """Return what every key means in a Flow."""
    keys = {
        place: {language: _meanings(flow, language, place) for language in flow.languages}
        for place in flow.places
    }
    return KeyMeanings(keys=keys, behind=dict(flow.trails))


def meaning(flow: Flow, language: str, place: str, heard: Heard) -> Meaning:
    """Return what is meant in a Flow; in a place it does not know, a key means nothing.

    A command goes before a choice that has the same key.
    """
    known = place in flow.places and language in flow.languages
    return _meaning(heard, _meanings(flow, language, place) if known else {})


def _meaning(heard: Heard, keys: Mapping[str, Meaning]) -> Meaning:
    """Return what is meant, given what each key means.

    Callers who reached nobody hear the number, to call it themselves later.
    """
    match heard:
        case Key(key):
            return keys.get(key, NOTHING)
        case VoiceMessage() | TransferEnd(reached=True):
            return STAY
        case TransferEnd():
            return NUMBER
        case NoKey():
            return SILENCE


def _meanings(flow: Flow, language: str, place: str) -> dict[str, Meaning]:
    return dict(reversed(list(_offered(flow, language, place))))


def _offered(flow: Flow, language: str, place: str) -> Iterator[tuple[str, Meaning]]:
    """Yield each key that does something in a place, and what."""
    for command in COMMANDS:
        yield getattr(flow.everywhere, command).key, Meaning(command)
    if number := getattr(flow.places[place], "number", None):
        yield number.key, NUMBER
    for choice in flow.places[place].choices_in(language):
        if choice.language is not None:
            yield choice.key, Meaning("speak", choice.language)
        else:
            yield choice.key, Meaning("go", str(choice.to))
