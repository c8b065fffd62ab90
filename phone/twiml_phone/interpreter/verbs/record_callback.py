"""What a recording tells the line, whichever verb made it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.http.parameters import ACCOUNT
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.events import Recorded

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event, Pairs
    from twiml_phone.interpreter.state import CallState, Recording
    from twiml_phone.twiml.verbs import Dial, Record


def facts(sid: str, seconds: float) -> Pairs:
    """Return what a request tells of a recording."""
    return (
        ("RecordingUrl", address(sid)),
        ("RecordingSid", sid),
        ("RecordingDuration", str(round(seconds))),
    )


def address(sid: str) -> str:
    """Say where Twilio would keep a recording; this phone keeps none."""
    return f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Recordings/{sid}"


def followed(
    state: CallState, verb: Record | Dial, sid: str, status: str, seconds: float
) -> tuple[Event, ...]:
    """Tell the line how a recording goes on, if it asked for that."""
    if status not in verb.recording_status_callback_event:
        return ()
    params = (
        *facts(sid, seconds),
        ("RecordingStatus", status),
        ("RecordingChannels", "1"),
        ("RecordingSource", f"{verb.verb}Verb"),
    )
    url = verb.recording_status_callback
    return notice(state, verb.recording_status_callback_method, url, params)


def stopped(state: CallState, doing: Recording) -> tuple[Event, ...]:
    """Tell that a Record is over: the world, and the line if it asked for that."""
    verb, seconds = doing.verb, state.clock - doing.start
    recorded = Recorded(at=state.clock, start=doing.start, sid=doing.sid, url=address(doing.sid))
    told = followed(state, verb, doing.sid, "completed", seconds)
    return (recorded, *told, *_transcribed(state, doing))


def _transcribed(state: CallState, doing: Recording) -> tuple[Event, ...]:
    if not doing.verb.transcribe:
        return ()
    params = (
        *facts(doing.sid, state.clock - doing.start),
        ("TranscriptionSid", "TR" + doing.sid[2:]),
        ("TranscriptionText", doing.words),
        ("TranscriptionStatus", "completed"),
        ("TranscriptionUrl", address(doing.sid) + "/Transcriptions"),
    )
    return notice(state, "POST", doing.verb.transcribe_callback, params)
