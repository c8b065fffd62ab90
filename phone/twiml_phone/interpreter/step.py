"""What any verb may do to a call: pick up, ask for a document, hang up. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter import teardown
from twiml_phone.interpreter.events import Answered, Event, HungUp, Trouble
from twiml_phone.interpreter.prompts import heard
from twiml_phone.interpreter.state import CallState, Fetching, Gathering, Over, Request, Speaking
from twiml_phone.interpreter.verbs import streams

if TYPE_CHECKING:
    from typing import Literal

    from twiml_phone.interpreter.events import By, Heard, LegHeard

MOST_DOCUMENTS = 200
MOST_IDLE_DOCUMENTS = 50
OURS = 0

Step = tuple[CallState, tuple[Event, ...]]
Move = Callable[[CallState], Step]


def chain(state: CallState, *moves: Move) -> Step:
    """Make several moves one after the other, and keep every event."""
    events: tuple[Event, ...] = ()
    for move in moves:
        state, more = move(state)
        events += more
    return state, events


def tell(*events: Event) -> Move:
    """Make no move, but tell these events."""
    return lambda state: (state, events)


def pick_up(state: CallState) -> Step:
    """Answer the call, unless that was done."""
    if state.answered is not None:
        return state, ()
    return replace(state, answered=state.clock), (Answered(at=state.clock),)


def ask(
    state: CallState, request: Request, *, fallback: bool = False, endless: bool = False
) -> Step:
    """Wait for a document, unless the call has been going round in circles.

    One to wait by in a queue is asked for `endless` times.
    """
    idle = state.idle + 1 if state.clock <= state.asked_at else 0
    most = MOST_DOCUMENTS if not endless else state.documents + 1
    if state.documents >= most or idle >= MOST_IDLE_DOCUMENTS:
        return _give_up(state, idle, request.url)
    return replace(
        state,
        doing=Fetching(request=request, fallback=fallback),
        documents=state.documents + (not endless),
        idle=idle,
        asked_at=state.clock,
    ), ()


def end(state: CallState, by: By) -> Step:
    """End the call now, in the middle of whatever is being said."""
    hung_up = HungUp(at=state.clock, by=by, status=_status(state, by))
    heard, last = interrupt(state), teardown.farewell(state)
    state, ended = teardown.close(state)
    state, stopped = streams.closed(state, *state.streams)
    return replace(state, doing=Over(by=by)), (*heard, *ended, *stopped, hung_up, *last)


def reject(state: CallState, reason: Literal["rejected", "busy"]) -> Step:
    """Turn the call away; once it was answered, this only hangs up."""
    status: Literal["completed", "busy", "no-answer"] = "completed"
    if state.answered is None:
        status = "busy" if reason == "busy" else "no-answer"
    hung_up = HungUp(at=state.clock, by="reject", status=status)
    return replace(state, doing=Over(by="reject"), verbs=()), (hung_up,)


def interrupt(state: CallState) -> tuple[Heard | LegHeard, ...]:
    """Tell what was heard of the prompt that sounds now."""
    match state.doing:
        case Speaking() as speaking:
            return heard(speaking, state.clock)
        case Gathering(prompt=Speaking() as speaking):
            return heard(speaking, state.clock)
    return ()


def _status(state: CallState, by: By) -> Literal["completed", "no-answer", "canceled"]:
    if state.answered is not None or by not in {"caller", "api"}:
        return "completed"
    return "no-answer" if by == "caller" else "canceled"


def _give_up(state: CallState, idle: int, url: str) -> Step:
    count = f"{idle} in a row" if idle >= MOST_IDLE_DOCUMENTS else str(state.documents)
    message = f"the call goes round in circles: after {count} documents it asks for {url} again"
    trouble = Trouble(at=state.clock, code=OURS, message=message, url=url)
    ended, events = end(state, "error")
    return ended, (trouble, *events)
