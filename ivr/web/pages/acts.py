"""Reads what a page's caller does, as JSON, and does it to the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ivr.web.security.security_headers import Refused

if TYPE_CHECKING:
    from twiml_phone import Call

HOUR = 3600.0
"""Seconds that may pass in one act."""

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class TimedAct(BaseModel):
    """Something done `at` a second of the call, or when all was `heard`; without it, now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Seconds | Literal["heard"] | None = None


class PressAct(TimedAct):
    """A key."""

    do: Literal["press"]
    key: str = Field(pattern=r"^[0-9*#]$")


class Wait(TimedAct):
    """Time passes; without `at`, until something new happens."""

    do: Literal["wait"]


class SayAct(TimedAct):
    """Words, and how sure a recogniser would be of them."""

    do: Literal["say"]
    words: str = Field(max_length=500)
    confidence: float | None = Field(default=None, ge=0, le=1)


class HangUpAct(TimedAct):
    """The phone is put down."""

    do: Literal["hang_up"]


class Happen(TimedAct):
    """The world does something, as listed in `twiml_phone.interpreter.far_end`."""

    do: Literal["happen"]
    what: str = Field(max_length=40)
    value: str | None = Field(default=None, max_length=4000)


CallersAct = Annotated[PressAct | Wait | SayAct | HangUpAct, Field(discriminator="do")]
"""What a caller can do."""
Act = Annotated[PressAct | Wait | SayAct | HangUpAct | Happen, Field(discriminator="do")]


def perform(call: Call, act: Act) -> None:
    """Let time pass up to an act, and do it, unless the call has ended by then."""
    _reach(call, act)
    if call.ended:
        return
    match act:
        case PressAct(key=key):
            call.press(key)
        case SayAct(words=words, confidence=confidence):
            call.say(words, confidence)
        case HangUpAct():
            call.hang_up()
        case Happen(what=what, value=value):
            call.happen(what, value)


def _reach(call: Call, act: Act) -> None:
    if call.ended:
        return
    match act.at:
        case "heard":
            call.hear_out()
        case float(at):
            if at - call.seconds > HOUR:
                raise Refused("bad-request", "no more than an hour of a call passes at once")
            call.wait(until=at)
        case None if isinstance(act, Wait):
            call.wait(until=min(call.until, call.seconds + HOUR))
