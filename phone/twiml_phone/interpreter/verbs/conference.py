"""Carries out a <Dial> to a <Conference>: the wait, the company, the end. Pure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.events import Joined, Left
from twiml_phone.interpreter.interlude import restore, set_aside
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Dialing, Request
from twiml_phone.interpreter.step import Step, ask, chain, interrupt, pick_up, tell
from twiml_phone.twiml.dial_nouns import Conference

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event
    from twiml_phone.twiml.verbs import Dial


def begin(verb: Dial, noun: Conference, state: CallState) -> Step:
    """Enter a room nobody is in: its document, or music, is heard until somebody comes."""
    until = state.clock + verb.time_limit
    doing = Dialing(verb=verb, since=state.clock, until=until, room=noun.text or "conference")
    joined = Joined(at=state.clock, room=doing.room, kind="conference")
    told = _told(state, doing, "join")
    state, answered = pick_up(state)
    entered = chain(replace(state, doing=doing), tell(*answered, joined, *told))
    if not noun.wait_url:
        return entered
    request = Request(method=noun.wait_method, url=resolve(state.url, noun.wait_url))
    return chain(
        set_aside(state, "conference", doing), tell(*entered[1]), partial(ask, request=request)
    )


def join(state: CallState) -> Step:
    """Let somebody else come in: the wait is over."""
    heard = interrupt(state)
    state = restore(state)
    doing = state.dialing
    if doing is None:
        return state, heard
    told = _told(state, doing, "start")
    return replace(state, doing=replace(doing, company=True)), (*heard, *told)


def left(state: CallState, doing: Dialing) -> tuple[Event, ...]:
    """Tell that the caller is out of the room, if they were in one."""
    if not doing.room:
        return ()
    gone = Left(at=state.clock, room=doing.room, result="answered")
    return (gone, *_told(state, doing, "leave"), *_told(state, doing, "end"))


def _told(state: CallState, doing: Dialing, what: str) -> tuple[Event, ...]:
    noun = doing.verb.nouns[0]
    if not isinstance(noun, Conference) or what not in noun.status_callback_event:
        return ()
    happened = f"participant-{what}" if what in {"join", "leave"} else f"conference-{what}"
    params = (("FriendlyName", doing.room), ("StatusCallbackEvent", happened))
    return notice(state, noun.status_callback_method, noun.status_callback, params)
