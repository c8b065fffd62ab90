"""Obeys TwiML as Twilio does: (a call, what happened) → (the call, events). Pure.

It never sleeps and owns no clock: `advance` says how much time passed in silence. It stops wherever
the call must wait: for a document (`Fetching`), for what sounds are like (`Loading`), for the
caller (`Gathering`), or for ever (`Over`).

>>> from twiml_phone.interpreter.prompts import usual_seconds
>>> from twiml_phone.twiml.parser import parse
>>> document = parse("<Response><Gather numDigits='1'><Say>Press 1.</Say></Gather></Response>")
>>> state, _ = deliver(begin_call("https://example.com/voice"), document, "/voice", usual_seconds)
>>> state, _ = advance(state, 2.5, usual_seconds)
>>> state, events = press(state, "1", usual_seconds)
>>> events
(Pressed(event='pressed', at=2.5, key='1', lost=False),)
>>> state.doing.request.params
(('msg', 'Gather End'), ('FinishedOnKey', ''), ('Digits', '1'))
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from twiml_phone.frozen import replace
from twiml_phone.interpreter import far_end
from twiml_phone.interpreter.events import Pressed, Warned
from twiml_phone.interpreter.failure import fail, fail_by_sound
from twiml_phone.interpreter.interlude import refused, restore
from twiml_phone.interpreter.prompts import Seconds, resolve, start
from twiml_phone.interpreter.sounds import announce, learn, missing, unplayable
from twiml_phone.interpreter.state import (
    Aside,
    CallState,
    Connected,
    Dialing,
    Fetching,
    Gathering,
    Loading,
    Over,
    Queued,
    Ready,
    Recording,
    Request,
    Speaking,
)
from twiml_phone.interpreter.step import (
    OURS,
    Step,
    ask,
    chain,
    end,
    interrupt,
    pick_up,
    reject,
    tell,
)
from twiml_phone.interpreter.verbs import connect, dial, gather, queue, record, sms, speech
from twiml_phone.twiml.parser import TwimlError, parse
from twiml_phone.twiml.verbs import (
    Connect,
    Dial,
    Echo,
    Enqueue,
    Gather,
    Hangup,
    Later,
    Leave,
    Pause,
    Play,
    Record,
    Redirect,
    Reject,
    Say,
    Sms,
    Start,
    Stop,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.state import Sound
    from twiml_phone.twiml.attributes import Method
    from twiml_phone.twiml.parser import Document
    from twiml_phone.twiml.verbs import Verb

LONGEST_CALL = 14_400
CANNOT_DIAL = 13201


def begin_call(
    url: str,
    method: Method = "POST",
    fallback_url: str | None = None,
    *,
    call_sid: str = "",
    caller: str = "",
) -> CallState:
    """Begin a call: it waits for its first document."""
    return CallState(
        doing=Fetching(request=Request(method=method, url=url)),
        url=url,
        fallback_url=fallback_url,
        documents=1,
        call_sid=call_sid,
        caller=caller,
    )


def obey(state: CallState, xml: str, voice: str, seconds: Seconds) -> Step:
    """Give a call a document that comes from nowhere: with the call itself, or by the REST API."""
    state, events = far_end.take_away(state)
    state = replace(state, url="")
    try:
        document = parse(xml, voice, inline=True)
    except TwimlError as error:
        return chain(state, tell(*events), partial(_fail, error=error))
    given = partial(deliver, document=document, url="", seconds=seconds)
    return chain(state, tell(*events), given)


def deliver(state: CallState, document: Document, url: str, seconds: Seconds) -> Step:
    """Give a call the document it waits for, and the URL that document was found at."""
    warned = [Warned(at=state.clock, code=code, message=text) for code, text in document.warnings]
    by_fallback = isinstance(state.doing, Fetching) and state.doing.fallback
    begun = replace(state, doing=Ready(), url=url, verbs=document.verbs, by_fallback=by_fallback)
    return chain(begun, tell(*warned), partial(_go_on, seconds=seconds))


def miss(state: CallState, code: int, message: str, url: str, seconds: Seconds) -> Step:
    """Tell a call that the document it waits for cannot be had."""
    move = partial(fail, code=code, message=message, url=url)
    return chain(state, move, partial(_go_on, seconds=seconds))


def supply(state: CallState, sounds: Iterable[Sound], seconds: Seconds) -> Step:
    """Tell a call of the sounds it waits for: the verb that plays them begins."""
    return chain(replace(learn(state, sounds), doing=Ready()), partial(_go_on, seconds=seconds))


def advance(state: CallState, until: float, seconds: Seconds) -> Step:
    """Let time pass in silence up to a moment, or to where the call must wait or is over."""
    events: list[Event] = []
    while (moment := ends_at(state)) is not None and moment <= until:
        state, more = _pass(state, moment, seconds)
        events += more
    if moment is None:
        return state, tuple(events)
    return replace(state, clock=max(until, state.clock)), tuple(events)


def listen(state: CallState, seconds: Seconds) -> Step:
    """Let time pass for as long as something is being said."""
    events: list[Event] = []
    while not waits(state) and (moment := ends_at(state)) is not None:
        state, more = _pass(state, moment, seconds)
        events += more
    return state, tuple(events)


def press(state: CallState, key: str, seconds: Seconds) -> Step:
    """Press a key; where nobody listens nobody hears it."""
    match state.doing:
        case Gathering() as doing if not state.whispered:
            move = partial(gather.press, doing=doing, key=key)
        case Recording() as doing:
            move = partial(record.press, doing=doing, key=key)
        case _ if state.dialing is not None:
            move = partial(dial.press, doing=state.dialing, key=key)
        case _:
            return state, (Pressed(at=state.clock, key=key, lost=True),)
    return chain(state, move, partial(_go_on, seconds=seconds))


def say(state: CallState, words: str, confidence: float | None, seconds: Seconds) -> Step:
    """Say something, made out for good now."""
    move = partial(speech.say, words=words, confidence=confidence)
    return chain(state, move, partial(_go_on, seconds=seconds))


def mumble(state: CallState, words: str) -> Step:
    """Be in the middle of saying something."""
    return speech.mumble(state, words)


def talk(state: CallState, lasting: float) -> Step:
    """Make sounds for so many seconds."""
    return speech.talk(state, state.clock + lasting)


def happen(state: CallState, what: str, value: str | None, seconds: Seconds) -> Step:
    """Let the world do something to the call."""
    move = partial(far_end.happen, what=what, value=value)
    return chain(state, move, partial(_go_on, seconds=seconds))


def hang_up(state: CallState) -> Step:
    """Put the phone down: the caller ends the call."""
    return end(state, "caller")


def ends_at(state: CallState) -> float | None:
    """Say when what goes on now ends by itself; None if it does not."""
    if isinstance(state.doing, Fetching | Loading | Over):
        return None
    limit = math.inf if state.answered is None else state.answered + LONGEST_CALL
    return min(limit, _ends_at(state))


def waits(state: CallState) -> bool:
    """Say whether the call waits for the caller or the world, with nothing new to be heard."""
    match state.doing:
        case Gathering(prompt=None) | Recording() | Dialing() | Queued() | Connected():
            return True
    queueing = state.aside is not None and state.aside.kind == "queue"
    return queueing and state.aside is not None and state.aside.rounds > 1


def _ends_at(state: CallState) -> float:
    match state.doing:
        case Speaking(end=moment) | Gathering(prompt=Speaking(end=moment)):
            return moment
        case Gathering(timer=moment) | Dialing(until=moment):
            return moment
        case Recording() as doing:
            return record.ends_at(state, doing)
    return math.inf


def _pass(state: CallState, moment: float, seconds: Seconds) -> Step:
    """Let time pass up to the moment at which something ends by itself."""
    return _proceed(replace(state, clock=max(moment, state.clock)), seconds)


def _proceed(state: CallState, seconds: Seconds) -> Step:
    """Leave what has just come to its end."""
    if state.answered is not None and state.clock >= state.answered + LONGEST_CALL:
        return end(state, "limit")
    go_on = partial(_go_on, seconds=seconds)
    match state.doing:
        case Gathering() as doing:
            return chain(state, partial(gather.proceed, doing=doing, seconds=seconds), go_on)
        case Recording() as doing:
            return chain(state, partial(record.proceed, doing=doing), go_on)
        case Dialing() as doing:
            return chain(state, partial(dial.proceed, doing=doing), go_on)
    sounded = interrupt(state)
    return chain(replace(state, doing=Ready()), tell(*sounded), go_on)


def _go_on(state: CallState, seconds: Seconds) -> Step:
    """Begin verb after verb until one takes time, or none is left."""
    events: tuple[Event, ...] = ()
    while isinstance(state.doing, Ready):
        state, more = _next_verb(state, seconds)
        events += more
    return state, events


def _next_verb(state: CallState, seconds: Seconds) -> Step:
    if not state.verbs and state.aside:
        return _aside_over(state)
    if not state.verbs:
        return chain(state, pick_up, partial(end, by="error" if state.broken else "document"))
    verb, first = state.verbs[0], not state.begun
    # Twilio answers a call at the first verb, but for these: it rings on through a Pause.
    rings = first and isinstance(verb, Pause | Reject)
    rings = rings or state.whispered or (isinstance(verb, Dial) and verb.answer_on_bridge)
    begun = replace(state, verbs=state.verbs[1:], begun=True)
    answer = tell() if rings else pick_up
    return chain(begun, answer, partial(_begin, verb=verb, seconds=seconds))


def _aside_over(state: CallState) -> Step:
    """Go back to what was set aside: the document carried out meanwhile is over."""
    match state.aside:
        case Aside(kind="whisper"):
            return dial.bridge(restore(state))
        case Aside(kind="queue"):
            return queue.again(state)
    return restore(state), ()


def _begin(state: CallState, verb: Verb, seconds: Seconds) -> Step:
    """Begin a verb, unless its sounds must be had first or cannot be played."""
    if warned := refused(state, verb):
        return _refuse(state, verb, warned)
    if urls := missing(verb, state):
        return replace(state, doing=Loading(urls=urls), verbs=(verb, *state.verbs)), ()
    if sound := unplayable(verb, state):
        rest = partial(fail_by_sound, sound=sound)
    else:
        rest = partial(BEGIN[type(verb)], verb, seconds=seconds)
    return chain(state, partial(announce, verb=verb), rest)


def _refuse(state: CallState, verb: Verb, warned: Warned) -> Step:
    if not (state.whispered and isinstance(verb, Dial)):
        return state, (warned,)
    return fail(state, CANNOT_DIAL, "a whisper cannot dial", state.url)


def _fail(state: CallState, error: TwimlError) -> Step:
    return fail(state, error.code, error.message, state.url)


def _sound(verb: Say | Play | Pause, state: CallState, seconds: Seconds) -> Step:
    doing = start(verb, state, seconds)
    return replace(state, doing=doing or Ready()), ()


def _redirect(verb: Redirect, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    return ask(state, Request(method=verb.method, url=resolve(state.url, verb.text)))


def _hang_up(verb: Hangup, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    if state.whispered:
        return dial.fail_whisper(state)
    return end(state, "hangup")


def _reject(verb: Reject, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    return reject(state, verb.reason)


def _skip(verb: Later, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    message = f"<{verb.name}> is skipped: this phone does not obey it"
    return state, (Warned(at=state.clock, code=OURS, message=message),)


BEGIN: Mapping[type[Any], Callable[..., Step]] = {
    Say: _sound,
    Play: _sound,
    Pause: _sound,
    Gather: gather.begin,
    Record: record.begin,
    Dial: dial.begin,
    Enqueue: queue.begin,
    Leave: queue.obey_leave,
    Redirect: _redirect,
    Hangup: _hang_up,
    Reject: _reject,
    Connect: connect.connect,
    Start: connect.start,
    Stop: connect.stop,
    Echo: connect.echo,
    Sms: sms.begin,
    Later: _skip,
}
