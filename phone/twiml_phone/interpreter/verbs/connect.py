"""Carries out <Connect>, <Start>, <Stop> and <Echo>: their services begin, go on and end. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.callbacks import named, notice
from twiml_phone.interpreter.events import OURS, LineWarning, RoomEntry, StreamEnd, StreamStart
from twiml_phone.interpreter.moves import ask_action
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Connected, Ready, Stream
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Connect, Echo, Start, Stop

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.connect_nouns import Service


def begin(state: CallState, verb: Connect, _seconds: Seconds) -> Step:
    """Hand the caller over; with nothing to connect to, go on."""
    if not verb.services:
        return Step(state)
    state, events = _open(state, verb.services[0])
    return Step(state, events).do(Connected(verb=verb, sid=state.streams[-1].sid))


def start(state: CallState, verb: Start, _seconds: Seconds) -> Step:
    """Start services beside the call."""
    step = Step(state)
    for service in verb.services:
        step = step.then(_open, service)
    return step


def stop(state: CallState, verb: Stop, _seconds: Seconds) -> Step:
    """Stop services by their kind and name."""
    wanted = {(service.noun, service.get("name")) for service in verb.services}
    gone = [stream for stream in state.streams if (stream.kind, stream.name) in wanted]
    found = {(stream.kind, stream.name) for stream in gone}
    warned = [
        LineWarning(at=state.clock, code=OURS, message=f"<Stop> finds no {kind} named {name!r}")
        for kind, name in sorted(wanted - found)
    ]
    return Step(state).tell(*warned).then(_close, *gone)


def echo(state: CallState, _verb: Echo, _seconds: Seconds) -> Step:
    """Let the caller hear themselves."""
    return Step(state).tell(RoomEntry(at=state.clock, room="", kind="echo")).do(Connected())


def disconnect(state: CallState, stream: Stream) -> Step:
    """Let the far end of a stream close it: what was connected to it goes on."""
    step, doing = _close(state, stream), state.doing
    if not isinstance(doing, Connected) or doing.sid != stream.sid:
        return step
    if doing.verb is None:
        return step.do(Ready())
    return step.then(ask_action, doing.verb.action, doing.verb.method)


def close(state: CallState, doing: Connected) -> Step:
    """End the service the caller is with."""
    return _close(state, *(stream for stream in state.streams if stream.sid == doing.sid))


def over(state: CallState) -> Step:
    """End every service that is beside the call."""
    return _close(state, *state.streams)


def _open(state: CallState, service: Service) -> Step:
    """Let a service begin."""
    state, sid = named(state, "MZ")
    callback = service.get("statusCallback") or service.get("statusCallbackUrl")
    stream = Stream(
        sid=sid,
        kind=service.noun,
        name=service.get("name"),
        callback=callback and resolve(state.url, callback),
        callback_method="GET" if service.get("statusCallbackMethod") == "GET" else "POST",
    )
    begun = StreamStart(
        at=state.clock,
        sid=sid,
        kind=service.noun,
        name=stream.name,
        url=service.get("url"),
        parameters=service.parameters,
    )
    told = _told(state, stream, "stream-started")
    return Step(replace(state, streams=(*state.streams, stream))).tell(begun, *told)


def _close(state: CallState, *streams: Stream) -> Step:
    """Let services end."""
    left = tuple(stream for stream in state.streams if stream not in streams)
    step = Step(replace(state, streams=left))
    for stream in streams:
        ended = StreamEnd(at=state.clock, sid=stream.sid)
        step = step.tell(ended, *_told(state, stream, "stream-stopped"))
    return step


def _told(state: CallState, stream: Stream, what: str) -> tuple[Event, ...]:
    kind = stream.kind if stream.kind != "Siprec" else "Stream"
    params = ((f"{kind}Sid", stream.sid), (f"{kind}Name", stream.name), (f"{kind}Event", what))
    return notice(state, stream.callback_method, stream.callback, params)


BEHAVIOURS = (
    Behaviour(
        verb=Connect,
        begin=begin,
        doing=Connected,
        waits=lambda _doing: True,
        close=close,
        over=over,
    ),
    Behaviour(verb=Start, begin=start),
    Behaviour(verb=Stop, begin=stop),
    Behaviour(verb=Echo, begin=echo),
)
