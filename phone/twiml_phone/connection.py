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
from twiml_phone.interpreter.events import CallEnd, LineWarning, Notice, RequestMade
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.sounds import learn
from twiml_phone.interpreter.state import Fetching, Loading, Over, SoundInfo
from twiml_phone.saved_call import cookie_jar, cookies_in

if TYPE_CHECKING:
    import httpx

    from twiml_phone.http.exchange import Wire
    from twiml_phone.http.limits import Allowance
    from twiml_phone.http.media import Media
    from twiml_phone.http.webhook import WebhookOutcome
    from twiml_phone.interpreter.events import Event
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.step import Step
    from twiml_phone.saved_call import SavedCall

CALLBACK_REFUSED = 15003


class StrictError(PhoneError):
    """A strict phone met what Twilio only warns about. (PhoneError > this)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineConnection:
    """The way to the line, and how calls over it are made; without `media` no sound is fetched."""

    wire: Wire
    media: Media | None
    seconds: Seconds
    patience: float
    strict: bool = False
    status_callback: str | None = None
    voice: str = "man"
    allowance: Allowance | None = None


def run(saved: SavedCall, connection: LineConnection, until: float) -> SavedCall:
    """Let time pass in silence up to a moment, or to the end of the call."""
    saved = settle(saved, connection)
    while True:
        step = machine.advance(saved.state, until, connection.seconds)
        saved = keep(saved, connection, step)
        if not isinstance(saved.state.doing, Fetching | Loading):
            return saved
        saved = settle(saved, connection)


def hear(saved: SavedCall, connection: LineConnection) -> tuple[SavedCall, Step]:
    """Go on until the line waits for the caller, and stand where that stretch began.

    What will be heard in it is returned beside it. The sounds on the way are fetched ahead, and
    told of when the call really comes to them.
    """
    saved = settle(saved, connection)
    while True:
        step = machine.listen(saved.state, connection.seconds)
        doing = step[0].doing
        if machine.waits(step[0]) or isinstance(saved.state.doing, Over):
            return saved, step
        if isinstance(doing, Loading):
            saved = replace(saved, state=learn(saved.state, _sounds(doing, connection)))
        else:
            saved = settle(keep(saved, connection, step), connection)


def press(saved: SavedCall, connection: LineConnection, key: str) -> SavedCall:
    """Press a key now."""
    step = machine.press(saved.state, key, connection.seconds)
    return settle(keep(saved, connection, step), connection)


def say(
    saved: SavedCall, connection: LineConnection, words: str, confidence: float | None
) -> SavedCall:
    """Say something, made out for good now."""
    step = machine.say(saved.state, words, confidence, connection.seconds)
    return settle(keep(saved, connection, step), connection)


def mumble(saved: SavedCall, connection: LineConnection, words: str) -> SavedCall:
    """Be in the middle of saying something."""
    return keep(saved, connection, machine.mumble(saved.state, words))


def talk(saved: SavedCall, connection: LineConnection, lasting: float) -> SavedCall:
    """Make sounds for so many seconds."""
    return keep(saved, connection, machine.talk(saved.state, lasting))


def happen(saved: SavedCall, connection: LineConnection, what: str, value: str | None) -> SavedCall:
    """Let the world do something to the call now."""
    if what == "update_twiml":
        return obey(saved, connection, value or "")
    step = machine.happen(saved.state, what, value, connection.seconds)
    return settle(keep(saved, connection, step), connection)


def obey(saved: SavedCall, connection: LineConnection, twiml: str) -> SavedCall:
    """Give the call a document that was not asked for."""
    step = machine.obey(saved.state, twiml, connection.voice, connection.seconds)
    return settle(keep(saved, connection, step), connection)


def hang_up(saved: SavedCall, connection: LineConnection) -> SavedCall:
    """Put the phone down now."""
    return keep(saved, connection, machine.hang_up(saved.state))


def settle(saved: SavedCall, connection: LineConnection) -> SavedCall:
    """Ask for documents and sounds until the call waits for none."""
    while True:
        match saved.state.doing:
            case Fetching() as fetching:
                saved = _fetch(saved, connection, fetching)
            case Loading() as loading:
                sounds = _sounds(loading, connection)
                step = machine.supply(saved.state, sounds, connection.seconds)
                saved = keep(saved, connection, step)
            case _:
                return saved


def _fetch(saved: SavedCall, connection: LineConnection, doing: Fetching) -> SavedCall:
    state = saved.state
    status = "ringing" if state.answered is None else "in-progress"
    jar = cookie_jar(saved.cookies)
    outcome = fetch(doing.request, _asking(saved, connection, jar, status), connection.voice)
    saved = replace(saved, events=(*saved.events, *outcome.asked), cookies=cookies_in(jar))
    state = replace(state, clock=outcome.at)
    if outcome.document is None:
        code, message = outcome.code, outcome.message
        step = machine.miss(state, code, message, outcome.url, connection.seconds)
    else:
        state = learn(state, _answered_sound(outcome, connection))
        step = machine.deliver(state, outcome.document, outcome.url, connection.seconds)
    return keep(saved, connection, step)


def _answered_sound(outcome: WebhookOutcome, connection: LineConnection) -> tuple[SoundInfo, ...]:
    """Return the sound that was answered in place of a document: it need not be asked for."""
    reply = outcome.reply
    if reply is None or reply.kind not in SOUNDS:
        return ()
    url = resolve(outcome.url, outcome.url)
    return (connection.media.take(url, reply) if connection.media else SoundInfo(url=url),)


def _sounds(doing: Loading, connection: LineConnection) -> tuple[SoundInfo, ...]:
    media = connection.media
    return tuple(media.sound(url) if media else SoundInfo(url=url) for url in doing.urls)


def _asking(
    saved: SavedCall, connection: LineConnection, jar: httpx.Cookies, status: str
) -> Asking:
    return Asking(
        connection.wire,
        jar,
        standard(saved.parties, status),
        at=saved.state.clock,
        seconds=connection.patience,
    )


def keep(saved: SavedCall, connection: LineConnection, step: Step) -> SavedCall:
    """Keep what happened, and tell the line what it wants to be told.

    A strict phone stops at a warning.
    """
    state, events = step
    saved = replace(saved, state=state)
    if not events and not connection.allowance:
        return saved
    status = "ringing" if state.answered is None else "in-progress"
    kept: list[Event] = []  # a record that grew event by event would be copied as often
    for event in events:
        if isinstance(event, Notice):
            kept += _notify(saved, connection, event, status)
            continue
        kept.append(event)
        match event:
            case LineWarning():
                _tolerate(event, connection, state.url)
            case CallEnd():
                status = event.status
                kept += _call_back(saved, connection, event)
    if connection.allowance:
        connection.allowance.check(len(saved.events) + len(kept))
    return replace(saved, events=(*saved.events, *kept))


def _tolerate(warned: LineWarning, connection: LineConnection, url: str) -> None:
    if connection.strict:
        raise StrictError(f"{warned.code}: {warned.message} ({url})")


def _call_back(
    saved: SavedCall, connection: LineConnection, end: CallEnd
) -> tuple[RequestMade | LineWarning, ...]:
    if connection.status_callback is None:
        return ()
    answered = saved.state.answered
    seconds = None if answered is None else end.at - answered
    params = tuple(final(end.status, seconds).items())
    told = Notice(at=end.at, method="POST", url=connection.status_callback, params=params)
    return _notify(saved, connection, told, end.status)


def _notify(
    saved: SavedCall, connection: LineConnection, told: Notice, status: str
) -> tuple[RequestMade | LineWarning, ...]:
    """Tell the line something at the moment it happened, and return what came of it."""
    jar = cookie_jar(saved.cookies)
    asking = replace(saved, state=replace(saved.state, clock=told.at))
    params = stamped(dict(told.params))
    asked = notify(told.method, told.url, params, _asking(asking, connection, jar, status))
    event = replace(asked, status_callback=not told.closing)
    if asked.status in range(200, 300) or told.closing:
        return (event,)
    message = f"the status callback {told.url} answers with HTTP status {asked.status}"
    warned = LineWarning(at=told.at, code=CALLBACK_REFUSED, message=message)
    _tolerate(warned, connection, told.url)
    return event, warned
