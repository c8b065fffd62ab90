"""A choice may be a name: what the place says of itself is written once, and told once."""

from __future__ import annotations

import pytest

from ivr.errors import MenusError
from ivr.menu.document import schema
from ivr.menu.flow import Flow
from ivr.menu.reader import Reading, examine
from ivr.menu.short_forms import written_out
from ivr.menu.source import parse

LONG = """      - to: sales
        label: {pt-BR: "vendas", en-US: "buy"}
"""
TITLE = '    title: {pt-BR: "Vendas", en-US: "Sales"}\n'
LABEL = '    label: {pt-BR: "vendas", en-US: "buy"}\n'


def read(text: str) -> Reading:
    return examine(parse(text, "m"))


def flow(text: str) -> Flow:
    reading = read(text)
    assert reading.flow, reading.problems
    return reading.flow


@pytest.fixture
def short(good_menus: str) -> str:
    """The small line, where one choice is a name."""
    assert LONG in good_menus
    assert TITLE in good_menus
    return good_menus.replace(LONG, "      - sales\n").replace(TITLE, TITLE + LABEL)


def test_a_name_says_what_was_written_out(good_menus: str, short: str) -> None:
    assert flow(short) == flow(good_menus)


@pytest.mark.parametrize("written", ["sales", "to: sales", "{to: sales}"])
def test_each_way_to_write_it_is_the_same(short: str, written: str) -> None:
    assert flow(short.replace("- sales", f"- {written}")) == flow(short)


def test_a_place_without_a_title_begins_with_its_label(short: str) -> None:
    titles = flow(short.replace(TITLE, "")).places["sales"].titles
    assert {code: each.text for code, each in titles.items()} == {"pt-BR": "Vendas", "en-US": "Buy"}


def test_a_title_has_the_capital_of_its_language(short: str) -> None:
    turkish = short.replace(TITLE, "").replace("en-US", "tr-TR").replace('"buy"', '"iptal"')
    assert flow(turkish).places["sales"].titles["tr-TR"].text == "İptal"


def test_what_a_choice_says_itself_goes_before_what_the_place_says(short: str) -> None:
    own = '- {to: sales, label: {pt-BR: "comprar", en-US: "shop"}, weight: 3}'
    made = short.replace("- sales", own).replace(LABEL, f"{LABEL}    icon: receipt\n")
    choice = flow(made).places["main"].choices[0]
    assert (choice.labels["en-US"], choice.icon, choice.weight) == ("shop", "receipt", 3)


def test_a_label_that_is_wrong_is_told_once_where_it_stands(short: str) -> None:
    twice = short.replace("- to: repairs", "- sales\n      - to: repairs")
    wrong = twice.replace(LABEL, '    label: {pt-BR: "vendas"}\n')
    line = wrong.split("\n").index('    label: {pt-BR: "vendas"}') + 1
    told = [str(each) for each in read(wrong).problems]
    assert told == [f"m:{line}:5: the en-US text is missing; every text stands in every language"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sale", 'choice 1 leads to "sale", no menu or message; did you mean "sales"?'),
        ("repairs", '"repairs" has no label; write one there, or here: {to: repairs, label: …}'),
        ("[sales]", "is not a mapping"),
        ("~", "which means nothing"),
        ("{to: [sales]}", "is not a text"),
    ],
)
def test_a_name_that_is_no_choice_is_told_where_it_stands(short: str, name: str, told: str) -> None:
    line = short.split("\n").index("      - sales") + 1
    problems = read(short.replace("- sales", f"- {name}", 1)).problems
    assert any(each.line == line and told in each.message for each in problems), problems


def test_the_source_stays_as_it_was_written(short: str) -> None:
    source = parse(short, "m")
    made = written_out(source)
    assert source.data == parse(short, "m").data
    assert made.data["menus"]["main"]["choices"][0]["label"]["en-US"] == "buy"
    assert written_out(made).data == made.data


def test_a_part_without_short_forms_is_the_very_same(good_menus: str) -> None:
    source = parse(good_menus, "m")
    assert written_out(source).data["menus"] is source.data["menus"]


@pytest.mark.parametrize("section", ["menus: [main]", "menus: {main: [x], sales: ~}", "menus: x"])
def test_sections_that_are_none_are_left_to_who_reads_them(section: str) -> None:
    try:
        assert read(f"start: main\n{section}\n").flow is None
    except MenusError:
        pytest.fail("it was YAML")


def test_editors_take_a_name_for_a_choice() -> None:
    choices = schema()["$defs"]["MenuEntry"]["properties"]["choices"]["items"]
    assert {each.get("type") for each in choices["anyOf"]} == {"string", None}
    assert "label" not in schema()["$defs"]["ChoiceEntry"]["required"]
