"""Values name each other in any order, and what is left out or written oddly is told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from ivr.menu.flow import Flow
from ivr.menu.reader import Reading, examine
from ivr.menu.source import parse
from ivr.menu.spelling import NOTHING

Spoil = Callable[..., list[str]]
REST = "    source: x\n    checked: 2026-11-22\n    check-again: 2027-05-22\n"
BOTH = "    spoken: {{pt-BR: {0!r}, en-US: {0!r}}}\n"


def with_values(good: str, **values: str) -> str:
    added = "".join(f"  {name}:\n{BOTH.format(text)}{REST}" for name, text in values.items())
    return good.replace("values:\n", f"values:\n{added}", 1)


def spoken(good: str, **values: str) -> dict[str, str]:
    reading = examine(parse(with_values(good, **values), "m"))
    assert reading.flow, reading.problems
    return {name: reading.flow.values[name].spoken["pt-BR"] for name in values}


def told(good: str, **values: str) -> list[str]:
    reading = examine(parse(with_values(good, **values), "m"))
    return [each.message for each in reading.problems]


def test_a_value_may_say_another_that_stands_below_it(good: str) -> None:
    assert spoken(good, a="em {b}", b="até {days} dias")["a"] == "em até 7 dias"


def test_a_value_may_say_the_number_that_helps_and_the_keys(good: str) -> None:
    said = spoken(good, a="ligue {help}, ou {repeat}", b="{to:repairs}")
    assert said == {"a": "ligue zero, oito, zero, zero; um, dois, ou 9", "b": "tecle 0, depois 2"}


def test_a_value_that_says_itself_is_told(good: str) -> None:
    assert told(good, a="é {a}") == ["a value cannot speak itself: a says a; write one without"]


def test_a_circle_of_values_is_told_with_the_way_round(good: str) -> None:
    [message] = told(good, a="{b}", b="{c}", c="{a}")
    assert message.startswith("a value cannot speak itself: ")
    way = message.removeprefix("a value cannot speak itself: ").partition(";")[0].split(" says ")
    assert way[0] == way[-1]
    pairs = {*pairwise(way)}
    assert pairs == {("a", "b"), ("b", "c"), ("c", "a")}


def test_a_help_that_says_itself_is_told(good: str) -> None:
    assert "a value cannot speak itself: a says a; write one without" in told(
        good.replace("help: company", "help: a"), a="{help}"
    )


def test_an_unknown_name_in_a_value_is_told_where_it_stands(good: str) -> None:
    reading = examine(parse(with_values(good, a="em {dias}"), "m"))
    assert [str(each) for each in reading.problems] == [
        'm:25:21: no value is called "dias"; did you mean "days"?',
        'm:25:41: no value is called "dias"; did you mean "days"?',
    ]


def test_a_chain_of_thousands_of_values_is_spoken(good: str) -> None:
    chain = {f"v{number}": f"{{v{number + 1}}}" for number in range(3000)}
    assert spoken(good, **chain, v3000="fim")["v0"] == "fim"


def test_values_that_double_each_other_do_not_grow_for_ever(good: str) -> None:
    doubling = {f"v{number}": f"{{v{number + 1}}} {{v{number + 1}}}" for number in range(40)}
    messages = told(good, **doubling, v40="x" * 100)
    assert any("Twilio speaks 3000 at most" in each for each in messages)


# Left out, nothing, or a text: by where `~` or `null` stands.
@pytest.mark.parametrize("nothing", sorted(NOTHING))
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("      - to: sales\n", "      - to: sales\n        key: NOTHING\n        icon: NOTHING\n"),
        ("    languages: true\n", "    languages: true\n    text: NOTHING\n    asks: NOTHING\n"),
        (
            '"In {days} days. For repairs, {to:repairs}."\n',
            '"In {days} days. For repairs, {to:repairs}."\n'
            "    then: NOTHING\n    choices: NOTHING\n",
        ),
        ("start: main\n", "start: main\nbudget: NOTHING\nglossary: NOTHING\nallow: NOTHING\n"),
        ("    number: 7\n", "    number: 7\n    phone: NOTHING\n    spoken: NOTHING\n"),
    ],
)
def test_nothing_where_something_may_be_left_out_counts_as_left_out(
    good: str, nothing: str, old: str, new: str
) -> None:
    assert old in good
    text = good.replace(old, new.replace("NOTHING", nothing), 1)
    assert _same(examine(parse(text, "m")), examine(parse(good, "m")))


@pytest.mark.parametrize("nothing", sorted(NOTHING))
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('en-US: "Sales"', "en-US: NOTHING"),
        ("name: English", "name: NOTHING"),
        ("start: main", "start: NOTHING"),
        ("label: hear English\n", "label: hear English\n    words:\n      - NOTHING\n"),
        ('title: {pt-BR: "Vendas", en-US: "Sales"}', "title: NOTHING"),
        ("- to: sales", "- to: NOTHING"),
    ],
)
def test_nothing_where_something_is_needed_is_told_and_never_spoken(
    spoiled: Spoil, nothing: str, old: str, new: str
) -> None:
    messages = spoiled((old, new.replace("NOTHING", nothing)))
    assert messages
    assert any(
        "empty" in each or "means nothing" in each or "not a name" in each for each in messages
    )


def test_null_in_quotes_is_a_text(good: str) -> None:
    reading = examine(parse(good.replace('en-US: "Sales"', 'en-US: "null"'), "m"))
    assert reading.flow
    assert reading.flow.places["sales"].titles["en-US"].text == "null"


ODD = {
    "number: 010": "write 10: a number",
    "number: 1_000": "write 1000: a number",
    "number: 1.000": "write 1000: a number",
    "number: +5": "write 5: a number",
    "number: 1.0": "write 1: a number",
    "number: ٣": "write 3: a number",
    "number: 0x10": "not a whole number",
    "number: 1e3": "not a whole number",
    "number: true": "not a whole number",
    "number: [7]": '"number" is a list, not a whole number',
    "number: {a: 7}": '"number" is several names with values, not a whole number',
    "number: -7": '"number" is "-7", less than 0',
    f"number: {'9' * 5000}": "999…",
}


@pytest.mark.parametrize(("written", "message"), ODD.items(), ids=[each[:20] for each in ODD])
def test_a_number_that_is_spoken_otherwise_than_written_is_refused(
    spoiled: Spoil, written: str, message: str
) -> None:
    [problem] = [each for each in spoiled(("number: 7", written)) if ":30:" in each]
    assert message in problem
    assert len(problem) < 200


WEIGHTS = ["inf", "nan", "1e400", "-inf", ".inf", "often", "1_0", "٣", "[1]", "9" * 400, "-1"]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_weight_that_is_no_plain_number_is_refused(spoiled: Spoil, weight: str) -> None:
    [problem] = spoiled(("- to: sales\n", f"- to: sales\n        weight: {weight}\n"))
    assert '"weight" is ' in problem


def test_a_decimal_comma_is_told_with_the_point_to_type(spoiled: Spoil) -> None:
    [problem] = spoiled(("- to: sales\n", "- to: sales\n        weight: 2,5\n"))
    assert problem.endswith('"weight" is "2,5"; write 2.5, with a point instead of the comma')


@pytest.mark.parametrize("key", ["1.0", "01", "true", "٣", "one", "1_", "-1", "10", "[1]"])
def test_a_key_that_is_not_one_plain_digit_is_refused(spoiled: Spoil, key: str) -> None:
    problems = spoiled(("- to: sales\n", f"- to: sales\n        key: {key}\n"))
    assert any('"key" is ' in each for each in problems)


DAYS = ["0", "20261122", "2026-13-01", "2026-02-30", "2026-11-22T10:00", "22/11/2026", "1e9", "[a]"]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_is_year_month_day_and_nothing_else(spoiled: Spoil, day: str) -> None:
    [problem] = [
        each for each in spoiled(("checked: 2026-11-22", f"checked: {day}")) if '"ch' in each
    ]
    assert "year-month-day" in problem or "no calendar" in problem


def test_weights_that_are_all_nought_are_told(spoiled: Spoil) -> None:
    edit = ('label: {pt-BR: "vendas"', 'weight: 0\n        label: {pt-BR: "vendas"')
    other = ('label: {pt-BR: "consertos"', 'weight: 0\n        label: {pt-BR: "consertos"')
    assert spoiled(edit, other) == [
        "menus.yaml:52:5: every weight here is 0; write how often each is chosen, or no weights"
    ]
    assert spoiled(edit) == []


def _same(one: Reading, other: Reading) -> bool:
    assert isinstance(one.flow, Flow), one.problems
    return one.flow == other.flow


def test_a_misspelt_name_is_told_once(good_menus: str) -> None:
    problems = examine(
        parse(good_menus.replace("everywhere:", "everywere:"), "menus.yaml")
    ).problems
    assert [str(each) for each in problems if "everywher" in each.message] == [
        'menus.yaml:34:1: "everywere" means nothing here; did you mean "everywhere"?'
    ]
