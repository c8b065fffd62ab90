"""Everything about one call, as one value that goes through JSON and back unchanged."""

from dataclasses import dataclass
from functools import cache

import httpx
from pydantic import TypeAdapter, ValidationError

from twiml_phone.errors import PhoneError
from twiml_phone.http.parameters import Parties
from twiml_phone.interpreter.events import Event
from twiml_phone.interpreter.state import CallState


@dataclass(frozen=True, kw_only=True)
class Cookie:
    """A cookie the line gave to this call."""

    name: str
    value: str
    domain: str
    path: str


@dataclass(frozen=True, kw_only=True)
class SavedCall:
    """Who calls whom, where the call is, what happened so far and the cookies it was given."""

    parties: Parties
    state: CallState
    live: bool = False
    events: tuple[Event, ...] = ()
    cookies: tuple[Cookie, ...] = ()


@cache
def _adapter() -> TypeAdapter[SavedCall]:
    """Return what reads and writes records; built when first asked for, since that takes time."""
    return TypeAdapter(SavedCall)


def to_json(saved: SavedCall) -> str:
    """Write a call down."""
    return _adapter().dump_json(saved, by_alias=True).decode()


def from_json(text: str) -> SavedCall:
    """Read a call that was written down."""
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        raise PhoneError(f"this is not a call that was written down: {error}") from error


def cookie_jar(cookies: tuple[Cookie, ...]) -> httpx.Cookies:
    """Lay a call's cookies out for the wire."""
    jar = httpx.Cookies()
    for cookie in cookies:
        jar.set(cookie.name, cookie.value, cookie.domain, cookie.path)
    return jar


def cookies_in(jar: httpx.Cookies) -> tuple[Cookie, ...]:
    """Take a call's cookies back from the wire."""
    return tuple(
        Cookie(name=cookie.name, value=cookie.value or "", domain=cookie.domain, path=cookie.path)
        for cookie in jar.jar
    )
