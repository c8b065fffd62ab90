"""Carries out <Connect>, <Start>, <Stop> and <Echo>: they begin, go on and end. Pure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import Joined, Warned
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Connected, Ready, Request
from twiml_phone.interpreter.step import OURS, Step, ask, chain, tell
from twiml_phone.interpreter.verbs import streams

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.state import Stream
    from twiml_phone.twiml.verbs import Connect, Echo, Start, Stop


def connect(verb: Connect, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Hand the caller over; with nothing to connect to, go on."""
    if not verb.services:
        return state, ()
    state, stream, events = streams.opened(state, verb.services[0])
    return replace(state, doing=Connected(verb=verb, sid=stream.sid)), events


def start(verb: Start, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Start services beside the call."""
    events: tuple[Event, ...] = ()
    for service in verb.services:
        state, _, more = streams.opened(state, service)
        events += more
    return state, events


def stop(verb: Stop, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Stop services by their kind and name."""
    wanted = {(service.noun, service.get("name")) for service in verb.services}
    gone = [stream for stream in state.streams if (stream.kind, stream.name) in wanted]
    found = {(stream.kind, stream.name) for stream in gone}
    warned = [
        Warned(at=state.clock, code=OURS, message=f"<Stop> finds no {kind} named {name!r}")
        for kind, name in sorted(wanted - found)
    ]
    state, events = streams.closed(state, *gone)
    return state, (*warned, *events)


def echo(verb: Echo, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Let the caller hear themselves."""
    joined = Joined(at=state.clock, room="", kind="echo")
    return replace(state, doing=Connected()), (joined,)


def disconnect(state: CallState, stream: Stream) -> Step:
    """Let the far end of a stream close it: what was connected to it goes on."""
    state, events = streams.closed(state, stream)
    doing = state.doing
    if not isinstance(doing, Connected) or doing.sid != stream.sid:
        return state, events
    if doing.verb is None or doing.verb.action is None:
        return replace(state, doing=Ready()), events
    url = resolve(state.url, doing.verb.action)
    request = Request(method=doing.verb.method, url=url)
    return chain(state, tell(*events), partial(ask, request=request))
