"""Each answer: what is heard on the way to it, second by second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ivr.timing.retries import Retries
from ivr.timing.stops import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.menu.flow import Flow
    from ivr.timing.clock import Clock
    from ivr.timing.listener import Listener
    from ivr.timing.stops import Piece, Stop
    from ivr.timing.ways import Way

Part = Literal["welcome", "lead", "passed", "option", "key"]


@dataclass(frozen=True, slots=True)
class Step:
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
        recovery: What one wrong branch costs, on average over the menus passed.
        seconds: The answer itself, from its landing cue on.
        characters: Of all that is heard, the answer included.
    """

    place: str
    mass: float
    keys: tuple[str, ...]
    stops: tuple[Stop, ...]
    steps: tuple[Step, ...]
    first_word: float
    first_word_full: float
    first_word_errors: float
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
    ways: Sequence[Way], stops: Sequence[Stop], flow: Flow, clock: Clock, listener: Listener
) -> Iterator[Answer]:
    """Yield what each way to an answer costs a caller."""
    by_keys = {stop.keys: stop for stop in stops}
    retries = Retries(flow, clock, listener)
    for way in ways:
        passed = tuple(by_keys[way.keys[:depth]] for depth in range(len(way.keys)))
        heard = pieces(flow, way.place, way.turns[-1], clock)
        steps = tuple(_steps(way, passed, listener))
        said = [piece for piece in heard if piece.kind in ("title", "text")]
        yield Answer(
            place=way.place,
            mass=way.mass,
            keys=way.keys,
            stops=passed,
            steps=steps,
            first_word=sum(step.seconds for step in steps),
            first_word_full=_heard_out(passed, listener),
            first_word_errors=retries.seconds(way),
            recovery=retries.recovery(way),
            seconds=sum(piece.seconds for piece in said) + clock.gap() * (len(said) - 1),
            characters=sum(len(text) for text in _texts(steps, said)),
        )


def _heard_out(passed: Sequence[Stop], listener: Listener) -> float:
    return sum(stop.length + listener.react + listener.press for stop in passed)


def _texts(steps: Sequence[Step], said: Sequence[Piece]) -> Iterator[str]:
    """Yield all that is heard, the answer included."""
    yield from (step.text for step in steps)
    yield from (piece.prompt.text for piece in said)


def _steps(way: Way, passed: tuple[Stop, ...], listener: Listener) -> Iterator[Step]:
    """Yield what fills the seconds up to each key; a prompt's gap counts to the prompt."""
    for stop, key in zip(passed, way.keys, strict=True):
        for piece in stop.lead:
            part: Part = "welcome" if piece.kind == "welcome" else "lead"
            yield _step(part, piece, stop.gap)
        for option in stop.options:
            if option.key == key:
                yield Step("option", option.prompt.name, option.prompt.text, option.seconds)
                break
            yield Step("passed", option.prompt.name, option.prompt.text, option.seconds + stop.gap)
        yield Step("key", key, "", listener.press)


def _step(part: Part, piece: Piece, gap: float) -> Step:
    return Step(part, piece.prompt.name, piece.prompt.text, piece.seconds + gap)
