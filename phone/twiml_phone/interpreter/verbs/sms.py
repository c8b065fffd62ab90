"""Carries out <Sms>: nothing is sent, and the line is told it was. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.interpreter.callbacks import named, notice
from twiml_phone.interpreter.events import Warned
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Request
from twiml_phone.interpreter.step import OURS, Step, ask

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.twiml.verbs import Sms


def begin(verb: Sms, state: CallState, seconds: Seconds) -> Step:  # noqa: ARG001
    """Say that a message would have been sent, and go on."""
    state, sid = named(state, "SM")
    message = f"<Sms> sends nothing from this phone: {verb.text}"
    warned = Warned(at=state.clock, code=OURS, message=message)
    params = (("SmsSid", sid), ("SmsStatus", "sent"))
    told = notice(state, "POST", verb.status_callback, params)
    if verb.action is None:
        return state, (warned, *told)
    request = Request(method=verb.method, url=resolve(state.url, verb.action), params=params)
    state, events = ask(state, request)
    return state, (warned, *told, *events)
