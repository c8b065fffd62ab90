"""The services beside a call: one that begins, and one that ends. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import named, notice
from twiml_phone.interpreter.events import StreamEnded, Streaming
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import Stream

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.state import CallState
    from twiml_phone.twiml.connect_nouns import Service


def opened(state: CallState, service: Service) -> tuple[CallState, Stream, tuple[Event, ...]]:
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
    begun = Streaming(
        at=state.clock,
        sid=sid,
        kind=service.noun,
        name=stream.name,
        url=service.get("url"),
        parameters=service.parameters,
    )
    events = (begun, *_told(state, stream, "stream-started"))
    return replace(state, streams=(*state.streams, stream)), stream, events


def closed(state: CallState, *streams: Stream) -> tuple[CallState, tuple[Event, ...]]:
    """Let services end."""
    events: tuple[Event, ...] = ()
    for stream in streams:
        events += (StreamEnded(at=state.clock, sid=stream.sid),)
        events += _told(state, stream, "stream-stopped")
    left = tuple(stream for stream in state.streams if stream not in streams)
    return replace(state, streams=left), events


def _told(state: CallState, stream: Stream, what: str) -> tuple[Event, ...]:
    kind = stream.kind if stream.kind != "Siprec" else "Stream"
    params = ((f"{kind}Sid", stream.sid), (f"{kind}Name", stream.name), (f"{kind}Event", what))
    return notice(state, stream.callback_method, stream.callback, params)
