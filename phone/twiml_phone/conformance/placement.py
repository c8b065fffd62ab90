"""Places the call of a conformance case: what the caller and the world do, each at its second.

The call goes through JSON between any two acts.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twiml_phone.conformance.scripted_line import Served, document
from twiml_phone.errors import PhoneError
from twiml_phone.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twiml_phone.call import Call
    from twiml_phone.conformance.conventions import Conventions

CALLERS = {"say": "say", "say_partial": "mumble", "talk": "talk"}
MOST_WAITS = 2000
NEIGHBOURS = ("api.twilio.com",)


class Unplaced(PhoneError):
    """The phone cannot do what a case asks of it. (PhoneError > this)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A call that was placed, and the line that answered it."""

    call: Call
    line: Served


def place(case: Mapping[str, Any], conventions: Conventions) -> Placed:
    """Make the call: every act at its second, then silence to the end, or to `stop_at`.

    Raises:
        PhoneError: The phone cannot do what the case asks.
    """
    line = Served(case["documents"], conventions)
    with _phone(case, line, conventions) as phone:
        call = phone.dial(live=True, twiml=_inline(case, conventions))
        for act in case.get("caller", ()):
            call = _until(phone, call, act["t"])
            _do(call, act)
        call = phone.resume(call.to_json())
        if "stop_at" in case:
            call = _until(phone, call, case["stop_at"])
        else:
            call = _to_the_end(phone, call)
    return Placed(call, line)


def _phone(case: Mapping[str, Any], line: Served, conventions: Conventions) -> Phone:
    config = dict(case.get("config", {}))
    settings: dict[str, Any] = {
        "method": config.pop("voice_method", conventions.voice_method),
        "fallback_url": config.pop("fallback_url", conventions.fallback_url),
        "status_callback": config.pop("status_callback", None),
    }
    url = config.pop("voice_url", conventions.voice_url)
    config.pop("inline_twiml", None)  # it is given with the call
    settings |= config
    unknown = set(settings) - set(inspect.signature(Phone).parameters)
    if unknown:
        raise Unplaced(f"this phone has no setting {', '.join(sorted(unknown))}")
    say, play = conventions.say_seconds, conventions.play_seconds
    return Phone(
        line,
        url,
        home=conventions.base,
        auth_token=conventions.auth_token,
        neighbours=dict.fromkeys(NEIGHBOURS, line),
        seconds=lambda _source, verb: say if verb.verb == "Say" else play,
        fetch_media=True,
        **settings,
    )


def _inline(case: Mapping[str, Any], conventions: Conventions) -> str | None:
    """Return the document that is given with the call, if that is how it begins."""
    config = case.get("config", {})
    url = config.get("voice_url", conventions.voice_url)
    return document(case["documents"][url]) if config.get("inline_twiml") else None


def _until(phone: Phone, call: Call, moment: float) -> Call:
    call = phone.resume(call.to_json())
    call.wait(moment - call.seconds)
    return phone.resume(call.to_json())


def _to_the_end(phone: Phone, call: Call) -> Call:
    for _ in range(MOST_WAITS):
        if call.ended:
            return call
        before = call.seconds, len(call.events)
        call.wait()
        if (call.seconds, len(call.events)) == before:
            raise Unplaced(f"the call never ends: it stands still at {call.seconds:g} s")
        call = phone.resume(call.to_json())
    raise Unplaced(f"the call never ends: it goes on after {MOST_WAITS} waits")


def _do(call: Call, act: Mapping[str, Any]) -> None:
    """Do one thing, by the call's own methods."""
    do: str = act["do"]
    value: Any = act.get("value")
    if do == "press":
        call.press(value, after=0)
    elif do == "hang_up":
        call.hang_up(after=0)
    elif do == "say" and "confidence" in act:
        _method(call, "say")(value, act["confidence"])
    elif do in CALLERS:
        _method(call, CALLERS[do])(value)
    else:
        _method(call, "happen")(do, value)


def _method(call: Call, name: str) -> Any:
    method = getattr(call, name, None)
    if method is None:
        raise Unplaced(f"this phone's calls cannot {name} yet")
    return method
