"""A virtual phone: dials a line over the network, or a WSGI app in the same process.

>>> from flask import Flask
>>> app = Flask(__name__)
>>> @app.post("/voice")
... def voice():
...     gather = "<Gather numDigits='1' action='/thanks'><Say>Press 1.</Say></Gather>"
...     return f"<Response>{gather}</Response>"
>>> @app.post("/thanks")
... def thanks():
...     return "<Response><Say>Thank you.</Say></Response>"
>>> call = Phone(app).dial()
>>> call.heard[-1].text
'Press 1.'
>>> call.press("1")
>>> call.heard[-1].text, call.ended.by
('Thank you.', 'document')
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from twiml_phone import connection
from twiml_phone.call import Call
from twiml_phone.connection import LineConnection
from twiml_phone.errors import PhoneError
from twiml_phone.http.exchange import Wire
from twiml_phone.http.lookup import look_up
from twiml_phone.http.media import Media
from twiml_phone.http.parameters import Parties, new_call_sid
from twiml_phone.interpreter import machine
from twiml_phone.interpreter.prompts import resolve, usual_seconds
from twiml_phone.saved_call import SavedCall, from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from wsgiref.types import WSGIApplication

    from twiml_phone.http.exchange import Exchange
    from twiml_phone.http.limits import Allowance
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.attributes import Method

HOME = "https://ivr.invalid"
PATH = "/voice"
MOST_TWIML = 4000


class Phone:
    """A phone set up to call one number.

    Args:
        target: the URL to dial, or a WSGI app to call in this process.
        path: where its voice webhook is; a URL with a path of its own needs none.
        home: the public address the WSGI app believes to have.
        neighbours: WSGI apps for further hosts, by name. A phone that calls an app in this process
            never leaves it: sounds that lie elsewhere need one.
        number: the number called.
        caller: the number that calls.
        auth_token: what requests are signed with; without it they are not.
        seconds: tells how long a text takes to say, or a sound file to play: rather than measured,
            where it is given.
        fetch_media: ask for the sounds that are played. A phone given `seconds` does not, unless
            told to; it then learns of sounds that fail, and their words, but not their length.
        keep_sounds: keep the files fetched, for `sound_file`.
        strict: raise what Twilio only warns about.
        method: how the first document is asked for.
        fallback_url: asked when a document cannot be had.
        status_callback: told when a call has ended.
        default_voice: the account's, for a Say that names none.
        patience: how many seconds a document or a sound may take; Twilio gives it 15.
        may_call: the only origins it asks anything of, such as https://example.org.

    One phone may make many calls at once, each on a thread of its own.
    """

    def __init__(  # noqa: PLR0913  # a phone is set up once, by name
        self,
        target: str | WSGIApplication,
        path: str | None = None,
        *,
        home: str = HOME,
        neighbours: Mapping[str, WSGIApplication] | None = None,
        number: str = "+551140001234",
        caller: str = "+5511987654321",
        auth_token: str | None = None,
        seconds: Seconds | None = None,
        fetch_media: bool | None = None,
        keep_sounds: bool = False,
        strict: bool = False,
        method: Method = "POST",
        fallback_url: str | None = None,
        status_callback: str | None = None,
        default_voice: str = "man",
        patience: float = 15.0,
        may_call: frozenset[str] | None = None,
    ) -> None:
        base = target if isinstance(target, str) else home
        self._url = _address(base, path)
        wire = Wire(_apps(target, home, neighbours), auth_token, may_call)
        self._descriptions = wire.for_descriptions()
        self._sounds = wire.for_sounds()
        self._media = Media(self._sounds, patience, measure=seconds is None, keep=keep_sounds)
        fetches = seconds is None if fetch_media is None else fetch_media
        self._number, self._caller, self._method = number, caller, method
        self._fallback_url = fallback_url and resolve(self._url, fallback_url)
        self._connection = LineConnection(
            wire=wire,
            media=self._media if fetches else None,
            seconds=seconds or usual_seconds,
            patience=patience,
            strict=strict,
            status_callback=status_callback and resolve(self._url, status_callback),
            voice=default_voice,
        )

    def dial(
        self,
        path: str = "",
        *,
        live: bool = False,
        twiml: str | None = None,
        caller: str | None = None,
        number: str | None = None,
    ) -> Call:
        """Make a call, of this path if one is given. A live call lets time pass only by `wait`.

        With `twiml` the call is given its first document, and the line is not asked for it. The
        phone's own `caller` calls its own `number`, unless others are given.
        """
        if twiml is not None and len(twiml) > MOST_TWIML:
            raise PhoneError(f"32018: a call is given at most {MOST_TWIML} characters of TwiML")
        parties = Parties(
            caller=caller or self._caller, number=number or self._number, call_sid=new_call_sid()
        )
        state = machine.begin_call(
            resolve(self._url, path),
            self._method,
            self._fallback_url,
            call_sid=parties.call_sid,
            caller=parties.caller,
        )
        saved = SavedCall(parties=parties, state=state, live=live)
        if twiml is not None:
            return Call(connection.obey(saved, self._connection, twiml), self._connection)
        return Call(connection.settle(saved, self._connection), self._connection)

    def resume(self, text: str) -> Call:
        """Go on with a call that was written down by `Call.to_json`."""
        return Call(from_json(text), self._connection)

    def sound_file(self, url: str) -> bytes | None:
        """Return a sound file this phone fetched and kept."""
        return self._media.file(url)

    def look_up(self, url: str) -> Any | None:
        """Return the JSON at a URL the line's answer links to; None if there is none to be had."""
        return look_up(url, self._descriptions, self._connection.patience)

    def watched(self, tell: Callable[[Exchange], None]) -> Phone:
        """Return a phone like this one that tells of every exchange, but for those of sounds."""
        phone = copy(self)
        wire = self._connection.wire.watched(tell)
        phone._connection = replace(self._connection, wire=wire)  # noqa: SLF001  # one of our own kind
        return phone

    def within(self, allowance: Allowance) -> Phone:
        """Return a phone like this one, whose calls draw on an allowance and end when it is spent.

        The sounds that are known are known to it, too.
        """
        phone = copy(self)
        media = self._connection.media and self._media.over(self._sounds.within(allowance))
        phone._descriptions = self._descriptions.within(allowance)  # noqa: SLF001  # our own kind
        phone._connection = replace(  # noqa: SLF001
            self._connection,
            wire=self._connection.wire.within(allowance),
            media=media,
            allowance=allowance,
        )
        return phone

    def close(self) -> None:
        """Let go of the network."""
        self._connection.wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _address(base: str, path: str | None) -> str:
    """Say what to dial: the path given, or else the URL's own, or else the usual one."""
    try:
        return urljoin(base, path or ("" if urlsplit(base).path.strip("/") else PATH))
    except ValueError as error:
        raise PhoneError(f"{base} cannot be dialled: {error}") from error


def _apps(
    target: str | WSGIApplication, home: str, neighbours: Mapping[str, WSGIApplication] | None
) -> dict[str, WSGIApplication]:
    """Say which apps answer in this process, by host: none, if the line is called by its URL."""
    if isinstance(target, str):
        return {}
    return {httpx.URL(home).host: target, **(neighbours or {})}
