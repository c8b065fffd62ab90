"""What a page that draws a call is told beside the TwiML; each becomes a JSON object as it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A prompt of a turn, and the key it offers, if it offers one.

    `sound` and `web` are the addresses of its copies for telephones and browsers; None where
    Twilio's voice says it. `embedded` tells that the sound is by the engine that is always there.
    """

    name: str
    text: str
    language: str
    sound: str | None
    web: str | None
    embedded: bool
    key: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A key that leads somewhere: to a place, or on in another language, the offer's own."""

    key: str
    label: str
    language: str
    icon: str | None
    words: tuple[str, ...]
    to: str | None
    changes_language: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A key that does the same everywhere: `does` is repeat, back, start, or number in answers."""

    does: str
    key: str
    label: str
    icon: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number that is read out, and which prompt says it first, counted from 0.

    `digits` are what one dials; `written` has the spaces where it is read out with pauses.
    """

    name: str
    digits: str
    written: str
    prompt: int


@dataclass(frozen=True, slots=True)
class Description:
    """A turn as a page draws it; when the call is over there is no place and nothing to press."""

    place: str | None
    trail: tuple[str, ...]
    title: str | None
    language: str
    slow: bool
    over: bool
    prompts: tuple[Said, ...]
    choices: tuple[Offer, ...]
    commands: tuple[Command, ...]
    numbers: tuple[Number, ...]
