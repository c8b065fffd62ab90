"""The telephone numbers a turn reads out are told as digits, and no number that is not said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.line import dialogue
from ivr.line.description.phone_numbers import numbers
from ivr.line.dialogue import State, Turn
from ivr.line.heard import Key, NoKey
from ivr.menu.flow import Flow
from ivr.menu.reader import read

LANGUAGES = ("pt-BR", "en-US", "tr-TR")


def told(turn: Turn, flow: Flow) -> list[tuple[str, str, int]]:
    return [(each.name, each.digits, each.prompt) for each in numbers(turn, flow)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_tells_its_numbers_in_the_order_they_are_said(flow: Flow, language: str) -> None:
    phones = dialogue.answer(flow, State(language, "phones"), Key("9"))
    assert [prompt.name for prompt in phones.prompts[:2]] == ["phones.title", "phones.text"]
    assert told(phones, flow)[:2] == [("company", "10555", 1), ("mobile", "1055", 1)]


def test_a_number_read_out_in_groups_is_told_as_it_is_dialled(flow: Flow) -> None:
    ombudsman = dialogue.answer(flow, State("pt-BR", "ombudsman"), Key("9"))
    assert ("ombudsman", "08005550180", 1) in told(ombudsman, flow)


def test_a_number_is_written_as_its_owner_groups_it(flow: Flow) -> None:
    turn = dialogue.answer(flow, State("pt-BR", "ombudsman"), Key("9"))
    written = {each.name: each.written for each in numbers(turn, flow)}
    assert written["ombudsman"] == "0800 555 0180"


def test_a_menu_that_reads_out_no_number_tells_none(flow: Flow) -> None:
    assert told(dialogue.begin(flow), flow) == []


def test_the_warning_tells_the_number_that_always_helps(flow: Flow) -> None:
    warning = dialogue.answer(flow, State("en-US", "bill", silences=2), NoKey())
    assert told(warning, flow) == [("company", "10555", 0)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_line_is_told_by_the_prompt_that_says_it_first(
    flow: Flow, language: str
) -> None:
    names = set()
    for place in flow.places:
        turn = dialogue.answer(flow, State(language, place), Key("9"))
        for name, digits, prompt in told(turn, flow):
            value = flow.values[name]
            spoken = value.spoken[language]
            assert [spoken in each.text for each in turn.prompts].index(True) == prompt
            assert digits == (value.digits or "").replace(" ", "")
            names.add(name)
        assert len(told(turn, flow)) == len({name for name, *_ in told(turn, flow)})
    assert names == {name for name, value in flow.values.items() if value.digits}


SHORT = """values:
  short:
    phone: "SHORT"
    source: "the back of a bill"
    checked: 2026-11-22
    check-again: 2027-05-22
"""


def pressed(key: str, menus: str, folder: Path, short: str = "12") -> list[tuple[str, str, int]]:
    """What a key tells in the small line, which has a number more: a part of its other one."""
    path = folder / "menus.yaml"
    added = menus.replace("values:\n", SHORT.replace("SHORT", short))
    path.write_text(added, encoding="utf-8")
    flow = read(path)
    return told(dialogue.answer(flow, State("pt-BR", "main"), Key(key)), flow)


@pytest.mark.parametrize("part", ["0800", "12"])
def test_a_number_within_a_longer_one_is_not_said(
    good_menus: str, tmp_path: Path, part: str
) -> None:
    assert pressed("2", good_menus, tmp_path, part) == [("company", "080012", 1)]


def test_a_number_said_twice_is_told_where_it_was_first(good_menus: str, tmp_path: Path) -> None:
    both = good_menus.replace("Ligue para {company}.", "Para {short}, ou {company}, ou {short}.")
    assert pressed("2", both, tmp_path) == [("short", "12", 1), ("company", "080012", 1)]


def test_a_number_that_begins_a_sentence_is_found(good_menus: str, tmp_path: Path) -> None:
    capital = good_menus.replace('"preços"', '"{short} e preços"')
    capital = capital.replace('"Para {label}, tecle {key}."', '"{label} na tecla {key}."')
    assert pressed("1", capital, tmp_path) == [("short", "12", 1)]
