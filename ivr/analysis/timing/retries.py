"""The mean seconds of callers who make mistakes (F5), found by asking the dialogue itself.

A try at one turn leads to another: back to the same menu, more slowly after silence; into a
neighbour's branch and out again; out of the call, and then it is made again. So the turns are a
Markov chain, and the mean seconds of each follow from those of the next.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from math import inf
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, cast

from ivr.line.dialogue import EndCall, Listen, answer, begin
from ivr.line.heard import Key, NoKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.analysis.timing.clock import Clock
    from ivr.analysis.timing.listener import Listener
    from ivr.analysis.timing.ways import Way
    from ivr.line.dialogue import State, Turn
    from ivr.menu.flow import Flow

ENOUGH = 1e-9
"""Seconds that no longer matter."""
UNMAPPED = "#"
"""A key that does nothing anywhere: what callers may press are digits."""


class Try(NamedTuple):
    """One thing that may come of a turn: how likely, after how many seconds, and what follows."""

    share: float
    seconds: float
    turn: Turn


class Row(NamedTuple):
    """A turn of the chain: its own mean seconds, and where it leads with which share."""

    seconds: float
    after: tuple[tuple[float, int], ...]


class Retries:
    """What errors make of the ways of a line."""

    def __init__(self, flow: Flow, clock: Clock, listener: Listener) -> None:
        self._flow = flow
        self._clock = clock
        self._listener = listener
        self._answer = cache(partial(answer, flow))

    def seconds(self, way: Way) -> float:
        """Return the mean seconds from picking up to the first word of a way's answer."""
        turns = [way.turns[0]]
        rows = {self._name(turns[0]): 0}
        chain: list[Row] = []
        for turn in turns:  # grows while it is walked
            tries = () if self._arrived(way, turn) else tuple(self._tries(way, turn))
            for each in tries:
                if rows.setdefault(self._name(each.turn), len(turns)) == len(turns):
                    turns.append(each.turn)
            own = sum(each.share * each.seconds for each in tries)
            after = tuple((each.share, rows[self._name(each.turn)]) for each in tries)
            chain.append(Row(own, after))
        return solved(chain)

    def recovery(self, way: Way) -> float:
        """Return what one wrong branch costs until the right key, the mean over a way's menus."""
        menus = zip(way.turns, way.keys, strict=False)  # the last turn is the answer's
        costs = [tuple(self._strays(turn, key)) for turn, key in menus]
        return fmean([fmean(each) for each in costs if each] or [0.0])

    def _strays(self, turn: Turn, key: str) -> Iterator[float]:
        """Yield what each neighbour's branch costs, if a caller can go back from it."""
        state = _listening(turn)
        for other in self._wrong(state, key):
            astray = self._answer(state, Key(other))
            back = self._back(astray, _listening(astray))
            if _listening(back.turn).place == state.place:
                yield back.seconds + self._until(back.turn, key) + self._listener.press

    def _arrived(self, way: Way, turn: Turn) -> bool:
        said = self._flow.places[way.place].said
        return bool(said) and said[0][turn.language] in turn.prompts

    def _tries(self, way: Way, turn: Turn) -> Iterator[Try]:
        """Yield what may come of a turn."""
        match turn.then:
            case Listen() if turn.then.state.place in way.places[:-1]:
                yield from self._at_menu(way, turn, turn.then)
            case EndCall():
                yield Try(1.0, self._clock.length(turn), begin(self._flow, turn.language))
            case _:
                yield self._back(turn, turn.then.state)

    def _at_menu(self, way: Way, turn: Turn, listen: Listen) -> Iterator[Try]:
        """Yield what may come of a menu on the way: the right key, silence, and two wrong kinds."""
        caller, length, state = self._listener, self._clock.length(turn), listen.state
        key = way.keys[way.places.index(state.place)]
        early = length / 2 + caller.press
        right, wrong = self._answer(state, Key(key)), self._wrong(state, key)
        yield Try(caller.right, self._until(turn, key) + caller.press, right)
        yield Try(caller.silent, length + listen.patience, self._answer(state, NoKey()))
        yield Try(caller.unmapped, early, self._answer(state, Key(UNMAPPED)))
        for other in wrong:
            yield Try(caller.wrong / len(wrong), early, self._answer(state, Key(other)))

    def _wrong(self, state: State, key: str) -> list[str]:
        """Return the neighbours' keys; a menu without neighbours has keys that do nothing."""
        choices = self._flow.places[state.place].choices
        return [choice.key for choice in choices if choice.key != key] or [UNMAPPED]

    def _until(self, turn: Turn, key: str) -> float:
        """Return the seconds to the end of an option; the warning offers none, and is heard out."""
        prompt = next(choice.prompt(turn.language) for choice in turn.choices if choice.key == key)
        if prompt not in turn.prompts:
            return self._clock.length(turn)
        return self._clock.end(turn, turn.prompts.index(prompt))

    def _back(self, turn: Turn, state: State) -> Try:
        """Return what a caller does in a wrong branch: notice its landing cue, and go back."""
        noticed = self._clock.end(turn, 0) + self._listener.react
        back = self._answer(state, Key(self._flow.everywhere.back.key))
        return Try(1.0, noticed + self._listener.press, back)

    def _name(self, turn: Turn) -> object:
        """Return what tells a turn from others; mistakes past the last prompt are alike."""
        most = len(self._flow.everywhere.no_match) + 1
        state = turn.state
        if state and state.mistakes > most:
            state = replace(state, mistakes=most)
        return state, turn.prompts


def _listening(turn: Turn) -> State:
    """Return where a turn leaves a caller; only a goodbye leaves them nowhere."""
    return cast("State", turn.state)


def solved(chain: Sequence[Row]) -> float:
    """Return the mean seconds from the first row to an end, by going over all until they stay.

    >>> round(solved([Row(10.0, ((0.9, 1), (0.1, 0))), Row(1.0, ())]), 6)
    12.111111
    """
    means = [0.0] * len(chain)
    change = inf
    while change > ENOUGH:
        change = 0.0
        for row in reversed(range(len(chain))):
            mean = chain[row].seconds + sum(share * means[to] for share, to in chain[row].after)
            change = max(change, abs(mean - means[row]))
            means[row] = mean
    return means[0]
