"""Moves a call on in time, and asks the line for each document and sound when it falls due.

The interpreter decides; this is where its requests are made. `call` wraps it for people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ivr.errors import PhoneError
from ivr.phone import interpreter
from ivr.phone.asking import Asking
from ivr.phone.content import SOUNDS
from ivr.phone.events import Asked, HungUp, Warned
from ivr.phone.failure import fail
from ivr.phone.parameters import final, standard
from ivr.phone.prompts import resolve
from ivr.phone.record import cookie_jar, cookies_in
from ivr.phone.sounds import learn
from ivr.phone.state import Fetching, Gathering, Loading, Over, Sound
from ivr.phone.webhook import fetch, notify

if TYPE_CHECKING:
    import httpx

    from ivr.phone.media import Media
    from ivr.phone.moves import Step
    from ivr.phone.prompts import Seconds
    from ivr.phone.record import Record
    from ivr.phone.webhook import Outcome
    from ivr.phone.wire import Wire

CALLBACK_REFUSED = 15003


class StrictError(PhoneError):
    """A strict phone met what Twilio only warns about. (IvrError > PhoneError > this)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The way to the line, and how calls over it are made; without `media` no sound is fetched."""

    wire: Wire
    media: Media | None
    seconds: Seconds
    patience: float
    strict: bool = False
    status_callback: str | None = None


def run(record: Record, line: Line, until: float) -> Record:
    """Let time pass in silence up to a moment, or to the end of the call."""
    record = settle(record, line)
    while True:
        step = interpreter.advance(record.state, until, line.seconds)
        record = _tell(record, line, step)
        if not isinstance(record.state.doing, Fetching | Loading):
            return record
        record = settle(record, line)


def hear(record: Record, line: Line) -> Record:
    """Go on until the line waits for the caller, and stand where that stretch began.

    The sounds on the way are fetched ahead, and told of when the call really comes to them.
    """
    record = settle(record, line)
    while True:
        step = interpreter.listen(record.state, line.seconds)
        doing = step[0].doing
        if isinstance(doing, Gathering) or isinstance(record.state.doing, Over):
            return record
        if isinstance(doing, Loading):
            record = replace(record, state=learn(record.state, _sounds(doing, line)))
        else:
            record = settle(_tell(record, line, step), line)


def press(record: Record, line: Line, key: str) -> Record:
    """Press a key now."""
    step = interpreter.press(record.state, key, line.seconds)
    return settle(_tell(record, line, step), line)


def hang_up(record: Record, line: Line) -> Record:
    """Put the phone down now."""
    return _tell(record, line, interpreter.hang_up(record.state))


def settle(record: Record, line: Line) -> Record:
    """Ask for documents and sounds until the call waits for none."""
    while True:
        match record.state.doing:
            case Fetching() as fetching:
                record = _fetch(record, line, fetching)
            case Loading() as loading:
                sounds = _sounds(loading, line)
                step = interpreter.supply(record.state, sounds, line.seconds)
                record = _tell(record, line, step)
            case _:
                return record


def _fetch(record: Record, line: Line, doing: Fetching) -> Record:
    state = record.state
    status = "ringing" if state.answered is None else "in-progress"
    jar = cookie_jar(record.cookies)
    outcome = fetch(doing.request, _asking(record, line, jar, status))
    record = replace(record, events=(*record.events, *outcome.asked), cookies=cookies_in(jar))
    if outcome.document is None:
        step = fail(state, outcome.code, outcome.message, outcome.url)
    else:
        state = learn(state, _answered_sound(outcome, line))
        step = interpreter.deliver(state, outcome.document, outcome.url, line.seconds)
    return _tell(record, line, step)


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


def _tell(record: Record, line: Line, step: Step) -> Record:
    """Keep what happened. A strict phone stops at a warning; the end is told to the line."""
    state, events = step
    record = replace(record, state=state, events=(*record.events, *events))
    for event in events:
        match event:
            case Warned() if line.strict:
                raise StrictError(f"{event.code}: {event.message} ({state.url})")
            case HungUp() if line.status_callback:
                record = _call_back(record, line, event, line.status_callback)
    return record


def _call_back(record: Record, line: Line, end: HungUp, url: str) -> Record:
    answered = record.state.answered
    seconds = None if answered is None else end.at - answered
    jar = cookie_jar(record.cookies)
    asked = notify(url, final(end.status, seconds), _asking(record, line, jar, end.status))
    events: tuple[Asked | Warned, ...] = (asked,)
    if asked.status not in range(200, 300):
        message = f"the status callback {url} answers with HTTP status {asked.status}"
        events += (Warned(at=end.at, code=CALLBACK_REFUSED, message=message),)
    return replace(record, events=(*record.events, *events))
