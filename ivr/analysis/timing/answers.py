"""Measures the way to each answer: what callers hear on it, second by second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ivr.analysis.timing.retries import Retries
from ivr.analysis.timing.stops import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.analysis.timing.clock import Clock
    from ivr.analysis.timing.listener import Listener
    from ivr.analysis.timing.stops import MenuStop, StopPiece
    from ivr.analysis.timing.ways import Way
    from ivr.menu.flow import Flow

Part = Literal["welcome", "lead", "passed", "option", "key"]


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A stretch of the way to an answer: what the seconds go to, and what is heard meanwhile."""

    part: Part
    name: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller who wants one answer spends; each `first_word` counts from picking up.

    Attributes:
        place: The message.
        mass: The share of all callers who want it.
        keys: What leads there.
        stops: The menus passed.
        steps: All that fills the seconds to the first word, for those who press at once.
        first_word: For those who press as soon as they have heard their option.
        first_word_full: For those who hear each menu out.
        first_word_errors: For those who press at once, and err as their listener does.
        decisive: The end of what a caller needs to act: the last do, call or say step of the
            answer, or all of it where it is one text; for those who press at once.
        decisive_full: The same for those who hear each menu out.
        recovery: What one wrong branch costs, on average over the menus passed.
        seconds: The answer itself, from its landing cue on.
        characters: Of all that is heard, the answer included.
    """

    place: str
    mass: float
    keys: tuple[str, ...]
    stops: tuple[MenuStop, ...]
    steps: tuple[TimedStep, ...]
    first_word: float
    first_word_full: float
    first_word_errors: float
    decisive: float
    decisive_full: float
    recovery: float
    seconds: float
    characters: int

    @property
    def way(self) -> tuple[str, ...]:
        """The places passed and the answer: what makes it the same one in two menu files."""
        return (*(stop.place for stop in self.stops), self.place)

    @property
    def options_heard(self) -> int:
        """Options heard on the way, the caller's own included."""
        return sum(step.part in ("passed", "option") for step in self.steps)


def answers(
    ways: Sequence[Way], stops: Sequence[MenuStop], flow: Flow, clock: Clock, listener: Listener
) -> Iterator[Answer]:
    """Yield what each way to an answer costs a caller."""
    by_keys = {stop.keys: stop for stop in stops}
    retries = Retries(flow, clock, listener)
    for way in ways:
        passed = tuple(by_keys[way.keys[:depth]] for depth in range(len(way.keys)))
        heard = pieces(flow, way.place, way.turns[-1], clock)
        steps = tuple(_steps(way, passed, listener))
        said = [piece for piece in heard if piece.kind in ("title", "text", "answer")]
        first = sum(step.seconds for step in steps)
        first_full = _heard_out(passed, listener)
        acted = _decisive(flow, way, clock)
        yield Answer(
            place=way.place,
            mass=way.mass,
            keys=way.keys,
            stops=passed,
            steps=steps,
            first_word=first,
            first_word_full=first_full,
            first_word_errors=retries.seconds(way),
            decisive=first + acted,
            decisive_full=first_full + acted,
            recovery=retries.recovery(way),
            seconds=sum(piece.seconds for piece in said) + clock.gap() * (len(said) - 1),
            characters=sum(len(text) for text in _texts(steps, said)),
        )


def _decisive(flow: Flow, way: Way, clock: Clock) -> float:
    """Return the seconds from the answer's first word to the end of what is needed to act."""
    turn = way.turns[-1]
    needed = {prompts[turn.language] for prompts in flow.places[way.place].decisive}
    last = max((n for n, prompt in enumerate(turn.prompts) if prompt in needed), default=0)
    return clock.end(turn, last)


def _heard_out(passed: Sequence[MenuStop], listener: Listener) -> float:
    return sum(stop.length + listener.react + listener.press for stop in passed)


def _texts(steps: Sequence[TimedStep], said: Sequence[StopPiece]) -> Iterator[str]:
    """Yield all that is heard, the answer included."""
    yield from (step.text for step in steps)
    yield from (piece.prompt.text for piece in said)


def _steps(way: Way, passed: tuple[MenuStop, ...], listener: Listener) -> Iterator[TimedStep]:
    """Yield what fills the seconds up to each key; a prompt's gap counts to the prompt."""
    for stop, key in zip(passed, way.keys, strict=True):
        for piece in stop.lead:
            part: Part = "welcome" if piece.kind == "welcome" else "lead"
            yield _step(part, piece, stop.gap)
        for option in stop.options:
            if option.key == key:
                yield TimedStep("option", option.prompt.name, option.prompt.text, option.seconds)
                break
            yield TimedStep(
                "passed", option.prompt.name, option.prompt.text, option.seconds + stop.gap
            )
        yield TimedStep("key", key, "", listener.press)


def _step(part: Part, piece: StopPiece, gap: float) -> TimedStep:
    return TimedStep(part, piece.prompt.name, piece.prompt.text, piece.seconds + gap)
