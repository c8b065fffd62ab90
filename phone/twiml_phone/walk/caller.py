"""One simulated caller: what it knows of a line, and what it does there as its persona would.

`personas` says who they are, and makes many calls of each.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from twiml_phone.call import KEYS
from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.events import KeyPress, NoInput, RequestMade
from twiml_phone.walk.nodes import stop_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from twiml_phone.call import Call
    from twiml_phone.phone import Phone
    from twiml_phone.walk.nodes import Node, Walk

Name = Literal["P1", "P2", "P3", "P4", "P5", "P6"]
Fate = Literal["reached", "polite end", "cut off", "trouble", "lost"]

SEEKERS = frozenset({"P1", "P2", "P3", "P4"})
MOST_TURNS = 20
MOST_RANDOM = 10
"""Keys of the one who presses any; then it stays silent, and the line must come to an end."""
WRONG = 0.1
EXPERT_SECONDS = (0.3, 1.0)
NOVICE_SECONDS = (0.5, 2.0)
SLOWER = 10


@dataclass(frozen=True, slots=True)
class Goal:
    """A place that callers seek, and the path they dial."""

    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Journey:
    """What became of one call: after how many seconds and acts."""

    persona: Name
    fate: Fate
    seconds: float
    turns: int


class Knowledge:
    """What a caller knows of a line: places by what is heard, and the ways between them."""

    def __init__(self, walk: Walk) -> None:
        self._numbers = {stop.identity: stop.number for stop in walk.stops}
        self._backwards: dict[int, list[tuple[int, str]]] = {}
        for step in walk.steps:
            if step.act.keys and not step.act.waits and step.act.times == 1:
                self._backwards.setdefault(step.end, []).append((step.start, step.act.keys))
        self._ways: dict[int, dict[int, str]] = {}

    def where(self, stop: Node) -> int | None:
        """Recognise a place."""
        return self._numbers.get(stop.identity)

    def next_keys(self, here: int, goal: int) -> str | None:
        """Return what to press next on the shortest way."""
        if goal not in self._ways:
            self._ways[goal] = self._ways_to(goal)
        return self._ways[goal].get(here)

    def _ways_to(self, goal: int) -> dict[int, str]:
        ways: dict[int, str] = {}
        waiting = deque([goal])
        while waiting:
            end = waiting.popleft()
            for start, keys in self._backwards.get(end, ()):
                if start != goal and start not in ways:
                    ways[start] = keys
                    waiting.append(start)
        return ways


class Caller:
    """One caller on the phone."""

    def __init__(self, phone: Phone, knowledge: Knowledge, name: Name, dice: Random) -> None:
        self._phone = phone
        self._knowledge = knowledge
        self._name = name
        self._dice = dice

    def call(self, goals: Sequence[Goal]) -> Journey:
        """Call, and go on until it comes to something."""
        goal = self._dice.choice(goals) if goals else Goal("", -1)
        call = self._phone.dial(goal.path)
        for turn in range(MOST_TURNS + 1):
            stop = stop_at(call, goal.path, _since_last_act(call))
            fate = self._fate(call, stop, goal)
            if fate:
                at = _moment(call) if fate == "reached" else call.seconds
                return Journey(self._name, fate, round(at, 3), turn)
            self._act(call, stop, goal, turn)
        return Journey(self._name, "lost", round(call.seconds, 3), MOST_TURNS)

    def _fate(self, call: Call, stop: Node, goal: Goal) -> Fate | None:
        if call.troubles:
            return "trouble"
        if self._name in SEEKERS and self._knowledge.where(stop) == goal.number:
            return "reached"
        if call.ended:
            return "polite end" if stop.spoken else "cut off"
        return None

    def _act(self, call: Call, stop: Node, goal: Goal, turn: int) -> None:
        """Do what this persona does here; who takes too long finds that the line has gone on."""
        keys = self._keys(stop, goal, turn)
        if not keys:
            call.wait()
            return
        try:
            call.press(keys, self._after(call, stop))
        except PhoneError:  # the line has hung up by then
            call.wait()
        if call.listening and call.listening.digits and not call.ended:
            call.wait()

    def _keys(self, stop: Node, goal: Goal, turn: int) -> str | None:
        if self._name == "P5" or stop.listening is None or not stop.listening.takes_keys:
            return None
        if self._name == "P6":
            return self._dice.choice(KEYS) if turn < MOST_RANDOM else None
        here = self._knowledge.where(stop)
        right = None if here is None else self._knowledge.next_keys(here, goal.number)
        if right and self._name == "P4" and self._dice.random() < WRONG:
            return self._dice.choice([key for key in KEYS if key != right])
        return right

    def _after(self, call: Call, stop: Node) -> float:
        """Say when to press, in seconds since the newest document began."""
        timeout = stop.listening.timeout if stop.listening else 0.0
        said = max(0.0, call.until - timeout - _moment(call))
        match self._name:
            case "P1":
                return self._dice.uniform(*EXPERT_SECONDS)
            case "P2":
                return said + self._dice.uniform(*NOVICE_SECONDS)
            case "P3":
                return said + SLOWER * self._dice.uniform(*NOVICE_SECONDS)
        return self._dice.uniform(0.0, said)


def _moment(call: Call) -> float:
    """Say since when the newest document is obeyed, or the last act done."""
    acts = (
        event.at for event in call.events if isinstance(event, RequestMade | KeyPress | NoInput)
    )
    return max(acts, default=0.0)


def _since_last_act(call: Call) -> int:
    """Count the events up to the last act, that one included."""
    acts = (n for n, e in enumerate(call.events, start=1) if isinstance(e, KeyPress | NoInput))
    return max(acts, default=0)
