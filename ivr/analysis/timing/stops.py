"""The menus on the ways to the answers: what each says before, in and after its options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ivr.analysis.timing.order import Timed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivr.analysis.timing.clock import Clock
    from ivr.analysis.timing.ways import Way
    from ivr.line.dialogue import Turn
    from ivr.menu.flow import Choice, Flow, Prompt

Kind = Literal["welcome", "title", "text", "answer", "option", "language", "command"]
LEAD = ("welcome", "title", "text", "answer")
"""What is said before the options."""


@dataclass(frozen=True, slots=True)
class StopPiece:
    """A prompt as it is heard: what it does there, and how long it lasts."""

    kind: Kind
    prompt: Prompt
    seconds: float


@dataclass(frozen=True, slots=True)
class Option:
    """A choice a menu offers, and the share of all callers who want it."""

    key: str
    prompt: Prompt
    seconds: float
    to: str
    mass: float
    choice: Choice


@dataclass(frozen=True, slots=True)
class MenuStop:
    """A menu where callers listen and press; `keys` lead there.

    What is heard, in this order: `lead`, `options`, `languages`, `commands`, with a gap between
    any two prompts.
    """

    place: str
    keys: tuple[str, ...]
    lead: tuple[StopPiece, ...]
    options: tuple[Option, ...]
    languages: tuple[StopPiece, ...]
    commands: tuple[StopPiece, ...]
    gap: float

    @property
    def mass(self) -> float:
        """The share of all callers who pass here."""
        return sum(option.mass for option in self.options)

    @property
    def intro(self) -> float:
        """Seconds before the first option begins."""
        return sum(piece.seconds + self.gap for piece in self.lead)

    @property
    def welcome(self) -> float:
        """Seconds of the welcome, its gap included; only who picks up hears it."""
        return sum(piece.seconds + self.gap for piece in self.lead if piece.kind == "welcome")

    @property
    def answer(self) -> float:
        """Seconds of the answer it opens with, gaps included: nobody waits for it in vain."""
        return sum(piece.seconds + self.gap for piece in self.lead if piece.kind == "answer")

    @property
    def unavoidable(self) -> float:
        """Seconds of the lead that every visit costs: all but the welcome."""
        return self.intro - self.welcome - self.gap

    @property
    def length(self) -> float:
        """Seconds from the first word to the last."""
        after = (*self.languages, *self.commands)
        said = [piece.seconds + self.gap for piece in after]
        return self.intro + sum(timed.seconds for timed in self.timed) + sum(said) - self.gap

    @property
    def timed(self) -> tuple[Timed, ...]:
        """The options as the formulas take them."""
        return tuple(Timed(each.seconds + self.gap, each.mass) for each in self.options)

    def until(self, key: str) -> float:
        """Return the seconds from the first word to the end of an option."""
        count = [option.key for option in self.options].index(key) + 1
        return (
            self.intro + sum(each.seconds for each in self.options[:count]) + (count - 1) * self.gap
        )


def stops(ways: Iterable[Way], flow: Flow, clock: Clock) -> tuple[MenuStop, ...]:
    """Return each menu on the ways once, in the order callers come to them."""
    masses: dict[tuple[str, ...], float] = {}
    turns: dict[tuple[str, ...], tuple[str, Turn]] = {}
    for way in ways:
        for depth in range(len(way.keys)):
            turns.setdefault(way.keys[:depth], (way.places[depth], way.turns[depth]))
            taken = way.keys[: depth + 1]
            masses[taken] = masses.get(taken, 0) + way.mass
    return tuple(
        _stop(flow, place, keys, pieces(flow, place, turn, clock), turn, masses, clock)
        for keys, (place, turn) in turns.items()
    )


def pieces(flow: Flow, place: str, turn: Turn, clock: Clock) -> tuple[StopPiece, ...]:
    """Return what is heard in a turn that leads to a place."""
    kinds = dict(_kinds(flow, place, turn))
    return tuple(
        StopPiece(kinds.get(prompt, "text"), prompt, clock.seconds(prompt, slow=turn.slow))
        for prompt in turn.prompts
    )


def _kinds(flow: Flow, place: str, turn: Turn) -> Iterator[tuple[Prompt, Kind]]:
    shared = flow.everywhere
    yield shared.welcome[turn.language], "welcome"
    yield flow.places[place].titles[turn.language], "title"
    for step in getattr(flow.places[place], "opening", ()):
        yield step.prompts[turn.language], "answer"
    for command in (shared.repeat, shared.back, shared.start):
        yield command.prompt(turn.language), "command"
    for choice in turn.choices:
        yield choice.prompt(turn.language), "language" if choice.language else "option"


def _stop(  # noqa: PLR0913, PLR0917  # what `stops` has gathered
    flow: Flow,
    place: str,
    keys: tuple[str, ...],
    heard: tuple[StopPiece, ...],
    turn: Turn,
    masses: dict[tuple[str, ...], float],
    clock: Clock,
) -> MenuStop:
    language = turn.language
    seconds = {piece.prompt: piece.seconds for piece in heard}
    options = tuple(
        Option(
            key=choice.key,
            prompt=choice.prompt(language),
            seconds=seconds[choice.prompt(language)],
            to=str(choice.to),
            mass=masses.get((*keys, choice.key), 0.0),
            choice=choice,
        )
        for choice in flow.places[place].choices
    )
    return MenuStop(
        place=place,
        keys=keys,
        lead=tuple(each for each in heard if each.kind in LEAD),
        options=options,
        languages=tuple(each for each in heard if each.kind == "language"),
        commands=tuple(each for each in heard if each.kind == "command"),
        gap=clock.gap(slow=turn.slow),
    )
