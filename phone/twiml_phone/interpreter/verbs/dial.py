"""Carries out <Dial>: whom it calls, who answers, what is whispered to them, and the end. Pure.

The rules are Twilio's: https://www.twilio.com/docs/voice/twiml/dial
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import named
from twiml_phone.interpreter.events import LegKey, Pressed, Silent, Warned
from twiml_phone.interpreter.interlude import restore, set_aside
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Dialing, Leg, Ready, Request
from twiml_phone.interpreter.step import OURS, Step, ask, chain, interrupt, pick_up, tell
from twiml_phone.interpreter.verbs import conference, legs
from twiml_phone.twiml.dial_nouns import Conference

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event, LegStatus
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.dial_nouns import Callee
    from twiml_phone.twiml.verbs import Dial

BUFFER = 5  # "a 5 second buffer is added": what Twilio does to every timeout
MOST_LEGS = 10
NO_NUMBER = 13223


def begin(verb: Dial, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Call everybody, or the first."""
    if verb.nouns and isinstance(verb.nouns[0], Conference):
        return conference.begin(verb, verb.nouns[0], state)
    events: tuple[Event, ...] = ()
    if not verb.nouns or len(verb.nouns) > MOST_LEGS:
        count = f"more than {MOST_LEGS}" if verb.nouns else "nobody"
        events = (Warned(at=state.clock, code=OURS, message=f"<Dial> calls {count}"),)
    state, recording = named(state, "RE") if verb.record != "do-not-record" else (state, "")
    doing = Dialing(verb=verb, since=state.clock, until=state.clock, recording=recording)
    for noun in verb.nouns[:MOST_LEGS]:
        if not isinstance(noun, Conference):
            state, leg = _leg(state, verb, noun)
            doing = replace(doing, legs=(*doing.legs, leg))
    return chain(replace(state, doing=doing), tell(*events), _ring)


def proceed(state: CallState, doing: Dialing) -> Step:
    """End what lasted long enough: the ringing, or the talk."""
    if doing.room:
        return chain(state, _finish)
    if any(leg.bridged is not None and leg.ended is None for leg in doing.legs):
        return _end_legs(state, "completed")
    return chain(state, tell(Silent(at=state.clock)), partial(_end_legs, status="no-answer"))


def answer(state: CallState, sid: str) -> Step:
    """Let somebody answer: the others are called no more."""
    return chain(
        state,
        partial(_change, sid=sid, status="in-progress"),
        partial(_end_legs, status="canceled", but=sid, settle=False),
        partial(_greet, sid=sid),
    )


def leave(state: CallState, sid: str, status: LegStatus) -> Step:
    """Let somebody who is called hang up, be busy or fail."""
    heard = interrupt(state)
    return chain(restore(state), tell(*heard), partial(_change, sid=sid, status=status), _settle)


def bridge(state: CallState) -> Step:
    """Join whoever answered with the caller."""
    state, events = pick_up(state)
    doing = state.dialing
    if doing is None:
        return state, events
    index = next(n for n, leg in enumerate(doing.legs) if leg.status == "in-progress")
    leg, more = legs.bridged(state, doing.legs[index])
    all_legs = (*doing.legs[:index], leg, *doing.legs[index + 1 :])
    until = state.clock + doing.verb.time_limit
    return replace(state, doing=replace(doing, legs=all_legs, until=until)), events + more


def press(state: CallState, doing: Dialing, key: str) -> Step:
    """Take a key: the caller's star may hang up; any other reaches whom they talk to."""
    if key == "*" and doing.verb.hangup_on_star:
        heard = interrupt(state)
        pressed = Pressed(at=state.clock, key=key)
        return chain(restore(state), tell(*heard, pressed), _hang_up)
    talking = [leg for leg in doing.legs if leg.bridged is not None and leg.ended is None]
    reached = [LegKey(at=state.clock, sid=leg.sid, key=key) for leg in talking]
    return state, (Pressed(at=state.clock, key=key, lost=not talking), *reached)


def fail_whisper(state: CallState) -> Step:
    """Give up somebody to whom nothing can be whispered."""
    doing = state.dialing
    sid = next(leg.sid for leg in doing.legs if leg.status == "in-progress") if doing else ""
    return leave(state, sid, "completed")


def _leg(state: CallState, verb: Dial, noun: Callee) -> tuple[CallState, Leg]:
    state, sid = named(state, "CA")
    to = legs.number(noun.text)
    return state, Leg(noun=noun, sid=sid, to=to, caller=verb.caller_id or state.caller)


def _ring(state: CallState) -> Step:
    """Call whoever is next, or everybody at once."""
    doing = state.dialing
    if doing is None:
        return state, ()
    waiting = [leg for leg in doing.legs if leg.status == "waiting"]
    ringing = waiting[:1] if doing.verb.sequential else waiting
    until = state.clock + doing.verb.timeout + BUFFER
    state = replace(state, doing=replace(doing, until=until))
    moves = [partial(_change, sid=leg.sid, status="ringing") for leg in ringing]
    wrong = [leg for leg in ringing if not legs.callable_number(leg.noun)]
    warned = [
        Warned(at=state.clock, code=NO_NUMBER, message=f"{leg.to!r} is not a number to call")
        for leg in wrong
    ]
    failing = [partial(_change, sid=leg.sid, status="failed") for leg in wrong]
    return chain(state, *moves, tell(*warned), *failing, _settle)


def _change(state: CallState, sid: str, status: LegStatus) -> Step:
    doing = state.dialing
    if doing is None:
        return state, ()
    events: tuple[Event, ...] = ()
    after = []
    for leg in doing.legs:
        if leg.sid == sid:
            leg, events = legs.changed(state, leg, status)  # noqa: PLW2901
        after.append(leg)
    return replace(state, doing=replace(doing, legs=tuple(after))), events


def _greet(state: CallState, sid: str) -> Step:
    """Whisper to whoever answered, if there is something to whisper; else join them."""
    doing = state.dialing
    leg = next(leg for leg in doing.legs if leg.sid == sid) if doing else None
    if doing is None or leg is None or not leg.noun.url:
        return bridge(state)
    request = Request(
        method=leg.noun.method,
        url=resolve(state.url, leg.noun.url),
        params=legs.parameters(state, leg, "in-progress"),
    )
    return ask(set_aside(state, "whisper", doing), request)


def _end_legs(state: CallState, status: LegStatus, but: str = "", *, settle: bool = True) -> Step:
    doing = state.dialing
    live = [leg for leg in doing.legs if leg.status in legs.LIVE] if doing else []
    moves = [partial(_change, sid=leg.sid, status=status) for leg in live if leg.sid != but]
    return chain(state, *moves, *((_settle,) if settle else ()))


def _hang_up(state: CallState) -> Step:
    """End the Dial by the caller's will."""
    doing = state.dialing
    if doing is None:
        return state, ()
    doing, events = legs.hang_up(state, doing)
    return chain(replace(state, doing=doing), tell(*events), _finish)


def _settle(state: CallState) -> Step:
    """Go on with whoever is next, if nobody is being called or talked to; else the Dial is over."""
    doing = state.dialing
    if doing is None or any(leg.status in legs.LIVE for leg in doing.legs):
        return state, ()
    answered = any(leg.answered is not None for leg in doing.legs)
    if not answered and any(leg.status == "waiting" for leg in doing.legs):
        return _ring(state)
    return _finish(state)


def _finish(state: CallState) -> Step:
    """Tell the line how the Dial ended, or go on with the next verb."""
    doing = state.dialing
    if doing is None:
        return state, ()
    events = conference.left(state, doing) + legs.taken(state, doing)
    if doing.verb.action is None:
        return replace(state, doing=Ready()), events
    url = resolve(state.url, doing.verb.action)
    request = Request(method=doing.verb.method, url=url, params=legs.results(state, doing))
    return chain(state, tell(*events), partial(ask, request=request))
