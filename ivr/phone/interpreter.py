"""Obeys TwiML as Twilio does: (a call, what happened) → (the call, events). Pure.

It never sleeps and owns no clock: `advance` says how much time passed in silence. It stops wherever
the call must wait: for a document (`Fetching`), for what sounds are like (`Loading`), for the
caller (`Gathering`), or for ever (`Over`).

>>> from ivr.phone.prompts import usual_seconds
>>> from ivr.phone.twiml import parse
>>> document = parse("<Response><Gather numDigits='1'><Say>Press 1.</Say></Gather></Response>")
>>> state, _ = deliver(dial("https://example.com/voice"), document, "/voice", usual_seconds)
>>> state, _ = advance(state, 2.5, usual_seconds)
>>> state, events = press(state, "1", usual_seconds)
>>> events
(Pressed(event='pressed', at=2.5, key='1', lost=False),)
>>> state.doing.request.params
(('msg', 'Gather End'), ('FinishedOnKey', ''), ('Digits', '1'))
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ivr.phone import gather
from ivr.phone.events import Pressed, Warned
from ivr.phone.failure import fail_by_sound
from ivr.phone.moves import OURS, Step, ask, chain, end, interrupt, pick_up, reject, tell
from ivr.phone.prompts import Seconds, resolve, start
from ivr.phone.sounds import announce, learn, missing, unplayable
from ivr.phone.state import CallState, Fetching, Gathering, Loading, Ready, Request, Speaking
from ivr.phone.verbs import Gather, Hangup, Later, Pause, Play, Redirect, Reject, Say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ivr.phone.events import Event
    from ivr.phone.state import Sound
    from ivr.phone.twiml import Document
    from ivr.phone.verbs import Method, Verb


def dial(url: str, method: Method = "POST", fallback_url: str | None = None) -> CallState:
    """Begin a call: it waits for its first document."""
    first = Fetching(request=Request(method=method, url=url))
    return CallState(doing=first, url=url, fallback_url=fallback_url, documents=1)


def deliver(state: CallState, document: Document, url: str, seconds: Seconds) -> Step:
    """Give a call the document it waits for, and the URL that document was found at."""
    warned = [Warned(at=state.clock, code=code, message=text) for code, text in document.warnings]
    by_fallback = isinstance(state.doing, Fetching) and state.doing.fallback
    begun = replace(state, doing=Ready(), url=url, verbs=document.verbs, by_fallback=by_fallback)
    return chain(begun, tell(*warned), partial(_go_on, seconds=seconds))


def supply(state: CallState, sounds: Iterable[Sound], seconds: Seconds) -> Step:
    """Tell a call of the sounds it waits for: the verb that plays them begins."""
    return chain(replace(learn(state, sounds), doing=Ready()), partial(_go_on, seconds=seconds))


def advance(state: CallState, until: float, seconds: Seconds) -> Step:
    """Let time pass in silence up to a moment, or to where the call must wait or is over."""
    events: tuple[Event, ...] = ()
    while (moment := ends_at(state)) is not None and moment <= until:
        state, more = _proceed(replace(state, clock=max(moment, state.clock)), seconds)
        events += more
    if ends_at(state) is None:
        return state, events
    return replace(state, clock=max(until, state.clock)), events


def listen(state: CallState, seconds: Seconds) -> Step:
    """Let time pass for as long as something is being said."""
    events: tuple[Event, ...] = ()
    while (moment := ends_at(state)) is not None and not _waits_for_caller(state):
        state, more = advance(state, moment, seconds)
        events += more
    return state, events


def press(state: CallState, key: str, seconds: Seconds) -> Step:
    """Press a key; outside a Gather nobody hears it."""
    if not isinstance(state.doing, Gathering):
        return state, (Pressed(at=state.clock, key=key, lost=True),)
    move = partial(gather.press, doing=state.doing, key=key)
    return chain(state, move, partial(_go_on, seconds=seconds))


def hang_up(state: CallState) -> Step:
    """Put the phone down: the caller ends the call."""
    return end(state, "caller")


def ends_at(state: CallState) -> float | None:
    """Say when what goes on now ends by itself; None if it does not."""
    match state.doing:
        case Speaking(end=moment):
            return moment
        case Gathering(prompt=Speaking(end=moment)):
            return moment
        case Gathering(timer=timer):
            return timer
    return None


def _waits_for_caller(state: CallState) -> bool:
    return isinstance(state.doing, Gathering) and state.doing.prompt is None


def _proceed(state: CallState, seconds: Seconds) -> Step:
    """Leave what has just come to its end."""
    if isinstance(state.doing, Gathering):
        move = partial(gather.proceed, doing=state.doing, seconds=seconds)
        return chain(state, move, partial(_go_on, seconds=seconds))
    sounded = interrupt(state)
    return chain(replace(state, doing=Ready()), tell(*sounded), partial(_go_on, seconds=seconds))


def _go_on(state: CallState, seconds: Seconds) -> Step:
    """Begin verb after verb until one takes time, or none is left."""
    events: tuple[Event, ...] = ()
    while isinstance(state.doing, Ready):
        state, more = _next_verb(state, seconds)
        events += more
    return state, events


def _next_verb(state: CallState, seconds: Seconds) -> Step:
    if not state.verbs:
        return chain(state, pick_up, partial(end, by="error" if state.broken else "document"))
    verb, first = state.verbs[0], not state.begun
    # Twilio answers a call at the first verb, but for these two: it rings on through a Pause.
    answer = tell() if first and isinstance(verb, Pause | Reject) else pick_up
    begun = replace(state, verbs=state.verbs[1:], begun=True)
    return chain(begun, answer, partial(_begin, verb=verb, seconds=seconds))


def _begin(state: CallState, verb: Verb, seconds: Seconds) -> Step:
    """Begin a verb, unless its sounds must be had first or cannot be played."""
    if urls := missing(verb, state):
        return replace(state, doing=Loading(urls=urls), verbs=(verb, *state.verbs)), ()
    if sound := unplayable(verb, state):
        rest = partial(fail_by_sound, sound=sound)
    else:
        rest = partial(BEGIN[type(verb)], verb, seconds=seconds)
    return chain(state, partial(announce, verb=verb), rest)


def _sound(verb: Say | Play | Pause, state: CallState, seconds: Seconds) -> Step:
    doing = start(verb, state, seconds)
    return replace(state, doing=doing or Ready()), ()


def _redirect(verb: Redirect, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    return ask(state, Request(method=verb.method, url=resolve(state.url, verb.text)))


def _hang_up(verb: Hangup, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    return end(state, "hangup")


def _reject(verb: Reject, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    return reject(state, verb.reason)


def _skip(verb: Later, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    message = f"<{verb.name}> is skipped: this phone does not obey it yet"
    return state, (Warned(at=state.clock, code=OURS, message=message),)


BEGIN: Mapping[type[Any], Callable[..., Step]] = {
    Say: _sound,
    Play: _sound,
    Pause: _sound,
    Gather: gather.begin,
    Redirect: _redirect,
    Hangup: _hang_up,
    Reject: _reject,
    Later: _skip,
}
