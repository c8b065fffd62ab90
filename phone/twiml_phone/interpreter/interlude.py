"""Sets the call's own document aside for another, and takes it up again. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import Warned
from twiml_phone.interpreter.state import Aside, CallState, Ready
from twiml_phone.twiml.attributes import SCHEMA
from twiml_phone.twiml.verbs import Gather, Hangup, Leave, Pause, Play, Redirect, Say

if TYPE_CHECKING:
    from twiml_phone.interpreter.state import Dialing, Queued
    from twiml_phone.twiml.verbs import Verb

ALLOWED: dict[str, tuple[type, ...]] = {
    "whisper": (Say, Play, Pause, Gather, Hangup),
    "conference": (Say, Play, Pause, Redirect),
    "queue": (Say, Play, Pause, Hangup, Redirect, Leave, Gather),
}
NOT_WHILE_WAITING = 13238


def set_aside(state: CallState, kind: str, back: Dialing | Queued) -> CallState:
    """Make room for another document."""
    aside = Aside(kind=kind, verbs=state.verbs, url=state.url, back=back)  # type: ignore[arg-type]
    return replace(state, aside=aside, verbs=(), doing=Ready())


def restore(state: CallState) -> CallState:
    """Take up again what was set aside."""
    aside = state.aside
    if aside is None:
        return state
    return replace(state, doing=aside.back, verbs=aside.verbs, url=aside.url, aside=None)


def refused(state: CallState, verb: Verb) -> Warned | None:
    """Refuse a verb that the document carried out meanwhile may not have."""
    if state.aside is None or isinstance(verb, ALLOWED[state.aside.kind]):
        return None
    code = NOT_WHILE_WAITING if state.aside.kind == "conference" else SCHEMA
    name = type(verb).__name__
    place = "a whisper" if state.aside.kind == "whisper" else f"the {state.aside.kind}'s document"
    return Warned(at=state.clock, code=code, message=f"<{name}> is not allowed in {place}")
