"""The heart, and pure: a Flow, where the caller is and what was heard make the next Turn.

Two counters bound every call. Silence adds to one, a key that does nothing here to the other; a
key that does something sets both back. After the last prompt written for a counter the caller is
warned, and only after the warning let go. The key the warning names keeps the call, and so does any
key where it was silence that led there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ivr.line.heard import NOTHING, SILENCE, Meaning, meaning
from ivr.menu.flow import Menu
from ivr.menu.paths import MOST_BEHIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.line.heard import Heard, KeyMeanings
    from ivr.menu.flow import Choice, Flow, Place, Prompt, Prompts


@dataclass(frozen=True, slots=True)
class State:
    """All that the next turn depends on: where the caller is, and how the call has gone.

    `behind` are the places `back` leads through, the nearest last; None means the straight way.
    A longer trail loses its oldest places, so addresses stay short. `slow` counts how often the
    caller wanted this place again, more slowly: once holds for this place, twice for the call.
    """

    language: str
    place: str
    behind: tuple[str, ...] | None = None
    slow: int = 0
    silences: int = 0
    mistakes: int = 0


PATIENCE = 7
"""Seconds of silence after the last word; the five that carriers give are short for many."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait for a key, `patience` seconds after the last word; it is answered in `state`."""

    state: State
    patience: int = PATIENCE


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect the caller to another number; after that the call goes on in `state`.

    `patience` is how many seconds it may ring there.
    """

    state: State
    number: str
    patience: int


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Record what the caller says; after that the call goes on in `state`.

    A key ends the message, or `patience` seconds of silence, or its length of `longest` seconds.
    """

    state: State
    patience: int
    longest: int


@dataclass(frozen=True, slots=True)
class EndCall:
    """Hang up."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller hears now, and what the line does then."""

    prompts: tuple[Prompt, ...]
    language: str
    then: Listen | Transfer | RecordMessage | EndCall
    slow: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def state(self) -> State | None:
        """The state in which the call goes on; None when it is over."""
        return None if isinstance(self.then, EndCall) else self.then.state


LASTING = 2
"""So often a slower pace is asked for by those who want it for the whole call."""


def begin(flow: Flow, language: str | None = None) -> Turn:
    """Answer the phone: the welcome, then the start menu."""
    known = language if language in flow.languages else flow.first_language
    state = State(str(known), flow.start)
    return _turn(flow, state, [*_say(state, flow.everywhere.welcome), *_body(flow, state)])


def answer(flow: Flow, state: State, heard: Heard) -> Turn:
    """Return the turn that follows when this is heard of a caller in `state`.

    An unknown place or language (a file edited while somebody listened) leads to an apology and
    the start. Every state and all that can be heard has an answer.
    """
    return follow(flow, state, meaning(flow, state.language, state.place, heard))


def follow(flow: Flow, state: State, meant: Meaning) -> Turn:
    """Return the turn that follows when a caller in `state` means what `meant` says.

    What is not there any more leads to an apology and the start.
    """
    if lost(flow, state, meant):
        return apologise(flow, state.language)
    if meant == SILENCE:
        return _unheard(flow, state)
    if meant == NOTHING:
        return _unmatched(flow, state)
    state = replace(state, silences=0, mistakes=0)
    if meant.does in {"number", "stay"}:
        number = _number(flow, state) if meant.does == "number" else ()
        return _turn(flow, state, [*number, *_offers(flow, state)])
    return _arrive(flow, _reach(flow, state, meant), meant)


def arrive(flow: Flow, state: State) -> Turn:
    """Return what a caller hears who comes to a place."""
    return _arrive(flow, state, Meaning("go", state.place))


def lost(flow: Flow, state: State, meant: Meaning) -> bool:
    """Tell whether what a caller means cannot be given: a place or a language that is gone."""
    languages = {state.language, meant.to} if meant.does == "speak" else {state.language}
    places = {"go": {meant.to}, "start": set(), "back": set()}.get(meant.does, {state.place})
    return not (languages <= flow.languages.keys() and places <= flow.places.keys())


def apologise(flow: Flow, language: str | None = None) -> Turn:
    """Say sorry for a fault of ours, and go to the start."""
    known = language if language in flow.languages else flow.first_language
    state = State(str(known), flow.start)
    title = _say(state, flow.places[state.place].titles)
    return _turn(flow, state, [*_say(state, flow.everywhere.sorry), *title, *_body(flow, state)])


def recall(flow: Flow, state: State, keys: KeyMeanings) -> State:
    """Return a state with the way a caller came, though an edit made another the straight one."""
    came = keys.behind.get(state.place) if state.behind is None else None
    if came is None or came == flow.trails.get(state.place):
        return state
    return replace(state, behind=came)


def trail(flow: Flow, state: State) -> tuple[str, ...]:
    """Return the places behind a caller, the nearest last.

    A place that goes on by itself is none of them: to go back there would lead here again.
    """
    behind = flow.trails.get(state.place, ()) if state.behind is None else state.behind
    return tuple(name for name in behind if name in flow.places and not _then(flow, name))


def _reach(flow: Flow, state: State, meant: Meaning) -> State:
    """Return the state that a key leads to which does something."""
    if meant.does == "repeat":
        return replace(state, slow=min(state.slow + 1, LASTING))
    if meant.does == "speak":
        return replace(state, language=meant.to)
    state = replace(state, slow=state.slow if state.slow == LASTING else 0)
    match meant.does:
        case "back":
            return _back(flow, state)
        case "start":
            return replace(state, place=flow.start, behind=None)
        case _:
            return _go(flow, state, meant.to)


def _go(flow: Flow, state: State, target: str) -> State:
    """Return the state at `target`; coming round to a place behind shortens the trail to it."""
    here = (state.place,) if state.place in flow.places and not _then(flow, state.place) else ()
    behind = trail(flow, state) + here
    if target in behind:
        behind = behind[: behind.index(target)]
    return _at(flow, state, target, behind[-MOST_BEHIND:])


def _back(flow: Flow, state: State) -> State:
    behind = trail(flow, state)
    if not behind:
        return replace(state, place=flow.start, behind=None)
    return _at(flow, state, behind[-1], behind[:-1])


def _at(flow: Flow, state: State, place: str, behind: tuple[str, ...]) -> State:
    """Return the state at a place; the straight way there needs no trail."""
    straight = behind == flow.trails[place]
    return replace(state, place=place, behind=None if straight else behind)


def _arrive(flow: Flow, state: State, meant: Meaning) -> Turn:
    """Return the turn of a caller who comes to a place; a place with `then` is passed through.

    Who wants another language has not understood the welcome, and hears it again.
    """
    again = meant.does == "repeat"
    back = meant.does == "back"
    prompts = list(_say(state, flow.everywhere.welcome)) if meant.does == "speak" else []
    if not (prompts and state.place == flow.start):
        prompts += _say(state, flow.places[state.place].titles)
    prompts += _body(flow, state, again=again, back=back)
    while then := _then(flow, state.place):
        state = _go(flow, state, then)
        prompts += _body(flow, state)
    return _turn(flow, state, prompts)


def _then(flow: Flow, place: str) -> str | None:
    """Return where the call goes on by itself from a place."""
    return getattr(flow.places[place], "then", None)


def _turn(flow: Flow, state: State, prompts: Sequence[Prompt]) -> Turn:
    choices = flow.places[state.place].choices_in(state.language)
    return Turn(tuple(prompts), state.language, Listen(state), state.slow > 0, choices)


def _body(flow: Flow, state: State, *, again: bool = False, back: bool = False) -> Iterator[Prompt]:
    """Yield what is said at a place, then what may be pressed.

    Who goes back to a menu has heard the answer it opens with, and looks for another.
    """
    place = flow.places[state.place]
    texts = (place.texts,) if place.texts else ()
    for prompts in texts if back and isinstance(place, Menu) else place.said:
        yield from _say(state, prompts)
    if not _then(flow, state.place):
        yield from _offers(flow, state, again=again)


def _number(flow: Flow, state: State) -> Iterator[Prompt]:
    """Yield the number of an answer alone."""
    if alone := getattr(flow.places[state.place], "number_alone", None):
        yield from _say(state, alone)


def _offers(flow: Flow, state: State, *, again: bool = True) -> Iterator[Prompt]:
    """Yield what may be pressed; what few want of a menu is offered when it is said again."""
    place = flow.places[state.place]
    if again or not isinstance(place, Menu):
        choices = (*place.choices_in(state.language), *_commands(flow, place))
    else:
        back = () if place.name == flow.start else (flow.everywhere.back,)
        choices = (*place.choices, *back)
    for choice in choices:
        yield choice.prompt(state.language)


def _commands(flow: Flow, place: Place) -> tuple[Choice, ...]:
    """Return the commands a place announces: W3C COGA wants no more of them in a menu than two."""
    shared = flow.everywhere
    if place.name == flow.start:
        return (shared.repeat,)
    if isinstance(place, Menu):
        return shared.repeat, shared.back
    number = (place.number,) if place.number else ()
    return *number, shared.repeat, shared.back, shared.start


def _unheard(flow: Flow, state: State) -> Turn:
    """Answer silence: explain and offer again, slower; then warn; then let go."""
    state = replace(state, silences=state.silences + 1, slow=max(state.slow, 1))
    return _again(flow, state, flow.everywhere.no_input, state.silences)


def _unmatched(flow: Flow, state: State) -> Turn:
    """Answer a key that does nothing here; it shows that somebody is there, so silence is over.

    It keeps a call that was to end by silence, but not for ever.
    """
    shared = flow.everywhere
    if state.silences > len(shared.no_input) and state.mistakes <= len(shared.no_match):
        stays = replace(state, silences=0, mistakes=state.mistakes + 1)
        title = _say(stays, flow.places[stays.place].titles)
        return _turn(flow, stays, (*title, *_offers(flow, stays)))
    state = replace(state, silences=0, mistakes=state.mistakes + 1)
    return _again(flow, state, shared.no_match, state.mistakes)


def _again(flow: Flow, state: State, attempts: Sequence[Prompts], count: int) -> Turn:
    if count <= len(attempts):
        prompts = [*_say(state, attempts[count - 1]), *_offers(flow, state)]
        return _turn(flow, state, prompts)
    if count == len(attempts) + 1:
        return _turn(flow, state, tuple(_say(state, flow.everywhere.warning)))
    goodbye = tuple(_say(state, flow.everywhere.goodbye))
    return Turn(goodbye, state.language, EndCall(), state.slow > 0)


def _say(state: State, prompts: Prompts) -> Iterator[Prompt]:
    yield prompts[state.language]
