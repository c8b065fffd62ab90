"""Describes a call to its page, as JSON: what is new, and what will be heard in silence."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from twiml_phone.interpreter.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twiml_phone import Call

    Near = Callable[[str], str]

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)

ADDRESSES = frozenset({"url", "sound", "web"})
"""The names under which events and drawings hold addresses."""


def moment(call: Call, new: Iterable[Event], near: Near) -> dict[str, Any]:
    """Return where a call stands and what is `new` in it; `near` shortens our own addresses."""
    return {
        "seconds": call.seconds,
        "events": as_json(new, near),
        "ahead": as_json(call.ahead, near),
        "until": call.until if isfinite(call.until) else None,
        "listening": call.listening and _as_json(call.listening, near),
        "waits": call.waits,
        "possible": call.possible,
        "possible_ahead": call.possible_ahead,
        "ended": call.ended and _as_json(call.ended, near),
    }


def as_json(events: Iterable[Event], near: Near) -> list[Any]:
    """Return events as plain values."""
    return [_as_json(event, near) for event in events]


def nearer(value: Any, near: Near) -> Any:
    """Return plain values with every address in them shortened.

    >>> nearer({"prompts": [{"web": "https://a/x.mp3"}]}, lambda url: url.removeprefix("https://a/"))
    {'prompts': [{'web': 'x.mp3'}]}
    """
    match value:
        case dict():
            return {name: _shorter(name, each, near) for name, each in value.items()}
        case list():
            return [nearer(each, near) for each in value]
    return value


def _as_json(event: Event, near: Near) -> Any:
    return nearer(_EVENT.dump_python(event, mode="json"), near)


def _shorter(name: str, value: Any, near: Near) -> Any:
    if name == "links":
        return [[rel, near(url)] for rel, url in value]
    return near(value) if name in ADDRESSES and isinstance(value, str) else nearer(value, near)
