"""Carries out <Sms>: nothing is sent, and the line is told it was. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.interpreter.behaviour import Behaviour
from twiml_phone.interpreter.callbacks import named, notice
from twiml_phone.interpreter.events import OURS, LineWarning
from twiml_phone.interpreter.moves import ask_action
from twiml_phone.interpreter.step import Step
from twiml_phone.twiml.verbs import Sms

if TYPE_CHECKING:
    from twiml_phone.interpreter.prompts import Seconds
    from twiml_phone.interpreter.state import CallState


def begin(state: CallState, verb: Sms, _seconds: Seconds) -> Step:
    """Say that a message would have been sent, and go on."""
    state, sid = named(state, "SM")
    message = f"<Sms> sends nothing from this phone: {verb.text}"
    warned = LineWarning(at=state.clock, code=OURS, message=message)
    params = (("SmsSid", sid), ("SmsStatus", "sent"))
    told = notice(state, "POST", verb.status_callback, params)
    return Step(state).tell(warned, *told).then(ask_action, verb.action, verb.method, params)


BEHAVIOURS = (Behaviour(verb=Sms, begin=begin),)
