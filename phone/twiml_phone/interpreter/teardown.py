"""Stops what is in progress when a call ends or is redirected, and makes the callbacks. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twiml_phone.frozen import replace
from twiml_phone.interpreter import behaviour
from twiml_phone.interpreter.callbacks import notice
from twiml_phone.interpreter.state import CallState, Ready
from twiml_phone.interpreter.step import Step

if TYPE_CHECKING:
    from twiml_phone.interpreter.events import Event


def close(state: CallState) -> Step:
    """End what goes on, all but what was started beside the call."""
    doing = state.behind
    return behaviour.of_doing(doing).close(state, doing).then(_drop)


def farewell(state: CallState) -> tuple[Event, ...]:
    """Tell the line what it would have been asked a document with, had the call not ended."""
    doing: Any = state.behind  # what a verb left, if it has anything to tell
    params = behaviour.of_doing(doing).farewell(state, doing)
    if params is None:
        return ()
    verb = doing.verb
    address = verb.action or (state.interlude.url if state.interlude else state.url)
    return notice(state, verb.method, address, params, closing=True)


def _drop(state: CallState) -> Step:
    return Step(replace(state, doing=Ready(), interlude=None, verbs=()))
