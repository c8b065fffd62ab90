"""Carries out <Dial>: whom it calls, who answers, what is whispered to them, and the end. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/dial

Below stand the legs (those who are called), then the rooms (a <Conference>).
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.callbacks import named, notice
from twiml_phone.interpreter.events import (
    OURS,
    KeyPress,
    LegKey,
    LegProgress,
    LineWarning,
    NoInput,
    RoomEntry,
    RoomExit,
)
from twiml_phone.interpreter.interlude import restore, set_aside
from twiml_phone.interpreter.moves import ask, ask_action, pick_up
from twiml_phone.interpreter.prompts import interrupt, resolve
from twiml_phone.interpreter.state import CallState, Dialing, Leg, Request
from twiml_phone.interpreter.step import Step
from twiml_phone.interpreter.verbs import record
from twiml_phone.twiml.dial_nouns import Conference, Number, Queue, Sim
from twiml_phone.twiml.verbs import Dial

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event, LegStatus
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.attributes import Pairs
    from twiml_phone.twiml.dial_nouns import Callee

BUFFER = 5  # "a 5 second buffer is added": what Twilio does to every timeout
MOST_LEGS = 10
NO_NUMBER = 13223
LIVE = frozenset({"ringing", "in-progress"})
TOLD = {"ringing": ("initiated", "ringing"), "in-progress": ("answered",)}


def begin(state: CallState, verb: Dial, _seconds: Seconds) -> Step:
    """Call everybody, or the first."""
    if verb.nouns and isinstance(verb.nouns[0], Conference):
        return _enter(state, verb, verb.nouns[0])
    step = Step(state)
    if not verb.nouns or len(verb.nouns) > MOST_LEGS:
        count = f"more than {MOST_LEGS}" if verb.nouns else "nobody"
        step = step.tell(LineWarning(at=state.clock, code=OURS, message=f"<Dial> calls {count}"))
    state, recording = named(state, "RE") if verb.record != "do-not-record" else (state, "")
    doing = Dialing(verb=verb, since=state.clock, until=state.clock, recording=recording)
    for noun in verb.nouns[:MOST_LEGS]:
        if not isinstance(noun, Conference):
            state, leg = _leg(state, verb, noun)
            doing = replace(doing, legs=(*doing.legs, leg))
    return Step(replace(state, doing=doing), step.events).then(_ring)


def ends_at(_state: CallState, doing: Dialing) -> float:
    """Return when it lasted long enough."""
    return doing.until


def proceed(state: CallState, doing: Dialing, _seconds: Seconds) -> Step:
    """End what lasted long enough: the ringing, or the talk."""
    if doing.room:
        return _finish(state)
    if any(leg.bridged is not None and leg.ended is None for leg in doing.legs):
        return Step(state).then(_end_legs, "completed").then(_settle)
    silent = NoInput(at=state.clock)
    return Step(state).tell(silent).then(_end_legs, "no-answer").then(_settle)


def press(state: CallState, doing: Dialing, key: str) -> Step:
    """Take a key: the caller's star may hang up; any other reaches whom they talk to."""
    if key == "*" and doing.verb.hangup_on_star:
        pressed = KeyPress(at=state.clock, key=key)
        step = Step(restore(state), interrupt(state)).tell(pressed)
        return step.then(_hang_up_legs).then(_finish)
    talking = [leg for leg in doing.legs if leg.bridged is not None and leg.ended is None]
    reached = [LegKey(at=state.clock, sid=leg.sid, key=key) for leg in talking]
    return Step(state).tell(KeyPress(at=state.clock, key=key, lost=not talking), *reached)


def resume(state: CallState) -> Step:
    """Go on when a whisper, or the document of a room, is over."""
    step = Step(restore(state))
    return step.then(bridge) if state.whispered else step


def close(state: CallState, _doing: Dialing) -> Step:
    """Hang up on everybody, or be out of the room."""
    step = Step(restore(state)).then(_hang_up_legs)
    doing = step.state.dialing
    if doing is None:
        return step
    if doing.room:
        step = step.tell(RoomExit(at=state.clock, room=doing.room, result="answered"))
    return step.tell(*_recorded(state, doing))


def farewell(state: CallState, doing: Dialing) -> Pairs | None:
    """Tell how the Dial ended, if there is whom to tell."""
    ended = Step(restore(state)).then(_hang_up_legs).state.dialing or doing
    return None if doing.verb.action is None else _results(state, ended)


def answer(state: CallState, sid: str) -> Step:
    """Let somebody answer: the others are called no more."""
    step = Step(state).then(_change, sid, "in-progress").then(_end_legs, "canceled", but=sid)
    return step.then(_greet, sid)


def leave(state: CallState, sid: str, status: LegStatus) -> Step:
    """Let somebody who is called hang up, be busy or fail."""
    step = Step(restore(state), interrupt(state))
    return step.then(_change, sid, status).then(_settle)


def bridge(state: CallState) -> Step:
    """Join whoever answered with the caller."""
    step = pick_up(state)
    doing = step.state.dialing
    if doing is None:
        return step
    leg = next(leg for leg in doing.legs if leg.status == "in-progress")
    leg = replace(leg, bridged=state.clock)
    legs = tuple(leg if each.sid == leg.sid else each for each in doing.legs)
    doing = replace(doing, legs=legs, until=state.clock + doing.verb.time_limit)
    return step.tell(_changed(state, leg)).do(doing)


def fail_whisper(state: CallState) -> Step:
    """Give up somebody to whom nothing can be whispered."""
    doing = state.dialing
    sid = next(leg.sid for leg in doing.legs if leg.status == "in-progress") if doing else ""
    return leave(state, sid, "completed")


def _ring(state: CallState) -> Step:
    """Call whoever is next, or everybody at once."""
    doing = state.dialing
    if doing is None:
        return Step(state)
    waiting = [leg for leg in doing.legs if leg.status == "waiting"]
    ringing = waiting[:1] if doing.verb.sequential else waiting
    wrong = [leg for leg in ringing if not _can_be_called(leg.noun)]
    step = Step(state).do(replace(doing, until=state.clock + doing.verb.timeout + BUFFER))
    for leg in ringing:
        step = step.then(_change, leg.sid, "ringing")
    for leg in wrong:
        message = f"{leg.to!r} is not a number to call"
        step = step.tell(LineWarning(at=state.clock, code=NO_NUMBER, message=message))
    for leg in wrong:
        step = step.then(_change, leg.sid, "failed")
    return step.then(_settle)


def _greet(state: CallState, sid: str) -> Step:
    """Whisper to whoever answered, if there is something to whisper; else join them."""
    doing = state.dialing
    leg = next(leg for leg in doing.legs if leg.sid == sid) if doing else None
    if doing is None or leg is None or not leg.noun.url:
        return bridge(state)
    request = Request(
        method=leg.noun.method,
        url=resolve(state.url, leg.noun.url),
        params=_parameters(state, leg, "in-progress"),
    )
    return ask(set_aside(state, "whisper", doing), request)


def _end_legs(state: CallState, status: LegStatus, but: str = "") -> Step:
    step, doing = Step(state), state.dialing
    for leg in doing.legs if doing else ():
        if leg.status in LIVE and leg.sid != but:
            step = step.then(_change, leg.sid, status)
    return step


def _hang_up_legs(state: CallState) -> Step:
    """End every leg that goes on, since the caller is gone."""
    step, doing = Step(state), state.dialing
    for leg in doing.legs if doing else ():
        if leg.status in LIVE:
            status: LegStatus = "completed" if leg.answered is not None else "canceled"
            step = step.then(_change, leg.sid, status)
    return step


def _settle(state: CallState) -> Step:
    """Go on with whoever is next, if nobody is being called or talked to; else the Dial is over."""
    doing = state.dialing
    if doing is None or any(leg.status in LIVE for leg in doing.legs):
        return Step(state)
    answered = any(leg.answered is not None for leg in doing.legs)
    if not answered and any(leg.status == "waiting" for leg in doing.legs):
        return _ring(state)
    return _finish(state)


def _finish(state: CallState) -> Step:
    """Tell the line how the Dial ended, or go on with the next verb."""
    doing = state.dialing
    if doing is None:
        return Step(state)
    step = Step(state, _left(state, doing)).tell(*_recorded(state, doing))
    return step.then(ask_action, doing.verb.action, doing.verb.method, _results(state, doing))


def _results(state: CallState, doing: Dialing) -> Pairs:
    """Return what a Dial that is over tells the line."""
    if doing.room:
        return (("DialCallStatus", "answered"),)
    leg = _telling(doing)
    if leg is None:
        return (("DialCallStatus", "failed"),)
    told = [("DialCallStatus", leg.status), ("DialCallSid", leg.sid)]
    told.append(("DialBridged", "false" if leg.bridged is None else "true"))
    if leg.answered is not None:
        told.append(("DialCallDuration", str(round(state.clock - leg.answered))))
    if doing.recording and leg.bridged is not None:
        told += record.facts(doing.recording, state.clock - leg.bridged)
    if isinstance(leg.noun, Queue):
        result = "hangup" if leg.bridged is None else "bridged"
        told += [("QueueResult", result), ("QueueSid", "QU" + leg.sid[2:])]
        told.append(("QueueTime", "0"))
    return tuple(told)


def _recorded(state: CallState, doing: Dialing) -> tuple[Event, ...]:
    """Tell the line that the recording of a talk is over, if there was one."""
    leg = _telling(doing)
    if leg is None or leg.bridged is None or not doing.recording:
        return ()
    seconds = state.clock - leg.bridged
    return record.followed(state, doing.verb, doing.recording, "completed", seconds)


def _telling(doing: Dialing) -> Leg | None:
    """Return the leg whose end is the Dial's: whoever answered, or else the last that ended."""
    ended = [leg for leg in doing.legs if leg.ended is not None]
    answered = [leg for leg in ended if leg.answered is not None]
    return max(answered or ended, key=lambda leg: leg.ended or 0.0, default=None)


# Legs: each of those who are called


def _leg(state: CallState, verb: Dial, noun: Callee) -> tuple[CallState, Leg]:
    state, sid = named(state, "CA")
    to = "".join(noun.text.split())
    return state, Leg(noun=noun, sid=sid, to=to, caller=verb.caller_id or state.caller)


def _can_be_called(noun: Callee) -> bool:
    """Say whether a noun can be called at all: a telephone number needs digits."""
    return not isinstance(noun, Number) or any(letter.isdigit() for letter in noun.text)


def _change(state: CallState, sid: str, status: LegStatus) -> Step:
    """Let a leg ring, answer or end."""
    doing = state.dialing
    if doing is None:
        return Step(state)
    before = next((leg for leg in doing.legs if leg.sid == sid), None)
    if before is None:
        return Step(state).do(doing)
    answered = state.clock if status == "in-progress" else before.answered
    ended = state.clock if status not in LIVE else None
    leg = replace(before, status=status, answered=answered, ended=ended)
    step = Step(state).tell(_changed(state, leg))
    for told in TOLD.get(status, ("completed",)):
        step = step.tell(*_follow(state, leg, told))
        leg = replace(leg, told=leg.told + 1)
    legs = tuple(leg if each.sid == sid else each for each in doing.legs)
    return step.do(replace(doing, legs=legs))


def _changed(state: CallState, leg: Leg) -> LegProgress:
    return LegProgress(
        at=state.clock,
        sid=leg.sid,
        to=leg.to,
        caller=leg.caller,
        status=leg.status,
        bridged=leg.bridged is not None,
    )


def _follow(state: CallState, leg: Leg, told: str) -> tuple[Event, ...]:
    """Tell the line how a leg goes on, if it asked for that."""
    noun = leg.noun
    if isinstance(noun, Queue | Sim) or told not in noun.status_callback_event:
        return ()
    status = "initiated" if told == "initiated" else leg.status
    params = (
        *_parameters(state, leg, status),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(leg.told)),
    )
    if leg.status == "completed" and leg.answered is not None:
        seconds = state.clock - leg.answered
        params += (("CallDuration", str(ceil(seconds))), ("Duration", str(ceil(seconds / 60))))
    return notice(state, noun.status_callback_method, noun.status_callback, params)


def _parameters(state: CallState, leg: Leg, status: str) -> Pairs:
    """Return what a request of a leg's own tells, in place of the call's."""
    return (
        ("CallSid", leg.sid),
        ("ParentCallSid", state.call_sid),
        ("CallStatus", status),
        ("Direction", "outbound-dial"),
        ("From", leg.caller),
        ("Caller", leg.caller),
        ("To", leg.to),
        ("Called", leg.to),
    )


# Rooms: the wait, the company, the end


def _enter(state: CallState, verb: Dial, noun: Conference) -> Step:
    """Enter a room nobody is in: its document, or music, is heard until somebody comes."""
    until = state.clock + verb.time_limit
    doing = Dialing(verb=verb, since=state.clock, until=until, room=noun.text or "conference")
    joined = RoomEntry(at=state.clock, room=doing.room, kind="conference")
    step = pick_up(state).tell(joined, *_room_told(state, doing, "join"))
    if not noun.wait_url:
        return step.do(doing)
    request = Request(method=noun.wait_method, url=resolve(state.url, noun.wait_url))
    waiting = set_aside(step.state, "conference", doing)
    return Step(waiting, step.events).then(ask, request)


def join(state: CallState) -> Step:
    """Let somebody else come in: the wait is over."""
    step = Step(restore(state), interrupt(state))
    doing = step.state.dialing
    if doing is None:
        return step
    told = _room_told(step.state, doing, "start")
    return step.tell(*told).do(replace(doing, company=True))


def _left(state: CallState, doing: Dialing) -> tuple[Event, ...]:
    """Tell that the caller is out of the room, if they were in one."""
    if not doing.room:
        return ()
    gone = RoomExit(at=state.clock, room=doing.room, result="answered")
    return (gone, *_room_told(state, doing, "leave"), *_room_told(state, doing, "end"))


def _room_told(state: CallState, doing: Dialing, what: str) -> tuple[Event, ...]:
    noun = doing.verb.nouns[0]
    if not isinstance(noun, Conference) or what not in noun.status_callback_event:
        return ()
    happened = f"participant-{what}" if what in {"join", "leave"} else f"conference-{what}"
    params = (("FriendlyName", doing.room), ("StatusCallbackEvent", happened))
    return notice(state, noun.status_callback_method, noun.status_callback, params)


BEHAVIOURS = (
    Behaviour(
        verb=Dial,
        begin=begin,
        rings=lambda verb, _first: verb.answer_on_bridge,
        doing=Dialing,
        waits=lambda _doing: True,
        ends_at=ends_at,
        proceed=proceed,
        press=press,
        close=close,
        farewell=farewell,
        resume=resume,
    ),
)
