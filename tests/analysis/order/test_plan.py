"""What is planned for a line: menus to reorder, menus to leave, submenus that could go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivr.analysis.order.plan import OrderPlan, plan
from ivr.analysis.order.rewrite import reordered
from ivr.analysis.timing.measure import Report
from ivr.menu.reader import examine
from ivr.menu.source import parse

SHARES = {"pt-BR": 1.0, "en-US": 1.0}
Measured = Callable[[str], dict[str, Report]]

FLAT = """\
      - to: prices
        label: {pt-BR: "preços", en-US: "hear the prices"}
        weight: 13.5
      - to: history
        label:
          pt-BR: "a história da nossa casa desde o começo"
          en-US: "hear the history of our house from its beginning"
        weight: 5
      - to: debts
        label: {pt-BR: "dívidas", en-US: "pay debts"}
        weight: 1.5
"""


@pytest.fixture
def planned(measured: Measured) -> Callable[..., OrderPlan]:
    def planned(text: str, *, counted: bool = False) -> OrderPlan:
        reading = examine(parse(text, "menus.yaml"))
        assert reading.flow
        assert reading.document
        return plan(reading.flow, reading.document, measured(text), SHARES, counted=counted)

    return planned


def test_a_menu_is_brought_into_the_best_order(
    text: str, planned: Callable[..., OrderPlan]
) -> None:
    assert planned(text).orders == {"main": (2, 3, 1, 0)}


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        ("weight: 60\n", "weight: 60\n        key: 3\n", "its keys are frozen"),
        ("  main:\n", "  main:\n    allow: {R07: It is a story.}\n", "It is a story."),
    ],
)
def test_a_menu_whose_owner_wants_its_order_is_kept(
    text: str, planned: Callable[..., OrderPlan], written: str, instead: str, reason: str
) -> None:
    found = planned(text.replace(written, instead, 1))
    assert (found.orders, found.kept) == ({}, {"main": reason})


def test_a_menu_without_weights_is_kept_until_calls_are_counted(
    text: str, planned: Callable[..., OrderPlan]
) -> None:
    plain = "\n".join(line for line in text.split("\n") if "weight:" not in line)
    assert planned(plain).kept == {"main": "no weight says what many want"}
    assert "main" in planned(plain, counted=True).orders


def test_what_flattening_saves_is_what_the_flat_line_saves(
    text: str, measured: Measured, planned: Callable[..., OrderPlan]
) -> None:
    [found] = planned(text).flattenings
    assert (found.inner, found.outer, found.choices) == ("money", "main", 5)
    nested, flat = measured(_in_order(text)), measured(_flat(text))
    for code, saved in found.saved.items():
        assert saved == pytest.approx(nested[code].expected - flat[code].expected, abs=0.1)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('en-US: "Money"}\n', 'en-US: "Money"}\n    text: {pt-BR: "Sim.", en-US: "Yes."}\n'),
        ('en-US: "Money"}\n', 'en-US: "Money"}\n    asks: true\n'),
        ('en-US: "Money"}\n', 'en-US: "Money"}\n    asks: yes\n'),
        ('en-US: "Money"}\n', 'en-US: "Money"}\n    allow: {R03: They hang together.}\n'),
    ],
)
def test_a_submenu_with_words_of_its_own_keeps_its_level(
    text: str, planned: Callable[..., OrderPlan], written: str, instead: str
) -> None:
    assert planned(text.replace(written, instead, 1)).flattenings == ()


@pytest.mark.parametrize(("more", "told"), [(2, ["money"]), (3, [])])
def test_a_submenu_keeps_its_level_where_there_are_no_keys_for_its_choices(
    text: str, planned: Callable[..., OrderPlan], more: int, told: list[str]
) -> None:
    again = '      - {to: hours, label: {pt-BR: "de novo", en-US: "hear more"}, weight: 1}\n' * more
    found = planned(text.replace("  money:\n", f"{again}  money:\n", 1)).flattenings
    assert [each.inner for each in found] == told


def _in_order(text: str) -> str:
    return reordered(text, parse(text, "menus.yaml"), {"main": (2, 3, 1, 0)})


def _flat(text: str) -> str:
    """Write the line without its submenu, in the best order."""
    head, _, rest = _in_order(text).partition("      - to: money\n")
    return head + FLAT + "messages:\n" + rest.partition("messages:\n")[2]
