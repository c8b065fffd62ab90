"""What the world does to a call: whom it calls, who takes it from a queue, what the REST API asks.

Pure. A happening that cannot be is a PhoneError.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from twiml_phone.errors import PhoneError
from twiml_phone.interpreter import teardown
from twiml_phone.interpreter.prompts import resolve
from twiml_phone.interpreter.state import CallState, Ready, Request
from twiml_phone.interpreter.step import Step, ask, chain, end, interrupt, tell
from twiml_phone.interpreter.verbs import conference, connect, dial, queue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twiml_phone.interpreter.events import LegStatus
    from twiml_phone.interpreter.state import Dialing

FREE = ("ringing",)
TALKING = ("in-progress",)


def happen(state: CallState, what: str, value: str | None) -> Step:
    """Let something happen; `update_twiml` is the interpreter's own."""
    if what not in HAPPENINGS:
        names = ", ".join([*HAPPENINGS, "update_twiml"])
        raise PhoneError(f"{what!r} cannot happen: what can is {names}")
    return HAPPENINGS[what](state, value)


def possible(state: CallState) -> tuple[str, ...]:
    """Return what can happen now, by name; of several people who are called one must be named.

    What the REST API asks is left out: it can be asked at any time.
    """
    names: list[str] = []
    if state.dialing:
        names += _of_dialing(state.dialing)
    if state.queued:
        names += ["callee_hangs_up"] if state.queued.agent else ["agent_dials_queue", "leave_queue"]
    if state.streams:
        names.append("stream_disconnects")
    return tuple(names)


def _of_dialing(dialing: Dialing) -> list[str]:
    statuses = {leg.status for leg in dialing.legs}
    if dialing.room:
        return [] if dialing.company else ["callee_answers"]
    if statuses & {*TALKING}:
        return ["callee_hangs_up"]
    return ["callee_answers", "callee_is_busy", "callee_fails"] if statuses & {*FREE} else []


def _callee_answers(state: CallState, value: str | None) -> Step:
    if state.dialing and state.dialing.room:
        if state.dialing.company or value not in {None, state.dialing.room}:
            raise PhoneError(f"nobody can join {value or state.dialing.room} now")
        return conference.join(state)
    if state.dialing and any(leg.status == "in-progress" for leg in state.dialing.legs):
        raise PhoneError("nobody can answer: somebody has done so before")
    return dial.answer(state, _whom(state, value, FREE, "answer"))


def _callee_hangs_up(state: CallState, value: str | None) -> Step:
    if state.queued and state.queued.agent:
        return queue.leave(state, "bridged")
    return dial.leave(state, _whom(state, value, TALKING, "hang up"), "completed")


def _callee_ends(state: CallState, value: str | None, status: LegStatus) -> Step:
    return dial.leave(state, _whom(state, value, FREE, f"be {status}"), status)


def _leave_queue(state: CallState, value: str | None) -> Step:  # noqa: ARG001  # nothing to tell
    if state.queued is None or state.queued.agent:
        raise PhoneError("the call can leave no queue: it waits in none")
    return queue.leave(state, "leave")


def _agent_dials_queue(state: CallState, value: str | None) -> Step:
    queued = state.queued
    if queued is None or queued.agent or value not in {None, queued.verb.text}:
        raise PhoneError(f"an agent finds nobody in the queue {value or ''}".rstrip())
    return queue.take(state)


def _stream_disconnects(state: CallState, value: str | None) -> Step:
    found = [stream for stream in state.streams if value in {None, stream.name}]
    if len(found) != 1:
        count = "more than one stream is" if found else "no stream is"
        raise PhoneError(f"which stream disconnects? {count} open that fits {value or 'this'}")
    return connect.disconnect(state, found[0])


def _update_url(state: CallState, value: str | None) -> Step:
    if not value:
        raise PhoneError("update_url needs the URL to go on with")
    request = Request(method="POST", url=resolve(state.url, value))
    return chain(state, take_away, partial(ask, request=request))


def _update_status(state: CallState, value: str | None) -> Step:
    if value == "completed" or (value == "canceled" and state.answered is None):
        return end(state, "api")
    raise PhoneError(f"the call cannot become {value}: only completed, or canceled while it rings")


def take_away(state: CallState) -> Step:
    """End what the call does now, to give it something else to do."""
    heard = interrupt(state)
    state, ended = teardown.close(state)
    return chain(replace(state, doing=Ready()), tell(*heard, *ended))


def _whom(state: CallState, value: str | None, statuses: tuple[str, ...], act: str) -> str:
    """Return the SID of the one callee that is meant."""
    if state.dialing is None:
        raise PhoneError(f"nobody can {act}: nobody is being called")
    live = [leg for leg in state.dialing.legs if leg.status in statuses]
    found = [leg for leg in live if value is None or leg.to == "".join(value.split())]
    if len(found) == 1 or (found and value is not None):
        return found[0].sid
    known = ", ".join(leg.to for leg in live) or "nobody"
    raise PhoneError(f"who is to {act}? {value or 'one callee'} is not the one among: {known}")


HAPPENINGS: Mapping[str, Callable[[CallState, str | None], Step]] = {
    "callee_answers": _callee_answers,
    "callee_hangs_up": _callee_hangs_up,
    "callee_is_busy": partial(_callee_ends, status="busy"),
    "callee_fails": partial(_callee_ends, status="failed"),
    "leave_queue": _leave_queue,
    "agent_dials_queue": _agent_dials_queue,
    "stream_disconnects": _stream_disconnects,
    "update_url": _update_url,
    "update_status": _update_status,
}
