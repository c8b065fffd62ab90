"""Those a Dial calls: how each goes on, and what the line is told of it. Pure."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.events import LegChanged
from twiml_phone.interpreter.verbs.record_callback import facts, followed
from twiml_phone.twiml.dial_nouns import Number, Queue, Sim

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event, LegStatus, Pairs
    from twiml_phone.interpreter.state import CallState, Dialing, Leg

LIVE = frozenset({"ringing", "in-progress"})
TOLD = {"ringing": ("initiated", "ringing"), "in-progress": ("answered",)}


def changed(state: CallState, leg: Leg, status: LegStatus) -> tuple[Leg, tuple[Event, ...]]:
    """Let a leg ring, answer or end."""
    now = state.clock
    answered = now if status == "in-progress" else leg.answered
    ended = now if status not in LIVE else None
    leg = replace(leg, status=status, answered=answered, ended=ended)
    events: tuple[Event, ...] = (_event(state, leg),)
    for told in TOLD.get(status, ("completed",)):
        events += _follow(state, leg, told)
        leg = replace(leg, told=leg.told + 1)
    return leg, events


def bridged(state: CallState, leg: Leg) -> tuple[Leg, tuple[Event, ...]]:
    """Join a leg with the caller."""
    leg = replace(leg, bridged=state.clock)
    return leg, (_event(state, leg),)


def hang_up(state: CallState, doing: Dialing) -> tuple[Dialing, tuple[Event, ...]]:
    """End every leg that goes on."""
    events: tuple[Event, ...] = ()
    legs = []
    for leg in doing.legs:
        after = leg
        if leg.status in LIVE:
            after, more = changed(
                state, leg, "completed" if leg.answered is not None else "canceled"
            )
            events += more
        legs.append(after)
    return replace(doing, legs=tuple(legs)), events


def parameters(state: CallState, leg: Leg, status: str) -> Pairs:
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


def results(state: CallState, doing: Dialing) -> Pairs:
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
        told += facts(doing.recording, state.clock - leg.bridged)
    if isinstance(leg.noun, Queue):
        result = "hangup" if leg.bridged is None else "bridged"
        told += [("QueueResult", result), ("QueueSid", "QU" + leg.sid[2:])]
        told.append(("QueueTime", "0"))
    return tuple(told)


def taken(state: CallState, doing: Dialing) -> tuple[Event, ...]:
    """Tell the line that the recording of a talk is over, if there was one."""
    leg = _telling(doing)
    if leg is None or leg.bridged is None or not doing.recording:
        return ()
    return followed(state, doing.verb, doing.recording, "completed", state.clock - leg.bridged)


def number(text: str) -> str:
    """Take the blanks out of a number."""
    return "".join(text.split())


def callable_number(noun: object) -> bool:
    """Say whether a noun can be called at all: a telephone number needs digits."""
    return not isinstance(noun, Number) or any(letter.isdigit() for letter in noun.text)


def _telling(doing: Dialing) -> Leg | None:
    """Return the leg whose end is the Dial's: whoever answered, or else the last that ended."""
    ended = [leg for leg in doing.legs if leg.ended is not None]
    answered = [leg for leg in ended if leg.answered is not None]
    return max(answered or ended, key=lambda leg: leg.ended or 0.0, default=None)


def _event(state: CallState, leg: Leg) -> LegChanged:
    return LegChanged(
        at=state.clock,
        sid=leg.sid,
        to=leg.to,
        caller=leg.caller,
        status=leg.status,
        bridged=leg.bridged is not None,
    )


def _follow(state: CallState, leg: Leg, told: str) -> tuple[Event, ...]:
    noun = leg.noun
    if isinstance(noun, Queue | Sim) or told not in noun.status_callback_event:
        return ()
    status = "initiated" if told == "initiated" else leg.status
    params = (
        *parameters(state, leg, status),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(leg.told)),
    )
    if leg.status == "completed" and leg.answered is not None:
        seconds = state.clock - leg.answered
        params += (("CallDuration", str(ceil(seconds))), ("Duration", str(ceil(seconds / 60))))
    return notice(state, noun.status_callback_method, noun.status_callback, params)
