"""Carries out <Enqueue> and <Leave>: the wait, the document to wait by, the end. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/enqueue
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter import teardown
from twiml_phone.interpreter.callbacks import named
from twiml_phone.interpreter.events import Joined, Left, Warned
from twiml_phone.interpreter.interlude import restore, set_aside
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Queued, Ready, Request
from twiml_phone.interpreter.step import OURS, Step, ask, chain, interrupt, tell

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Pairs
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.verbs import Enqueue, Leave


def begin(verb: Enqueue, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Enter a queue nobody else is in."""
    state, sid = named(state, "QU")
    queued = Queued(verb=verb, since=state.clock, sid=sid)
    joined = tell(Joined(at=state.clock, room=verb.text, kind="queue"))
    if not verb.wait_url:
        return chain(replace(state, doing=queued), joined)
    return chain(set_aside(state, "queue", queued), joined, _ask)


def again(state: CallState) -> Step:
    """Ask for the document to wait by once more: it ran out of verbs."""
    if state.aside is None:
        return state, ()
    aside = replace(state.aside, rounds=state.aside.rounds + 1)
    return _ask(replace(state, aside=aside))


def leave(state: CallState, result: str) -> Step:
    """Leave the queue: the line is told, or the next verb follows."""
    queued = state.queued
    if queued is None:
        return state, ()
    heard = interrupt(state)
    state = restore(state)
    verb = queued.verb
    gone = tell(*heard, Left(at=state.clock, room=verb.text, result=result))
    if verb.action is None:
        return chain(replace(state, doing=Ready()), gone)
    params = teardown.left(state, queued, result)
    request = Request(method=verb.method, url=resolve(state.url, verb.action), params=params)
    return chain(state, gone, partial(ask, request=request))


def take(state: CallState) -> Step:
    """Let an agent take the caller: they talk from now on."""
    heard = interrupt(state)
    queued = state.queued
    state = restore(state)
    if queued is None:
        return state, heard
    joined = Joined(at=state.clock, room=queued.verb.text, kind="agent")
    return replace(state, doing=replace(queued, agent=True)), (*heard, joined)


def obey_leave(verb: Leave, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Carry out Leave, which means something only in a queue's document."""
    if state.queued is not None:
        return leave(state, "leave")
    message = "<Leave> is skipped: the call is in no queue"
    return state, (Warned(at=state.clock, code=OURS, message=message),)


def _ask(state: CallState) -> Step:
    queued = state.queued
    if queued is None or state.aside is None:
        return state, ()
    verb = queued.verb
    url = resolve(state.aside.url, verb.wait_url or "")
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
