"""Moves a call on in time, and asks the line for each document and sound when it falls due.

The interpreter decides; this is where its requests are made. `call` wraps it for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twiml_phone.errors import PhoneError
from twiml_phone.frozen import replace
from twiml_phone.http.content_types import SOUNDS
from twiml_phone.http.parameters import final, stamped, standard
from twiml_phone.http.redirects import Asking
from twiml_phone.http.webhook import fetch, notify
from twiml_phone.interpreter import machine
from twiml_phone.interpreter.events import Asked, HungUp, Notice, Warned
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.sounds import learn
from twiml_phone.interpreter.state import Fetching, Loading, Over, Sound
from twiml_phone.saved_call import cookie_jar, cookies_in

if TYPE_CHECKING:
    import httpx

    from twiml_phone.http.exchange import Wire
    from twiml_phone.http.limits import Allowance
    from twiml_phone.http.media import Media
    from twiml_phone.http.webhook import Outcome
    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.step import Step
    from twiml_phone.saved_call import Record

CALLBACK_REFUSED = 15003


class StrictError(PhoneError):
    """A strict phone met what Twilio only warns about. (PhoneError > this)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The way to the line, and how calls over it are made; without `media` no sound is fetched."""

    wire: Wire
    media: Media | None
    seconds: Seconds
    patience: float
    strict: bool = False
    status_callback: str | None = None
    voice: str = "man"
    allowance: Allowance | None = None


def run(record: Record, line: Line, until: float) -> Record:
    """Let time pass in silence up to a moment, or to the end of the call."""
    record = settle(record, line)
    while True:
        step = machine.advance(record.state, until, line.seconds)
        record = keep(record, line, step)
        if not isinstance(record.state.doing, Fetching | Loading):
            return record
        record = settle(record, line)


def hear(record: Record, line: Line) -> tuple[Record, Step]:
    """Go on until the line waits for the caller, and stand where that stretch began.

    What will be heard in it is returned beside it. The sounds on the way are fetched ahead, and
    told of when the call really comes to them.
    """
    record = settle(record, line)
    while True:
        step = machine.listen(record.state, line.seconds)
        doing = step[0].doing
        if machine.waits(step[0]) or isinstance(record.state.doing, Over):
            return record, step
        if isinstance(doing, Loading):
            record = replace(record, state=learn(record.state, _sounds(doing, line)))
        else:
            record = settle(keep(record, line, step), line)


def press(record: Record, line: Line, key: str) -> Record:
    """Press a key now."""
    step = machine.press(record.state, key, line.seconds)
    return settle(keep(record, line, step), line)


def say(record: Record, line: Line, words: str, confidence: float | None) -> Record:
    """Say something, made out for good now."""
    step = machine.say(record.state, words, confidence, line.seconds)
    return settle(keep(record, line, step), line)


def mumble(record: Record, line: Line, words: str) -> Record:
    """Be in the middle of saying something."""
    return keep(record, line, machine.mumble(record.state, words))


def talk(record: Record, line: Line, lasting: float) -> Record:
    """Make sounds for so many seconds."""
    return keep(record, line, machine.talk(record.state, lasting))


def happen(record: Record, line: Line, what: str, value: str | None) -> Record:
    """Let the world do something to the call now."""
    if what == "update_twiml":
        return obey(record, line, value or "")
    step = machine.happen(record.state, what, value, line.seconds)
    return settle(keep(record, line, step), line)


def obey(record: Record, line: Line, twiml: str) -> Record:
    """Give the call a document that was not asked for."""
    step = machine.obey(record.state, twiml, line.voice, line.seconds)
    return settle(keep(record, line, step), line)


def hang_up(record: Record, line: Line) -> Record:
    """Put the phone down now."""
    return keep(record, line, machine.hang_up(record.state))


def settle(record: Record, line: Line) -> Record:
    """Ask for documents and sounds until the call waits for none."""
    while True:
        match record.state.doing:
            case Fetching() as fetching:
                record = _fetch(record, line, fetching)
            case Loading() as loading:
                sounds = _sounds(loading, line)
                step = machine.supply(record.state, sounds, line.seconds)
                record = keep(record, line, step)
            case _:
                return record


def _fetch(record: Record, line: Line, doing: Fetching) -> Record:
    state = record.state
    status = "ringing" if state.answered is None else "in-progress"
    jar = cookie_jar(record.cookies)
    outcome = fetch(doing.request, _asking(record, line, jar, status), line.voice)
    record = replace(record, events=(*record.events, *outcome.asked), cookies=cookies_in(jar))
    state = replace(state, clock=outcome.at)
    if outcome.document is None:
        code, message = outcome.code, outcome.message
        step = machine.miss(state, code, message, outcome.url, line.seconds)
    else:
        state = learn(state, _answered_sound(outcome, line))
        step = machine.deliver(state, outcome.document, outcome.url, line.seconds)
    return keep(record, line, step)


def _answered_sound(outcome: Outcome, line: Line) -> tuple[Sound, ...]:
    """Return the sound that was answered in place of a document: it need not be asked for."""
    reply = outcome.reply
    if reply is None or reply.kind not in SOUNDS:
        return ()
    url = resolve(outcome.url, outcome.url)
    return (line.media.take(url, reply) if line.media else Sound(url=url),)


def _sounds(doing: Loading, line: Line) -> tuple[Sound, ...]:
    media = line.media
    return tuple(media.sound(url) if media else Sound(url=url) for url in doing.urls)


def _asking(record: Record, line: Line, jar: httpx.Cookies, status: str) -> Asking:
    return Asking(
        line.wire,
        jar,
        standard(record.parties, status),
        at=record.state.clock,
        seconds=line.patience,
    )


def keep(record: Record, line: Line, step: Step) -> Record:
    """Keep what happened, and tell the line what it wants to be told.

    A strict phone stops at a warning.
    """
    state, events = step
    record = replace(record, state=state)
    status = "ringing" if state.answered is None else "in-progress"
    kept: list[Event] = []  # a record that grew event by event would be copied as often
    for event in events:
        if isinstance(event, Notice):
            kept += _notify(record, line, event, status)
            continue
        kept.append(event)
        match event:
            case Warned():
                _tolerate(event, line, state.url)
            case HungUp():
                status = event.status
                kept += _call_back(record, line, event)
    if line.allowance:
        line.allowance.check(len(record.events) + len(kept))
    return replace(record, events=(*record.events, *kept))


def _tolerate(warned: Warned, line: Line, url: str) -> None:
    if line.strict:
        raise StrictError(f"{warned.code}: {warned.message} ({url})")


def _call_back(record: Record, line: Line, end: HungUp) -> tuple[Asked | Warned, ...]:
    if line.status_callback is None:
        return ()
    answered = record.state.answered
    seconds = None if answered is None else end.at - answered
    params = tuple(final(end.status, seconds).items())
    told = Notice(at=end.at, method="POST", url=line.status_callback, params=params)
    return _notify(record, line, told, end.status)


def _notify(record: Record, line: Line, told: Notice, status: str) -> tuple[Asked | Warned, ...]:
    """Tell the line something at the moment it happened, and return what came of it."""
    jar = cookie_jar(record.cookies)
    asking = replace(record, state=replace(record.state, clock=told.at))
    params = stamped(dict(told.params))
    asked = notify(told.method, told.url, params, _asking(asking, line, jar, status))
    event = replace(asked, status_callback=not told.closing)
    if asked.status in range(200, 300) or told.closing:
        return (event,)
    message = f"the status callback {told.url} answers with HTTP status {asked.status}"
    warned = Warned(at=told.at, code=CALLBACK_REFUSED, message=message)
    _tolerate(warned, line, told.url)
    return event, warned
