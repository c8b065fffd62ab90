"""What ends when a call ends, or is given something else to do, and what the line learns. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.events import Left
from twiml_phone.interpreter.state import CallState, Connected, Dialing, Queued, Ready, Recording
from twiml_phone.interpreter.verbs import legs, record_callback, streams

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event, Pairs


def close(state: CallState) -> tuple[CallState, tuple[Event, ...]]:
    """End what goes on, all but what was started beside the call."""
    events: tuple[Event, ...] = ()
    match state.dialing or state.queued or state.doing:
        case Dialing() as dialing:
            after, events = legs.hang_up(state, dialing)
            if dialing.room:
                events += (Left(at=state.clock, room=dialing.room, result="answered"),)
            events += legs.taken(state, after)
        case Queued() as queued:
            result = "bridged" if queued.agent else "hangup"
            events = (Left(at=state.clock, room=queued.verb.text, result=result),)
        case Recording() as recording:
            events = record_callback.stopped(state, recording)
        case Connected(sid=sid):
            gone = [stream for stream in state.streams if stream.sid == sid]
            state, events = streams.closed(state, *gone)
    return replace(state, doing=Ready(), aside=None, verbs=()), events


def farewell(state: CallState) -> tuple[Event, ...]:
    """Tell the line what it would have been asked a document with, had the call not ended."""
    told: Pairs
    match state.dialing or state.queued or state.doing:
        case Dialing(verb=verb) as dialing if verb.action is not None:
            told = legs.results(state, legs.hang_up(state, dialing)[0])
        case Queued(verb=verb) as queued if verb.action is not None:
            result = "bridged" if queued.agent else "hangup"
            told = left(state, queued, result)
        case Recording(verb=verb) as recording:
            told = (
                *record_callback.facts(recording.sid, state.clock - recording.start),
                ("Digits", "hangup"),
            )
        case _:
            return ()
    address = verb.action or (state.aside.url if state.aside else state.url)
    return notice(state, verb.method, address, told, closing=True)


def left(state: CallState, queued: Queued, result: str) -> Pairs:
    """Return what leaving a queue tells the line."""
    waited = str(round(state.clock - queued.since))
    return (("QueueResult", result), ("QueueSid", queued.sid), ("QueueTime", waited))
