"""What differs between two versions, as callers would notice it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ivr.analysis.diff.change import Changes, Moved, PlaceChange, ValueChange, Words
from ivr.analysis.diff.compare import compare
from ivr.menu.flow import Flow

Edited = Callable[..., Flow]
NOTHING = Changes((), (), (), (), (), (), ())
SALES = '      - to: sales\n        label: {pt-BR: "vendas", en-US: "buy"}\n'
REPAIRS = '      - to: repairs\n        label: {pt-BR: "consertos", en-US: "repair something"}\n'
OFFICES = (
    "messages:\n",
    'messages:\n  offices:\n    title: {pt-BR: "Lojas", en-US: "Offices"}\n'
    '    text: {pt-BR: "Há uma.", en-US: "There is one."}\n',
)
TO_OFFICES = (
    SALES,
    f'{SALES}      - to: offices\n        label: {{pt-BR: "lojas", en-US: "find an office"}}\n',
)


def test_a_version_does_not_differ_from_itself(old: Flow) -> None:
    assert compare(old, old) == NOTHING
    assert not compare(old, old)


def test_icons_and_weights_are_not_heard(old: Flow, edited: Edited) -> None:
    quiet = edited((SALES, f"{SALES}        icon: phone\n        weight: 5\n"))
    assert compare(old, quiet) == NOTHING


def test_a_sentence_is_told_in_the_language_it_changed_in(old: Flow, edited: Edited) -> None:
    changes = compare(old, edited(('en-US: "Hello."', 'en-US: "Good day."')))
    assert changes == replace(
        NOTHING, words=(Words("everywhere.welcome", "en-US", "Hello.", "Good day."),)
    )


def test_a_new_place_is_told_with_its_keys_and_what_offers_it(old: Flow, edited: Edited) -> None:
    changes = compare(old, edited(OFFICES, TO_OFFICES))
    assert changes.added == (PlaceChange("offices", "2", {"pt-BR": "Lojas", "en-US": "Offices"}),)
    assert changes.moved == (Moved("repairs", "2", "3"),)
    assert Words("main.to-offices", "en-US", None, "To find an office, press 2.") in changes.words


def test_a_place_that_is_gone_is_told_with_the_keys_it_had(old: Flow, edited: Edited) -> None:
    changes = compare(edited(OFFICES, TO_OFFICES), old)
    assert [(place.name, place.keys) for place in changes.gone] == [("offices", "2")]


def test_a_new_order_is_told_as_keys_and_in_the_texts_that_say_them(
    old: Flow, edited: Edited
) -> None:
    changes = compare(old, edited((SALES + REPAIRS, REPAIRS + SALES)))
    assert changes.moved == (Moved("sales", "1", "2"), Moved("repairs", "2", "1"))
    assert changes.words == (
        Words(
            "prices.text",
            "pt-BR",
            "Em 7 dias. Para consertos, tecle 0, depois 2.",
            "Em 7 dias. Para consertos, tecle 0, depois 1.",
        ),
        Words(
            "prices.text",
            "en-US",
            "In 7 days. For repairs, press 0, then 2.",
            "In 7 days. For repairs, press 0, then 1.",
        ),
    )


def test_a_new_label_on_another_key_is_told_as_a_sentence(old: Flow, edited: Edited) -> None:
    renamed = SALES.replace('"buy"', '"buy things"')
    changes = compare(old, edited((SALES + REPAIRS, REPAIRS + renamed)))
    wanted = Words("main.to-sales", "en-US", "To buy, press 1.", "To buy things, press 2.")
    assert wanted in changes.words


def test_another_key_of_a_command_is_told_as_a_sentence(old: Flow, edited: Edited) -> None:
    changes = compare(old, edited(("repeat: {key: 9", "repeat: {key: 7")))
    wanted = Words(
        "everywhere.repeat", "en-US", "To hear it again, press 9.", "To hear it again, press 7."
    )
    assert wanted in changes.words


def test_another_key_after_an_answer_is_told_as_a_sentence(old: Flow, edited: Edited) -> None:
    after = (
        '      - to: prices\n        label: {pt-BR: "preços", en-US: "hear prices"}\n        key: 3'
    )
    last = after.removesuffix("\n        key: 3")
    head = '"Call {company}."}\n    choices:\n'
    changes = compare(old, edited((head + last, head + after)))
    assert [each.name for each in changes.words] == ["repairs.to-prices"] * 2


def test_a_value_is_told_and_so_are_the_texts_that_speak_it(old: Flow, edited: Edited) -> None:
    changes = compare(old, edited(("number: 7", "number: 10")))
    assert changes.values == (
        ValueChange("days", "pt-BR", "7", "10"),
        ValueChange("days", "en-US", "7", "10"),
    )
    assert {each.name for each in changes.words} == {"prices.text"}


def test_where_a_call_goes_on_by_itself_is_told_as_what_is_heard_there(
    old: Flow, edited: Edited
) -> None:
    changes = compare(old, edited(('"In {days} days. For repairs, {to:repairs}."',) * 2))
    assert not changes
    onward = edited(
        (
            '"In {days} days. For repairs, {to:repairs}."\n',
            '"In {days} days. For repairs, {to:repairs}."\n    then: main\n',
        )
    )
    assert compare(old, onward).words == (
        Words("prices.then", "pt-BR", None, "Começo"),
        Words("prices.then", "en-US", None, "Start"),
    )


@pytest.mark.parametrize("back", [False, True])
def test_a_language_is_added_or_gone_with_what_offers_it(old: Flow, back: bool) -> None:
    english = {code: each for code, each in old.languages.items() if code == "en-US"}
    only = replace(old, languages=english)
    changes = compare(old, only) if back else compare(only, old)
    assert (changes.languages_gone if back else changes.languages_added) == ("pt-BR",)
    assert [(each.name, each.language) for each in changes.words] == [
        ("everywhere.language-3", "en-US")
    ]
