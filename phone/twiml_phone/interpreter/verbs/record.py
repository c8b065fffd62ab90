"""Carries out <Record>: its beep, silence and keys; and what any recording tells the line. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/record
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.callbacks import ACCOUNT, named, notice
from twiml_phone.interpreter.events import Beep, KeyPress, NoInput, RecordingMade
from twiml_phone.interpreter.moves import ask_action
from twiml_phone.interpreter.state import CallState, Recording
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Record

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event, SpeechResult
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.attributes import Pairs
    from twiml_phone.twiml.verbs import Dial


def begin(state: CallState, verb: Record, _seconds: Seconds) -> Step:
    """Start to record."""
    state, sid = named(state, "RE")
    doing = Recording(verb=verb, start=state.clock, sid=sid)
    beeps = (Beep(at=state.clock),) if verb.play_beep else ()
    return Step(state).tell(*beeps, *followed(state, verb, sid, "in-progress", 0)).do(doing)


def ends_at(state: CallState, doing: Recording) -> float:
    """Say when a recording is over, if the caller makes no more sounds and presses no key."""
    return min(doing.start + doing.longest, _silent_at(state, doing))


def proceed(state: CallState, doing: Recording, _seconds: Seconds) -> Step:
    """End a recording that was silent, or lasted, long enough."""
    silent = (NoInput(at=state.clock),) if state.clock >= _silent_at(state, doing) else ()
    return Step(state).tell(*silent).then(_finish, doing)


def press(state: CallState, doing: Recording, key: str) -> Step:
    """Take a key: one the line named ends the recording."""
    ends = key in doing.verb.finish_on_key
    step = Step(state).tell(KeyPress(at=state.clock, key=key, lost=not ends))
    return step.then(_finish, doing, key) if ends else step


def say(state: CallState, doing: Recording, said: SpeechResult) -> Step:
    """Record words."""
    words = f"{doing.words} {said.words}".strip()
    return Step(state).tell(said).do(replace(doing, words=words))


def mumble(state: CallState, _doing: Recording, said: SpeechResult) -> Step:
    """Record what will be words in the end."""
    return Step(state).tell(said)


def close(state: CallState, doing: Recording) -> Step:
    """Stop recording."""
    return Step(state, _stopped(state, doing))


def farewell(state: CallState, doing: Recording) -> Pairs:
    """Tell of what was recorded, as if the caller had ended it."""
    return (*facts(doing.sid, state.clock - doing.start), ("Digits", "hangup"))


def facts(sid: str, seconds: float) -> Pairs:
    """Return what a request tells of a recording, whichever verb made it."""
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


def _silent_at(state: CallState, doing: Recording) -> float:
    if state.mumbling or not doing.verb.timeout:
        return math.inf
    return max(doing.start, state.talking) + doing.verb.timeout


def _finish(state: CallState, doing: Recording, key: str = "") -> Step:
    params = facts(doing.sid, state.clock - doing.start) + ((("Digits", key),) if key else ())
    verb = doing.verb
    step = Step(state, _stopped(state, doing))
    return step.then(ask_action, verb.action, verb.method, params)


def _stopped(state: CallState, doing: Recording) -> tuple[Event, ...]:
    """Tell that a Record is over: the world, and the line if it asked for that."""
    verb, seconds = doing.verb, state.clock - doing.start
    recorded = RecordingMade(
        at=state.clock, start=doing.start, sid=doing.sid, url=address(doing.sid)
    )
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


BEHAVIOURS = (
    Behaviour(
        verb=Record,
        begin=begin,
        doing=Recording,
        waits=lambda _doing: True,
        ends_at=ends_at,
        proceed=proceed,
        press=press,
        say=say,
        mumble=mumble,
        close=close,
        farewell=farewell,
    ),
)
