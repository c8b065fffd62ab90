"""The parameters Twilio sends with every request of a call; `webhook` adds the verb's own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from math import ceil

from twiml_phone.interpreter.callbacks import ACCOUNT

API_VERSION = "2010-04-01"
PLACES = ("City", "State", "Zip", "Country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who calls whom, and the name Twilio gives the call."""

    caller: str
    number: str
    call_sid: str


def new_call_sid() -> str:
    """Make up a name for a call."""
    return f"CA{uuid.uuid4().hex}"


def standard(parties: Parties, status: str) -> dict[str, str]:
    """Return what every request carries. What Twilio does not know is sent blank, not left out."""
    named = {"From": parties.caller, "To": parties.number}
    named |= {"Caller": parties.caller, "Called": parties.number}
    places = {f"{who}{place}": "" for who in named for place in PLACES}
    return {
        "AccountSid": ACCOUNT,
        "ApiVersion": API_VERSION,
        "CallSid": parties.call_sid,
        "CallStatus": status,
        "Direction": "inbound",
        **named,
        **places,
    }


def final(status: str, seconds: float | None) -> dict[str, str]:
    """Return what the status callback adds when the call is over, `seconds` after it was answered.

    >>> final("completed", 61.2)["Duration"]
    '2'
    """
    params = {"CallbackSource": "call-progress-events", "SequenceNumber": "0"}
    if status == "completed" and seconds is not None:
        # CallDuration is what was used, Duration what is billed: minutes, each begun one whole.
        params |= {"CallDuration": str(ceil(seconds)), "Duration": str(ceil(seconds / 60))}
    return params


def stamped(params: dict[str, str], now: datetime | None = None) -> dict[str, str]:
    """Add the time to what a status callback tells."""
    if "SequenceNumber" not in params:
        return params
    return {**params, "Timestamp": format_datetime(now or datetime.now(UTC))}
