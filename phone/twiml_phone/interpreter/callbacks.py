"""Names for what a call makes, and what the line is told beside the call. Pure."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import Notice
from twiml_phone.interpreter.prompts import resolve

if TYPE_CHECKING:
    from twiml_phone.interpreter.state import CallState
    from twiml_phone.twiml.attributes import Method, Pairs

ACCOUNT = "AC" + "0" * 32


def named(state: CallState, kind: str) -> tuple[CallState, str]:
    """Name something new by a SID of its kind; the same call names the same things alike."""
    made = state.made + 1
    digest = sha256(f"{state.call_sid}/{made}".encode()).hexdigest()
    return replace(state, made=made), kind + digest[:32]


def notice(
    state: CallState, method: Method, url: str, params: Pairs, *, closing: bool = False
) -> tuple[Notice, ...]:
    """Tell the line something, at a URL of the call's own document; nothing, if it is blank."""
    if not url:
        return ()
    base = state.interlude.url if state.interlude else state.url
    address = resolve(base, url)
    return (Notice(at=state.clock, method=method, url=address, params=params, closing=closing),)
