"""What became of those a call dialled, of its streams and of what it said: told from its events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twiml_phone.interpreter.events import (
    LegKey,
    LegProgress,
    LegPrompt,
    PromptPlayed,
    StreamEnd,
    StreamStart,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.interpreter.events import Event, LegStatus
    from twiml_phone.twiml.attributes import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class LegSummary:
    """Somebody who was called: when they rang, answered, were joined with the caller and left.

    `heard` is what was whispered to them, and `dtmf` the caller's keys that reached them.
    """

    sid: str
    to: str
    caller: str
    rings: float
    status: LegStatus = "ringing"
    answered: float | None = None
    bridged: float | None = None
    ended: float | None = None
    dtmf: str = ""
    heard: tuple[PromptPlayed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSummary:
    """A service that was in the call: a media stream, or another `kind`."""

    sid: str
    kind: str
    at: float
    url: str
    name: str = ""
    parameters: Pairs = ()
    ended: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechSummary:
    """A text spoken by a machine, and the characters of all its repetitions."""

    say: str
    characters: int


def legs(events: Iterable[Event]) -> tuple[LegSummary, ...]:
    """Tell of everybody who was called, in the order they were."""
    found: dict[str, LegSummary] = {}
    for event in events:
        match event:
            case LegProgress(sid=sid) if sid not in found:
                leg = LegSummary(sid=sid, to=event.to, caller=event.caller, rings=event.at)
                found[sid] = replace(leg, status=event.status)
            case LegProgress(sid=sid):
                found[sid] = _changed(found[sid], event)
            case LegPrompt(sid=sid, heard=heard):
                found[sid] = replace(found[sid], heard=(*found[sid].heard, heard))
            case LegKey(sid=sid, key=key):
                found[sid] = replace(found[sid], dtmf=found[sid].dtmf + key)
    return tuple(found.values())


def streams(events: Iterable[Event]) -> tuple[StreamSummary, ...]:
    """Tell of every service that was in the call."""
    found: dict[str, StreamSummary] = {}
    for event in events:
        match event:
            case StreamStart():
                found[event.sid] = StreamSummary(
                    sid=event.sid,
                    kind=event.kind,
                    at=event.at,
                    url=event.url,
                    name=event.name,
                    parameters=event.parameters,
                )
            case StreamEnd(sid=sid):
                found[sid] = replace(found[sid], ended=event.at)
    return tuple(found.values())


def spoken(events: Iterable[Event]) -> tuple[SpeechSummary, ...]:
    """Tell of every text that was begun to be said."""
    heard = [event.heard if isinstance(event, LegPrompt) else event for event in events]
    said = [each for each in heard if isinstance(each, PromptPlayed) and each.kind == "say"]
    return tuple(
        SpeechSummary(say=each.text, characters=len(each.text) * each.times) for each in said
    )


def _changed(leg: LegSummary, event: LegProgress) -> LegSummary:
    status, now = event.status, event.at
    if status == "in-progress" and event.bridged:
        return replace(leg, bridged=now)
    if status == "in-progress":
        return replace(leg, status=status, answered=now)
    return replace(leg, status=status, ended=now)
