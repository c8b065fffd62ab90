"""Six kinds of callers, many calls of each, and what becomes of them.

P1  expert     presses the keys at once, in the middle of what is being said
P2  novice     hears everything out, then presses the right key
P3  slow       takes ten times as long to press it, and longer than many lines wait
P4  mistaken   presses a wrong key one time in ten, and finds the way from there
P5  silent     never presses anything
P6  random     presses any key, at any moment, ten times

Each call is drawn from the seed, the persona and its number: it is the same wherever and however
many are made. What a caller knows of the line is the walk: where it is by what it hears, and the
keys from there to its goal. How people really call is not known: these are assumptions.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, get_args

from twiml_phone.walk.caller import SEEKERS, Caller, Goal, Journey, Knowledge, Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from twiml_phone.phone import Phone
    from twiml_phone.walk.nodes import Node, Walk

    Watch = Callable[[int], None]

NAMES: tuple[Name, ...] = get_args(Name)
ABOUT = {
    "P1": "expert",
    "P2": "novice",
    "P3": "slow",
    "P4": "mistaken",
    "P5": "silent",
    "P6": "random",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of all the calls of one persona."""

    persona: Name
    journeys: tuple[Journey, ...]

    @property
    def fates(self) -> Counter[str]:
        """Count each outcome."""
        return Counter(journey.fate for journey in self.journeys)

    @property
    def good(self) -> int:
        """Count the calls that went as they should: to the goal, or to a polite end."""
        fates = self.fates
        return fates["reached"] + (0 if self.persona in SEEKERS else fates["polite end"])

    def within(self, seconds: float) -> int:
        """Count the calls that reached their goal in that time."""
        return sum(each.fate == "reached" and each.seconds <= seconds for each in self.journeys)


def goals_of(walk: Walk, texts: Iterable[str] | None = None) -> tuple[Goal, ...]:
    """Return the places worth seeking: those that say one of these texts.

    Without texts, every place and end that is reached by keys and says something.
    """
    wanted = None if texts is None else tuple(texts)
    found: dict[object, Goal] = {}
    for stop in walk.stops:
        said = " ".join(told for _, told in stop.words)
        if stop.act is None or not stop.spoken or not _by_keys(walk, stop):
            continue
        if wanted is None:
            found[stop.number] = Goal(stop.path, stop.number)
            continue
        for text in wanted:
            if text in said:
                found.setdefault(text, Goal(stop.path, stop.number))
    return tuple(found.values())


def _by_keys(walk: Walk, stop: Node) -> bool:
    while stop.act is not None and stop.parent is not None:
        if not stop.act.keys or stop.act.waits:
            return False
        stop = walk.stops[stop.parent]
    return True


def journeys(  # noqa: PLR0913  # set up once, by name
    phone: Phone,
    walk: Walk,
    goals: Sequence[Goal],
    calls: int,
    *,
    seed: int = 0,
    jobs: int = 1,
    watch: Watch = lambda _done: None,
) -> tuple[Tally, ...]:
    """Make so many calls of each persona, and tell what became of them."""
    knowledge = Knowledge(walk)
    orders = [(name, number) for name in NAMES for number in range(calls)]
    made: dict[Name, list[Journey]] = {name: [] for name in NAMES}

    def make(order: tuple[Name, int]) -> Journey:
        name, number = order
        # the same dice in every run
        dice = Random(f"{seed} {name} {number}")  # noqa: S311
        return Caller(phone, knowledge, name, dice).call(goals)

    with ThreadPoolExecutor(jobs) as pool:
        for done, journey in enumerate(pool.map(make, orders), start=1):
            made[journey.persona].append(journey)
            watch(done)
    return tuple(Tally(name, tuple(made[name])) for name in NAMES)
