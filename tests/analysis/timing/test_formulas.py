"""The formulas, against figures worked out elsewhere and against brute force."""

from __future__ import annotations

from itertools import accumulate, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.analysis.timing.bound import bound
from ivr.analysis.timing.order import Timed, best_order, hold, items_held, saving, waiting
from ivr.analysis.timing.spread import Spent, blended, expected, keys_per_task, patience, percentile

FIVE = [0.4, 0.3, 0.15, 0.1, 0.05]
SEVEN = [1 / 7] * 7
MENU, OPTION = 4.0, 3.0
"""Seconds a menu costs beside its options, and an option with its gap."""


def flat(masses: list[float]) -> float:
    return MENU * sum(masses) + waiting([Timed(OPTION, mass) for mass in masses])


def cheapest(masses: tuple[float, ...]) -> float:
    """Return the least any tree of menus costs, all trees tried."""
    ranked = sorted(masses, reverse=True)
    if len(ranked) == 1:
        return 0.0
    return min(
        MENU * sum(ranked)
        + waiting([Timed(OPTION, sum(each)) for each in parted])
        + sum(cheapest(tuple(each)) for each in parted)
        for parted in partings(ranked)
        if len(parted) > 1
    )


def partings(ranked: list[float]) -> list[list[list[float]]]:
    """Return every way to put equal leaves into heaps, the fullest heaps first."""
    sizes = [size for size in compositions(len(ranked)) if list(size) == sorted(size)[::-1]]
    ends = [list(accumulate(size, initial=0)) for size in sizes]
    return [[ranked[a:b] for a, b in pairwise(end)] for end in ends]


def compositions(whole: int) -> list[tuple[int, ...]]:
    if whole == 0:
        return [()]
    return [(n, *rest) for n in range(1, whole + 1) for rest in compositions(whole - n)]


def test_five_answers_cost_what_was_worked_out() -> None:
    assert round(bound(FIVE, MENU, OPTION), 2) == 9.56
    assert round(flat(FIVE), 1) == 10.3
    assert round(bound(FIVE, MENU, OPTION) / flat(FIVE), 2) == 0.93


def test_seven_equal_answers_cost_what_was_worked_out() -> None:
    assert round(bound(SEVEN, MENU, OPTION), 2) == 13.37
    assert round(cheapest(tuple(SEVEN)), 2) == 15.57
    assert round(flat(SEVEN), 2) == 16.0


def test_no_tree_of_menus_beats_the_bound() -> None:
    for count in range(2, 9):
        equal = tuple([1 / count] * count)
        assert bound(equal, MENU, OPTION) <= cheapest(equal)


def test_listening_through_a_four_option_menu_holds_a_key_for_seven_seconds() -> None:
    held = hold([Timed(3.5, mass) for mass in (0.4, 0.3, 0.2, 0.1)])
    assert held == pytest.approx(7.0)


OPTIONS = st.lists(st.builds(Timed, st.floats(0.5, 9), st.floats(0.01, 1)), min_size=1, max_size=6)


@given(OPTIONS)
def test_no_order_beats_the_best_one(options: list[Timed]) -> None:
    least = min(waiting(each) for each in permutations(options))
    assert waiting(best_order(options)) == pytest.approx(least)
    assert saving(options) == pytest.approx(waiting(options) - least)


def test_the_other_formulas_give_the_figures_of_their_definitions() -> None:
    assert [items_held(n, commands=2) for n in (3, 4)] == [1, 2]
    times = [Spent(10, 0.5), Spent(31, 0.4), Spent(70, 0.1)]
    assert [percentile(times, share) for share in (0.5, 0.9, 1)] == [10, 31, 70]
    assert [patience(times, limit) for limit in (30, 60)] == [0.5, 0.9]
    assert expected(times) == pytest.approx(24.4)
    assert blended(40, 20, 0.25) == 25
    assert keys_per_task([(1, 0.5), (3, 0.5)]) == 2
