"""Menus of FreeSWITCH become a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.errors import ForeignFileError
from ivr.exchange.imports.freeswitch import read

DENTIST = Path(__file__).parent / "files" / "dentist.xml"
TakenIn = Callable[..., Any]


def test_each_answer_is_called_by_its_keys(taken_in: TakenIn, call_all: TakenIn) -> None:
    flow, _ = taken_in(DENTIST)
    labels = [each.labels["en-US"] for each in flow.places["dentist-menu"].choices]
    assert labels == ["appointments", "prices", "the desk", "transfer 1000"]
    number = "one, eight, zero, zero, five, five, five, zero, one, four, two"
    assert call_all(flow) == {
        "11": "This part of the line is not here yet.",
        "2": "A check-up is free of charge.",
        "3": f"Call {number}.",
        "4": "This part of the line is not here yet.",
    }


def test_what_cannot_be_carried_is_told_with_its_line(taken_in: TakenIn) -> None:
    _, told = taken_in(DENTIST)
    assert set(told) >= {
        "8: the-desk: the line connects no calls; it tells callers the number instead",
        "9: transfer-1000: menu-exec-app transfer 1000 XML default: the line cannot do this",
        '10: dentist_menu: key "/^(10[01][0-9])$/" is no single key; what it does is left out',
        '11: dentist_menu: key "5" leads to the menu elsewhere, which does not stand in this file',
        '12: dentist_menu: key "9" begins anew; every line has a key for that',
        "14: appointments: it plays phrase:appointments; write what is said there",
        '16: appointments: key "*" goes back; every line has a key for that',
        "18: menu forgotten: no key leads to it; it is left out",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<menu>", "x:1: this is no XML (no element found)"),
        ("<menu/>", "x:1: no <menu> with an <entry> stands here"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><menu name="&b;"/>',
            "x:1: this XML declares entities, which may grow without end",
        ),
    ],
)
def test_what_is_no_menu_is_told_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ForeignFileError) as caught:
        read(text, "x")
    assert str(caught.value).startswith(told)
