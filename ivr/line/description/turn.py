"""A Turn becomes what a page draws: the prompts of its TwiML, and what may be pressed.

Each class becomes a JSON object as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.line import dialogue
from ivr.line.description.phone_numbers import numbers
from ivr.line.dialogue import EndCall, Listen
from ivr.line.twilio import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.line.description.phone_numbers import PhoneNumber
    from ivr.line.dialogue import State, Turn
    from ivr.menu.flow import Choice, Flow, Prompt
    from ivr.speech.store.playable import Library

COMMANDS = ("repeat", "back", "start")


@dataclass(frozen=True, slots=True)
class TurnPrompt:
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
class TurnChoice:
    """A key that leads somewhere: to a place, or on in another language, the offer's own."""

    key: str
    label: str
    language: str
    icon: str | None
    words: tuple[str, ...]
    to: str | None
    changes_language: bool


@dataclass(frozen=True, slots=True)
class TurnCommand:
    """A key that does the same everywhere: `does` is repeat, back, start, or number in answers."""

    does: str
    key: str
    label: str
    icon: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnDescription:
    """A turn as a page draws it; when the call is over there is no place and nothing to press."""

    place: str | None
    trail: tuple[str, ...]
    title: str | None
    language: str
    slow: bool
    over: bool
    prompts: tuple[TurnPrompt, ...]
    choices: tuple[TurnChoice, ...]
    commands: tuple[TurnCommand, ...]
    numbers: tuple[PhoneNumber, ...]


def describe(turn: Turn, flow: Flow, prefix: str, sounds: Library | None) -> TurnDescription:
    """Return the description of a turn; the arguments are those its TwiML is rendered with."""
    state = turn.state
    return TurnDescription(
        place=state.place if state else None,
        trail=dialogue.trail(flow, state) if state else (),
        title=_title(flow, state) if state else None,
        language=turn.language,
        slow=turn.slow,
        over=isinstance(turn.then, EndCall),
        prompts=tuple(_said(turn, flow, prefix, sounds)),
        choices=tuple(_offer(choice, turn.language) for choice in turn.choices),
        commands=tuple(_commands(turn, flow)) if isinstance(turn.then, Listen) else (),
        numbers=tuple(numbers(turn, flow)),
    )


def _title(flow: Flow, state: State) -> str:
    return flow.places[state.place].titles[state.language].text


def _said(turn: Turn, flow: Flow, prefix: str, sounds: Library | None) -> Iterator[TurnPrompt]:
    keys = _keys(turn, flow)
    for prompt in turn.prompts:
        spoken = sounds.spoken(prompt, slow=turn.slow) if sounds else None
        yield TurnPrompt(
            name=prompt.name,
            text=prompt.text,
            language=prompt.language,
            sound=prefix + address.sound(spoken.phone) if spoken else None,
            web=prefix + address.sound(spoken.web) if spoken else None,
            embedded=bool(spoken and spoken.embedded),
            key=keys.get(prompt),
        )


def _keys(turn: Turn, flow: Flow) -> Mapping[Prompt, str]:
    """Return the keys that prompts of a turn may offer."""
    offered = (*turn.choices, *(choice for _, choice in _common(turn, flow)))
    return {choice.prompt(turn.language): choice.key for choice in offered}


def _offer(choice: Choice, language: str) -> TurnChoice:
    own = choice.language or language
    return TurnChoice(
        key=choice.key,
        label=choice.labels[own],
        language=own,
        icon=choice.icon,
        words=_words(choice, own),
        to=choice.to,
        changes_language=choice.language is not None,
    )


def _commands(turn: Turn, flow: Flow) -> Iterator[TurnCommand]:
    for name, choice in _common(turn, flow):
        yield TurnCommand(
            does=name,
            key=choice.key,
            label=choice.labels[turn.language],
            icon=choice.icon,
            words=_words(choice, turn.language),
        )


def _common(turn: Turn, flow: Flow) -> Iterator[tuple[str, Choice]]:
    """Yield the keys that do the same everywhere, and that of an answer's number."""
    place = flow.places[turn.state.place] if turn.state else None
    if number := getattr(place, "number", None):
        yield "number", number
    for name in COMMANDS:
        yield name, getattr(flow.everywhere, name)


def _words(choice: Choice, language: str) -> tuple[str, ...]:
    return (choice.words or {}).get(language, ())
