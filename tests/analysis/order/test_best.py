"""The best order is the best: no other order of random menus costs less."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.analysis.order.best import WORTH, best, mean, reorderings
from ivr.analysis.order.rewrite import reordered
from ivr.analysis.timing.measure import Report
from ivr.analysis.timing.order import Timed, waiting
from ivr.menu.source import Source

LANGUAGES = ("pt-BR", "en-US", "tr-TR")
SECONDS = st.floats(0.5, 9.0)
MASS = st.floats(0.0, 1.0)
SHARES = {"pt-BR": 1.0, "en-US": 1.0}


@st.composite
def menus(draw: st.DrawFn) -> dict[str, list[Timed]]:
    """Menus of up to six choices; who wants what is the same in all languages."""
    masses = draw(st.lists(MASS, min_size=1, max_size=6))
    return {code: [Timed(draw(SECONDS), mass) for mass in masses] for code in LANGUAGES}


def _cost(menu: dict[str, list[Timed]], order: tuple[int, ...], shares: dict[str, float]) -> float:
    costs = {code: waiting([timed[index] for index in order]) for code, timed in menu.items()}
    return mean(costs, shares)


@given(menus(), st.lists(st.floats(0.1, 20.0), min_size=3, max_size=3))
def test_no_order_costs_less_than_the_best(
    menu: dict[str, list[Timed]], parts: list[float]
) -> None:
    shares = dict(zip(LANGUAGES, parts, strict=True))
    orders = permutations(range(len(menu["pt-BR"])))
    least = min(_cost(menu, order, shares) for order in orders)
    assert _cost(menu, best(menu, shares), shares) == pytest.approx(least)


def test_choices_that_are_alike_stay_in_the_order_of_the_file() -> None:
    alike = [Timed(3.0, 0.25)] * 4
    assert best({"pt-BR": alike}, {"pt-BR": 1}) == (0, 1, 2, 3)


def test_a_language_counts_by_its_share() -> None:
    menu = {
        "pt-BR": [Timed(2.0, 0.5), Timed(4.0, 0.5)],
        "en-US": [Timed(4.0, 0.5), Timed(1.0, 0.5)],
    }
    assert best(menu, {"pt-BR": 1, "en-US": 1}) == (1, 0)
    assert best(menu, {"pt-BR": 18, "en-US": 1}) == (0, 1)


def test_of_all_orders_of_a_line_that_is_really_spoken_none_is_worth_more(
    text: str, source: Source, measured: Callable[[str], dict[str, Report]]
) -> None:
    [found] = reorderings(measured(text), SHARES)
    orders = permutations(range(4))
    spent = {order: _spent(measured(reordered(text, source, {"main": order}))) for order in orders}
    assert spent[found.order] <= min(spent.values()) + WORTH
    saved = spent[0, 1, 2, 3] - spent[found.order]
    assert saved == pytest.approx(mean(found.saved, SHARES), abs=0.1)


def test_a_line_in_its_best_order_is_left_as_it_is(
    text: str, source: Source, measured: Callable[[str], dict[str, Report]]
) -> None:
    [found] = reorderings(measured(text), SHARES)
    better = reordered(text, source, {found.place: found.order})
    assert not list(reorderings(measured(better), SHARES))


def _spent(reports: dict[str, Report]) -> float:
    return mean({code: report.expected for code, report in reports.items()}, SHARES)
