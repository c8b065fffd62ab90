"""What is wrong with a line that was walked: each finding with the keys that lead there.

dead end            no key leads on: every key comes back here, or to the same few words
silent hang-up      the line hangs up without a word since the caller's last key or silence
application error   a document could not be had or carried out
loop                a silent caller goes round for ever, or no caller is waited for at all
warning             what Twilio would log a warning about; a fault only for the strict
deep place          more keys away than a caller should have to press; told, not a fault
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from twiml_phone.interpreter.events import OURS
from twiml_phone.walk.acts import SILENCE
from twiml_phone.walk.nodes import Node, Walk, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twiml_phone.interpreter.events import Trouble

Kind = Literal["dead end", "silent hang-up", "application error", "loop", "warning", "deep place"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DEPTH = 3
MOST_AROUND = 3
"""Places a dead end may be made of: its own words, and those for wrong keys and silence."""


@dataclass(frozen=True, slots=True)
class WalkFinding:
    """Something to tell of a stop; `fault` if the line should not be like that."""

    kind: Kind
    stop: Node
    message: str
    fault: bool = True


def findings(walk: Walk, depth: int = DEPTH, *, strict: bool = False) -> tuple[WalkFinding, ...]:
    """Judge what was found: faults first, of each kind the nearest first, and each but once."""
    told = [
        *_dead_ends(walk),
        *_silent_ends(walk),
        *_errors(walk),
        *_loops(walk),
        *_warnings(walk, fault=strict),
        *_deep(walk, depth),
    ]
    told.sort(key=lambda each: (not each.fault, KINDS.index(each.kind), each.stop.depth))
    first: dict[tuple[str, ...], WalkFinding] = {}
    for each in told:
        first.setdefault((each.kind, each.message, shape(each.stop.url), each.stop.label), each)
    return tuple(first.values())


def _dead_ends(walk: Walk) -> Iterator[WalkFinding]:
    ways: dict[int, set[int]] = defaultdict(set)
    takes_keys: set[int] = set()
    for step in walk.steps:
        if step.act.keys:
            takes_keys.add(step.start)
        # Without another key, the one that finishes an entry is as good as silence.
        silent = step.act == SILENCE or step.act.keys == _finish_key(walk.stops[step.start])
        if not step.act.hangs_up and not (silent and walk.stops[step.end].by):
            ways[step.start].add(step.end)
    told: set[int] = set()
    for number in sorted(takes_keys):
        around = _around(number, ways)
        if around and not around & told and _is_closed(around, walk):
            told |= around
            yield WalkFinding("dead end", walk.stops[number], "no key leads on from here")


def _finish_key(stop: Node) -> str | None:
    return (stop.listening.finish_on_key or None) if stop.listening else None


def _around(start: int, ways: dict[int, set[int]]) -> set[int]:
    """Return all that can be reached from a place, if that is very little."""
    reached, waiting = {start}, [start]
    while waiting:
        new = ways[waiting.pop()] - reached
        reached |= new
        waiting += new
        if len(reached) > MOST_AROUND:
            return set()
    return reached


def _is_closed(around: set[int], walk: Walk) -> bool:
    return not around & walk.unexplored and all(walk.stops[n].by is None for n in around)


def _silent_ends(walk: Walk) -> Iterator[WalkFinding]:
    for stop in walk.ends:
        if stop.by in {"document", "hangup"} and not stop.spoken and not stop.troubles:
            when = f"after {stop.act.label}" if stop.act else "at once"
            yield WalkFinding("silent hang-up", stop, f"the line hangs up without a word {when}")


def _errors(walk: Walk) -> Iterator[WalkFinding]:
    for stop in walk.stops:
        for trouble in stop.troubles:
            if not _goes_round(trouble):
                message = f"{trouble.message} ({trouble.code})"
                yield WalkFinding("application error", stop, message)


def _loops(walk: Walk) -> Iterator[WalkFinding]:
    for stop in walk.stops:
        for trouble in stop.troubles:
            if _goes_round(trouble):
                yield WalkFinding("loop", stop, trouble.message)
    for number in walk.circles:
        stop = walk.stops[number]
        yield WalkFinding("loop", stop, "a caller who stays silent goes round for ever")


def _goes_round(trouble: Trouble) -> bool:
    """Tell the phone's own guard against documents without end from what it cannot do."""
    return trouble.code == OURS and "in circles" in trouble.message


def _warnings(walk: Walk, *, fault: bool) -> Iterator[WalkFinding]:
    """Tell each warning once, where it is first met."""
    seen: set[tuple[int, str]] = set()
    for stop in walk.stops:
        for warned in stop.warnings:
            if (warned.code, warned.message) not in seen:
                seen.add((warned.code, warned.message))
                yield WalkFinding("warning", stop, f"{warned.message} ({warned.code})", fault)


def _deep(walk: Walk, depth: int) -> Iterator[WalkFinding]:
    for stop in walk.places:
        start = None if stop.parent is None else walk.stops[stop.parent]
        if stop.depth > depth and start is not None and _leads_on(start, stop):
            message = f"{stop.depth} keys away: {stop.label}"
            yield WalkFinding("deep place", stop, message, fault=False)


def _leads_on(start: Node, end: Node) -> bool:
    """Tell a place of its own from the same question, asked again after a wrong key or silence."""
    again = start.waits == end.waits and start.words[-1:] == end.words[-1:]
    return end.depth > start.depth and not again
