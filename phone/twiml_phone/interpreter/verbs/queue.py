"""Carries out <Enqueue> and <Leave>: the wait, the document to wait by, the end. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/enqueue
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.callbacks import named
from twiml_phone.interpreter.events import OURS, LineWarning, RoomEntry, RoomExit
from twiml_phone.interpreter.interlude import restore, set_aside
from twiml_phone.interpreter.moves import ask, ask_action
from twiml_phone.interpreter.prompts import interrupt, resolve
from twiml_phone.interpreter.state import CallState, Queued, Request
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Enqueue, Leave

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.attributes import Pairs


def begin(state: CallState, verb: Enqueue, _seconds: Seconds) -> Step:
    """Enter a queue nobody else is in."""
    state, sid = named(state, "QU")
    queued = Queued(verb=verb, since=state.clock, sid=sid)
    joined = RoomEntry(at=state.clock, room=verb.text, kind="queue")
    if not verb.wait_url:
        return Step(state).tell(joined).do(queued)
    return Step(set_aside(state, "queue", queued)).tell(joined).then(_ask_what_to_wait_by)


def resume(state: CallState) -> Step:
    """Ask for the document to wait by once more: it ran out of verbs."""
    if state.interlude is None:
        return Step(state)
    interlude = replace(state.interlude, rounds=state.interlude.rounds + 1)
    return _ask_what_to_wait_by(replace(state, interlude=interlude))


def leave(state: CallState, result: str) -> Step:
    """Leave the queue: the line is told, or the next verb follows."""
    queued = state.queued
    if queued is None:
        return Step(state)
    verb = queued.verb
    gone = RoomExit(at=state.clock, room=verb.text, result=result)
    step = Step(restore(state), interrupt(state)).tell(gone)
    return step.then(ask_action, verb.action, verb.method, _results(state, queued, result))


def take(state: CallState) -> Step:
    """Let an agent take the caller: they talk from now on."""
    queued, step = state.queued, Step(restore(state), interrupt(state))
    if queued is None:
        return step
    joined = RoomEntry(at=state.clock, room=queued.verb.text, kind="agent")
    return step.tell(joined).do(replace(queued, agent=True))


def obey_leave(state: CallState, _verb: Leave, _seconds: Seconds) -> Step:
    """Carry out Leave, which means something only in a queue's document."""
    if state.queued is not None:
        return leave(state, "leave")
    message = "<Leave> is skipped: the call is in no queue"
    return Step(state).tell(LineWarning(at=state.clock, code=OURS, message=message))


def close(state: CallState, queued: Queued) -> Step:
    """Be out of the queue."""
    return Step(state).tell(RoomExit(at=state.clock, room=queued.verb.text, result=_result(queued)))


def farewell(state: CallState, queued: Queued) -> Pairs | None:
    """Tell how long the caller waited, if there is whom to tell."""
    return None if queued.verb.action is None else _results(state, queued, _result(queued))


def _result(queued: Queued) -> str:
    return "bridged" if queued.agent else "hangup"


def _results(state: CallState, queued: Queued, result: str) -> Pairs:
    """Return what leaving a queue tells the line."""
    waited = str(round(state.clock - queued.since))
    return (("QueueResult", result), ("QueueSid", queued.sid), ("QueueTime", waited))


def _ask_what_to_wait_by(state: CallState) -> Step:
    queued = state.queued
    if queued is None or state.interlude is None:
        return Step(state)
    verb = queued.verb
    url = resolve(state.interlude.url, verb.wait_url or "")
    request = Request(method=verb.wait_url_method, url=url, params=_place(state, queued))
    return ask(state, request, endless=True)


def _place(state: CallState, queued: Queued) -> Pairs:
    waited = str(round(state.clock - queued.since))
    return (
        ("QueuePosition", "1"),
        ("QueueSid", queued.sid),
        ("QueueTime", waited),
        ("AvgQueueTime", waited),
        ("CurrentQueueSize", "1"),
        ("MaxQueueSize", str(queued.verb.max_queue_size)),
    )


BEHAVIOURS = (
    Behaviour(
        verb=Enqueue,
        begin=begin,
        doing=Queued,
        waits=lambda _doing: True,
        close=close,
        farewell=farewell,
        resume=resume,
    ),
    Behaviour(verb=Leave, begin=obey_leave),
)
