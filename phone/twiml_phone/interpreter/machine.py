"""Obeys TwiML as Twilio does: (a call, what happened) → (the call, events). Pure.

It never sleeps and owns no clock: `advance` says how much time passed in silence. It stops wherever
the call must wait: for a document (`Fetching`), for what sounds are like (`Loading`), for the
caller (`Gathering`), or for ever (`Over`). How a verb behaves is asked of `behaviour`.

>>> from twiml_phone.interpreter.prompts import usual_seconds
>>> from twiml_phone.twiml.parser import parse
>>> document = parse("<Response><Gather numDigits='1'><Say>Press 1.</Say></Gather></Response>")
>>> state, _ = deliver(begin_call("https://example.com/voice"), document, "/voice", usual_seconds)
>>> state, _ = advance(state, 2.5, usual_seconds)
>>> state, events = press(state, "1", usual_seconds)
>>> events
(KeyPress(event='pressed', at=2.5, key='1', lost=False),)
>>> state.doing.request.params
(('msg', 'Gather End'), ('FinishedOnKey', ''), ('Digits', '1'))
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter import far_end
from twiml_phone.interpreter.behaviour import of_doing, of_verb
from twiml_phone.interpreter.events import KeyPress, LineWarning, SpeechActivity, SpeechResult
from twiml_phone.interpreter.failure import fail, fail_by_sound
from twiml_phone.interpreter.interlude import refused
from twiml_phone.interpreter.moves import end, pick_up
from twiml_phone.interpreter.sounds import announce, learn, missing, unplayable
from twiml_phone.interpreter.state import CallState, Fetching, Loading, Over, Ready, Request
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.parser import TwimlError, parse
from twiml_phone.twiml.verbs import Dial

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.state import SoundInfo
    from twiml_phone.twiml.attributes import Method
    from twiml_phone.twiml.parser import Document
    from twiml_phone.twiml.verbs import Verb

LONGEST_CALL = 14_400
CANNOT_DIAL = 13201
TIMELESS = (Fetching, Loading, Over)


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
    step = Step(replace(state, url=""), events)
    try:
        document = parse(xml, voice, inline=True)
    except TwimlError as error:
        return step.then(fail, error.code, error.message, "")
    return step.then(deliver, document, "", seconds)


def deliver(state: CallState, document: Document, url: str, seconds: Seconds) -> Step:
    """Give a call the document it waits for, and the URL that document was found at."""
    warned = [
        LineWarning(at=state.clock, code=code, message=text) for code, text in document.warnings
    ]
    by_fallback = isinstance(state.doing, Fetching) and state.doing.fallback
    begun = replace(state, doing=Ready(), url=url, verbs=document.verbs, by_fallback=by_fallback)
    return Step(begun).tell(*warned).then(_go_on, seconds)


def miss(state: CallState, code: int, message: str, url: str, seconds: Seconds) -> Step:
    """Tell a call that the document it waits for cannot be had."""
    return fail(state, code, message, url).then(_go_on, seconds)


def supply(state: CallState, sounds: Iterable[SoundInfo], seconds: Seconds) -> Step:
    """Tell a call of the sounds it waits for: the verb that plays them begins."""
    return _go_on(replace(learn(state, sounds), doing=Ready()), seconds)


def advance(state: CallState, until: float, seconds: Seconds) -> Step:
    """Let time pass in silence up to a moment, or to where the call must wait or is over."""
    events: list[Event] = []
    while (moment := ends_at(state)) is not None and moment <= until:
        state, more = _pass(state, moment, seconds)
        events += more
    if moment is not None:
        state = replace(state, clock=max(until, state.clock))
    return Step(state, tuple(events))


def listen(state: CallState, seconds: Seconds) -> Step:
    """Let time pass for as long as something is being said."""
    events: list[Event] = []
    while not waits(state) and (moment := ends_at(state)) is not None:
        state, more = _pass(state, moment, seconds)
        events += more
    return Step(state, tuple(events))


def press(state: CallState, key: str, seconds: Seconds) -> Step:
    """Press a key; where nobody listens nobody hears it."""
    # A whisper is heard by somebody else: the caller's keys go to the Dial behind it.
    for doing in (state.behind,) if state.whispered else (state.doing, state.behind):
        if take := of_doing(doing).press:
            return take(state, doing, key).then(_go_on, seconds)
    return Step(state).tell(KeyPress(at=state.clock, key=key, lost=True))


def say(state: CallState, words: str, confidence: float | None, seconds: Seconds) -> Step:
    """Say something, made out for good now."""
    state = replace(state, mumbling=False, talking=max(state.talking, state.clock))
    said = SpeechResult(at=state.clock, words=words, confidence=confidence)
    return of_doing(state.doing).say(state, state.doing, said).then(_go_on, seconds)


def mumble(state: CallState, words: str) -> Step:
    """Be in the middle of saying something."""
    said = SpeechResult(at=state.clock, words=words, final=False)
    return of_doing(state.doing).mumble(replace(state, mumbling=True), state.doing, said)


def talk(state: CallState, lasting: float) -> Step:
    """Make sounds for so many seconds."""
    talked = SpeechActivity(at=state.clock, until=state.clock + lasting)
    state = replace(state, talking=max(state.talking, talked.until))
    return of_doing(state.doing).talk(state, state.doing, talked)


def happen(state: CallState, what: str, value: str | None, seconds: Seconds) -> Step:
    """Let the world do something to the call."""
    return far_end.happen(state, what, value).then(_go_on, seconds)


def hang_up(state: CallState) -> Step:
    """Put the phone down: the caller ends the call."""
    return end(state, "caller")


def ends_at(state: CallState) -> float | None:
    """Say when what goes on now ends by itself; None if it does not."""
    doing = state.doing
    if isinstance(doing, TIMELESS):
        return None
    limit = math.inf if state.answered is None else state.answered + LONGEST_CALL
    return min(limit, of_doing(doing).ends_at(state, doing))


def waits(state: CallState) -> bool:
    """Say whether the call waits for the caller or the world, with nothing new to be heard."""
    if of_doing(state.doing).waits(state.doing):
        return True
    interlude = state.interlude
    return interlude is not None and interlude.kind == "queue" and interlude.rounds > 1


def _pass(state: CallState, moment: float, seconds: Seconds) -> Step:
    """Let time pass up to the moment at which something ends by itself, and leave it."""
    state = replace(state, clock=max(moment, state.clock))
    if state.answered is not None and state.clock >= state.answered + LONGEST_CALL:
        return end(state, "limit")
    step = of_doing(state.doing).proceed(state, state.doing, seconds)
    return step.then(_go_on, seconds) if isinstance(step.state.doing, Ready) else step


def _go_on(state: CallState, seconds: Seconds) -> Step:
    """Begin verb after verb until one takes time, or none is left."""
    step = Step(state)
    while isinstance(step.state.doing, Ready):
        step = step.then(_next_verb, seconds)
    return step


def _next_verb(state: CallState, seconds: Seconds) -> Step:
    if not state.verbs and state.interlude:
        return of_doing(state.behind).resume(state)
    if not state.verbs:
        return pick_up(state).then(end, "error" if state.broken else "document")
    verb, first = state.verbs[0], not state.begun
    step = Step(replace(state, verbs=state.verbs[1:], begun=True))
    if not (state.whispered or of_verb(verb).rings(verb, first)):
        step = step.then(pick_up)
    return step.then(_begin, verb, seconds)


def _begin(state: CallState, verb: Verb, seconds: Seconds) -> Step:
    """Begin a verb, unless its sounds must be had first or cannot be played."""
    if warned := refused(state, verb):
        return _refuse(state, verb, warned)
    if urls := missing(verb, state):
        return Step(replace(state, doing=Loading(urls=urls), verbs=(verb, *state.verbs)))
    if sound := unplayable(verb, state):
        return announce(state, verb).then(fail_by_sound, sound)
    return announce(state, verb).then(of_verb(verb).begin, verb, seconds)


def _refuse(state: CallState, verb: Verb, warned: LineWarning) -> Step:
    if not (state.whispered and isinstance(verb, Dial)):
        return Step(state).tell(warned)
    return fail(state, CANNOT_DIAL, "a whisper cannot dial", state.url)
