"""The closed forms, held against calls made with dice that share none of their sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest
from numpy.random import Generator

from ivr.analysis.timing.clock import Clock
from ivr.analysis.timing.listener import Listener
from ivr.analysis.timing.measure import measure
from ivr.analysis.timing.retries import UNMAPPED
from ivr.analysis.timing.ways import Way, ways
from ivr.line.dialogue import Listen, State, Turn, answer, begin
from ivr.line.heard import Key, NoKey
from ivr.menu.flow import Flow

LANGUAGES = ("pt-BR", *(pytest.param(each, marks=pytest.mark.long) for each in ("en-US", "tr-TR")))
SURE = Listener(silent=0, wrong=0, unmapped=0)
CALLS = 1500


def within_four_standard_errors(closed: float, seconds: np.ndarray) -> bool:
    return abs(seconds.mean() - closed) < 4 * seconds.std() / np.sqrt(len(seconds))


@pytest.mark.parametrize("language", LANGUAGES)
def test_dice_agree_on_those_who_press_at_once(large, language: str) -> None:
    found = ways(large.flow, language)
    rolled = simulate(large.flow, found, large.clock, SURE, CALLS, seed=1)
    assert within_four_standard_errors(measure(large.flow, language, large.clock).expected, rolled)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dice_agree_on_those_who_hear_menus_out(large, language: str) -> None:
    found = ways(large.flow, language)
    rolled = simulate(large.flow, found, large.clock, SURE, CALLS, seed=2, hears_out=True)
    closed = measure(large.flow, language, large.clock).expected_full
    assert within_four_standard_errors(closed, rolled)


@pytest.mark.parametrize("clumsy", [Listener(), Listener(silent=0.2, wrong=0.15, unmapped=0.15)])
def test_dice_agree_on_those_who_err(large, small, clumsy: Listener) -> None:
    for line, seed in ((small, 3), (large, 4)):
        found = ways(line.flow, "pt-BR")
        rolled = simulate(line.flow, found, line.clock, clumsy, CALLS, seed=seed)
        closed = measure(line.flow, "pt-BR", line.clock, clumsy).expected_errors
        assert within_four_standard_errors(closed, rolled)


def simulate(
    flow: Flow,
    ways: Sequence[Way],
    clock: Clock,
    listener: Listener,
    calls: int,
    *,
    seed: int = 0,
    hears_out: bool = False,
) -> np.ndarray:
    """Return the seconds to the first word of so many calls; answers are sought by their shares."""
    dice = np.random.default_rng(seed)
    sought = dice.choice(len(ways), size=calls, p=[way.mass for way in ways])
    caller = Caller(flow, clock, listener, dice, hears_out=hears_out)
    return np.array([caller.call(ways[index]) for index in sought])


class Caller:
    """Knows the way, hears one prompt after another, and errs as often as the listener does."""

    def __init__(
        self, flow: Flow, clock: Clock, listener: Listener, dice: Generator, *, hears_out: bool
    ) -> None:
        self._flow, self._clock, self._listener = flow, clock, listener
        self._dice, self._hears_out = dice, hears_out
        self._now = 0.0

    def call(self, way: Way) -> float:
        """Go on until the answer's first word; who is let go calls again."""
        self._now = 0.0
        language = way.turns[0].language
        text = (self._flow.places[way.place].texts or {})[language]
        turn = begin(self._flow, language)
        while text not in turn.prompts:
            turn = self._step(turn, dict(zip(way.places, way.keys, strict=False)))
        return self._now

    def _listen(self, turn: Turn, count: int) -> None:
        """Hear so many prompts, and the gap after each."""
        for prompt in turn.prompts[:count]:
            self._now += self._clock.seconds(prompt, slow=turn.slow)
            self._now += self._clock.gap(slow=turn.slow)

    def _all(self, turn: Turn) -> None:
        self._listen(turn, len(turn.prompts))
        self._now -= self._clock.gap(slow=turn.slow)

    def _step(self, turn: Turn, way: dict[str, str]) -> Turn:
        if not isinstance(turn.then, Listen):
            self._all(turn)
            return begin(self._flow, turn.language)
        if turn.then.state.place not in way:
            return self._turn_back(turn)
        right = way[turn.then.state.place]
        match self._dice.choice(4, p=self._odds()):
            case 0:
                return self._press(turn, right)
            case 1:
                self._all(turn)
                self._now += turn.then.patience
                return answer(self._flow, turn.then.state, NoKey())
            case 2:
                return self._slip(turn, UNMAPPED)
        keys = [each.key for each in self._flow.places[turn.then.state.place].choices]
        neighbours = [key for key in keys if key != right] or [UNMAPPED]
        return self._slip(turn, str(self._dice.choice(neighbours)))

    def _odds(self) -> tuple[float, float, float, float]:
        who = self._listener
        return who.right, who.silent, who.unmapped, who.wrong

    def _press(self, turn: Turn, key: str) -> Turn:
        """Press the right key: after its option, or after all."""
        offers = {each.prompt(turn.language): each.key for each in turn.choices}
        pressed = [offers.get(prompt) for prompt in turn.prompts]
        if self._hears_out or key not in pressed:
            self._all(turn)
            self._now += self._listener.react if self._hears_out else 0
        else:
            self._listen(turn, pressed.index(key) + 1)
            self._now -= self._clock.gap(slow=turn.slow)
        return self._after(turn, key)

    def _slip(self, turn: Turn, key: str) -> Turn:
        """Press a key that is not right, somewhere in the middle."""
        before = self._now
        self._all(turn)
        self._now = before + (self._now - before) * self._dice.random()
        return self._after(turn, key)

    def _turn_back(self, turn: Turn) -> Turn:
        self._now += self._clock.seconds(turn.prompts[0], slow=turn.slow) + self._listener.react
        return self._after(turn, self._flow.everywhere.back.key)

    def _after(self, turn: Turn, key: str) -> Turn:
        self._now += self._listener.key + self._listener.latency
        return answer(self._flow, cast("State", turn.state), Key(key))  # it listens
