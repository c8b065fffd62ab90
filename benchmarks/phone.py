"""What does a turn cost the phone alone? The line gives the same menu again and costs nothing.

Seconds are the processor's, so that what else the machine does matters less.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.table import Table
from twiml_phone import Phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CALLS, KEYS = 30, 20
CHOICES = "".join(f"<Say>For bill {key}, press {key}.</Say><Pause/>" for key in range(1, 7))
MENU = f"<Response><Gather numDigits='1' action='/voice'>{CHOICES}</Gather></Response>".encode()


def line(_environ: object, start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer with a menu of six choices."""
    start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
    return [MENU]


def table() -> Table:
    """Press keys in many calls, and return how many turns a second that makes."""
    with Phone(line, auth_token="t") as phone:
        _turns(phone, 1)
        began = time.process_time()
        turns = _turns(phone, CALLS)
        seconds = time.process_time() - began
    shown = Table(title="The phone alone, at a menu of six choices")
    for heading in ("turns", "processor seconds", "turns per second"):
        shown.add_column(heading, justify="right")
    shown.add_row(f"{turns:,}", f"{seconds:.2f}", f"{turns / seconds:,.0f}")
    return shown


def _turns(phone: Phone, calls: int) -> int:
    for _ in range(calls):
        call = phone.dial()
        for _ in range(KEYS):
            call.press("1")
    return calls * (KEYS + 1)
