"""What any verb may do to a call: pick up, ask for a document, hang up. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter import behaviour, teardown
from twiml_phone.interpreter.events import OURS, CallEnd, PickUp, Trouble
from twiml_phone.interpreter.prompts import interrupt, resolve
from twiml_phone.interpreter.state import CallState, Fetching, Over, Ready, Request
from twiml_phone.interpreter.step import Step

if TYPE_CHECKING:
    from typing import Literal

    from twiml_phone.interpreter.events import By
    from twiml_phone.twiml.attributes import Method, Pairs

MOST_DOCUMENTS = 200
MOST_IDLE_DOCUMENTS = 50


def pick_up(state: CallState) -> Step:
    """Answer the call, unless that was done."""
    if state.answered is not None:
        return Step(state)
    return Step(replace(state, answered=state.clock)).tell(PickUp(at=state.clock))


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
    asking = replace(
        state,
        doing=Fetching(request=request, fallback=fallback),
        documents=state.documents + (not endless),
        idle=idle,
        asked_at=state.clock,
    )
    return Step(asking)


def ask_action(state: CallState, action: str | None, method: Method, params: Pairs = ()) -> Step:
    """Ask for the document a verb's `action` names, or go on with the next verb if none is."""
    if action is None:
        return Step(replace(state, doing=Ready()))
    return ask(state, Request(method=method, url=resolve(state.url, action), params=params))


def end(state: CallState, by: By) -> Step:
    """End the call now, in the middle of whatever is being said."""
    hung_up = CallEnd(at=state.clock, by=by, status=_status(state, by))
    last = teardown.farewell(state)
    step = Step(state, interrupt(state)).then(teardown.close).then(behaviour.over)
    return step.tell(hung_up, *last).do(Over(by=by))


def reject(state: CallState, reason: Literal["rejected", "busy"]) -> Step:
    """Turn the call away; once it was answered, this only hangs up."""
    status: Literal["completed", "busy", "no-answer"] = "completed"
    if state.answered is None:
        status = "busy" if reason == "busy" else "no-answer"
    hung_up = CallEnd(at=state.clock, by="reject", status=status)
    return Step(replace(state, doing=Over(by="reject"), verbs=())).tell(hung_up)


def _status(state: CallState, by: By) -> Literal["completed", "no-answer", "canceled"]:
    if state.answered is not None or by not in {"caller", "api"}:
        return "completed"
    return "no-answer" if by == "caller" else "canceled"


def _give_up(state: CallState, idle: int, url: str) -> Step:
    count = f"{idle} in a row" if idle >= MOST_IDLE_DOCUMENTS else str(state.documents)
    message = f"the call goes round in circles: after {count} documents it asks for {url} again"
    trouble = Trouble(at=state.clock, code=OURS, message=message, url=url)
    return Step(state).tell(trouble).then(end, "error")
