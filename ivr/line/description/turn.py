"""A Turn becomes what a page draws: the prompts of its TwiML, and what may be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.line import dialogue
from ivr.line.description.phone_numbers import numbers
from ivr.line.description.shapes import Command, Description, Offer, Said
from ivr.line.dialogue import EndCall, Listen
from ivr.line.twilio import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.line.dialogue import State, Turn
    from ivr.menu.flow import Choice, Flow, Prompt
    from ivr.speech.store.playable import Library

COMMANDS = ("repeat", "back", "start")


def describe(turn: Turn, flow: Flow, prefix: str, sounds: Library | None) -> Description:
    """Return the description of a turn; the arguments are those its TwiML is rendered with."""
    state = turn.state
    return Description(
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


def _said(turn: Turn, flow: Flow, prefix: str, sounds: Library | None) -> Iterator[Said]:
    keys = _keys(turn, flow)
    for prompt in turn.prompts:
        spoken = sounds.spoken(prompt, slow=turn.slow) if sounds else None
        yield Said(
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


def _offer(choice: Choice, language: str) -> Offer:
    own = choice.language or language
    return Offer(
        key=choice.key,
        label=choice.labels[own],
        language=own,
        icon=choice.icon,
        words=_words(choice, own),
        to=choice.to,
        changes_language=choice.language is not None,
    )


def _commands(turn: Turn, flow: Flow) -> Iterator[Command]:
    for name, choice in _common(turn, flow):
        yield Command(
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
