"""A call and what is told of it: what every move of the interpreter takes and gives. Pure.

A move is any function that is given a call's state and returns a Step. Moves follow each other, and
every event is kept:

>>> from twiml_phone.interpreter.events import NoInput
>>> from twiml_phone.interpreter.state import CallState, Ready
>>> def end_of_a_pause(state: CallState, seconds: float) -> Step:
...     return Step(replace(state, clock=state.clock + seconds)).tell(NoInput(at=state.clock))
>>> step = Step(CallState(doing=Ready())).then(end_of_a_pause, 2).then(end_of_a_pause, 3)
>>> step.state.clock, [event.at for event in step.events]
(5.0, [0.0, 2.0])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec

from twiml_phone.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.state import CallState, Doing

P = ParamSpec("P")


class Step(NamedTuple):
    """Where a call is after something happened to it, and the events that tells of."""

    state: CallState
    events: tuple[Event, ...] = ()

    def tell(self, *events: Event) -> Step:
        """Add events."""
        return Step(self.state, self.events + events)

    def then(
        self, move: Callable[Concatenate[CallState, P], Step], *args: P.args, **kwargs: P.kwargs
    ) -> Step:
        """Go on with a move, and keep the events there are."""
        state, events = move(self.state, *args, **kwargs)
        return Step(state, self.events + events)

    def do(self, doing: Doing) -> Step:
        """Let something else go on from now."""
        return Step(replace(self.state, doing=doing), self.events)
