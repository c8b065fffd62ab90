"""An outline becomes a line: what stands further in is below what stands above it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.errors import ForeignFileError
from ivr.exchange.imports.outline import read

DENTIST = Path(__file__).parent / "files" / "dentist.txt"
TakenIn = Callable[..., Any]


def test_each_answer_of_an_outline_is_called(taken_in: TakenIn, call_all: TakenIn) -> None:
    flow, told = taken_in(DENTIST)
    assert flow.everywhere.welcome["en-US"].text == "Hello, this is the dentist."
    assert call_all(flow) == {
        "11": "A check-up takes half an hour. Bring your card.",
        "12": "Call zero, eight, zero, zero; five, five, five; zero, one, four, two.",
        "21": "This part of the line is not here yet.",
        "22": "Free too.",
        "3": "This part of the line is not here yet.",
    }
    assert told == [
        "8: adults says nothing yet; write its text",
        "10: front-desk says nothing yet; write its text",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Shop\n\tSales: One.\n\tHelp\n\t\tPhones: Two.",
        "Shop\n  Sales: One.\n  Help:\n    Phones: Two.",
        "Shop\n- Sales: One.\n- Help\n  - Phones: Two.",
        "Shop\n1) Sales: One.\n2) Help\n  1) Phones: Two.",
        "Shop\n1 - Sales: One.\n2 - Help\n  1 - Phones: Two.",
        "Shop\n1. Sales: One.\n2. Help\n2.1. Phones: Two.",
        "Shop\n1 Sales\n  One.\n2 Help\n  1 Phones\n    Two.",
    ],
)
def test_however_people_write_an_outline(text: str) -> None:
    draft = read(text, "x")
    assert (draft.name, draft.start) == ("Shop", "shop")
    assert [each.label for each in draft.places["shop"].choices] == ["Sales", "Help"]
    assert [each.label for each in draft.places["help"].choices] == ["Phones"]
    assert (draft.places["sales"].text, draft.places["phones"].text) == ("One.", "Two.")


def test_choices_without_a_line_for_the_whole_make_the_first_menu() -> None:
    draft = read("1 Sales: One.\n2 Help: Two.", "x")
    assert [(each.key, each.label) for each in draft.places["main"].choices] == [
        ("1", "Sales"),
        ("2", "Help"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shop: Hello.", "x:1: this outline holds no choice; write a line for the whole"),
        (
            "\n".join(" " * depth + f"Level {depth}" for depth in range(30)),
            "x:11: this is level 11 of the outline; 10 are the most",
        ),
    ],
)
def test_what_is_no_outline_is_told_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ForeignFileError) as caught:
        read(text, "x")
    assert str(caught.value).startswith(told)
