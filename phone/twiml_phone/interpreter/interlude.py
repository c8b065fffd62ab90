"""Runs a second document (a whisper, hold music), then resumes the first. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.interpreter.events import LineWarning
from twiml_phone.interpreter.state import CallState, Interlude, Ready
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
    """Make room for a second document."""
    interlude = Interlude(kind=kind, verbs=state.verbs, url=state.url, back=back)  # type: ignore[arg-type]
    return replace(state, interlude=interlude, verbs=(), doing=Ready())


def restore(state: CallState) -> CallState:
    """Resume the call's own document."""
    interlude = state.interlude
    if interlude is None:
        return state
    return replace(
        state, doing=interlude.back, verbs=interlude.verbs, url=interlude.url, interlude=None
    )


def refused(state: CallState, verb: Verb) -> LineWarning | None:
    """Refuse a verb that the document carried out meanwhile may not have."""
    kind = state.interlude.kind if state.interlude else ""
    if not kind or isinstance(verb, ALLOWED[kind]):
        return None
    code = NOT_WHILE_WAITING if kind == "conference" else SCHEMA
    name = type(verb).__name__
    place = "a whisper" if kind == "whisper" else f"the {kind}'s document"
    return LineWarning(at=state.clock, code=code, message=f"<{name}> is not allowed in {place}")
