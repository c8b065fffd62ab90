"""A picture that a menu names is there, and is found by what people call it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml import ElementTree

from ivr.menu import document
from ivr.menu.icons import find, icons, nearest

Spoil = Callable[..., list[str]]
SPRITE = Path(__file__).parents[2] / "ivr" / "web" / "pages" / "static" / "icons.svg"
CHOICE = "      - to: sales\n"


def test_the_pictures_a_menu_may_name_are_those_the_page_draws() -> None:
    symbols = ElementTree.parse(SPRITE).iter("{http://www.w3.org/2000/svg}symbol")
    assert [*icons()] == [symbol.get("id") for symbol in symbols]


@pytest.mark.parametrize("language", ["pt", "en", "tr"])
def test_every_picture_has_words_in_each_language(language: str) -> None:
    assert [icon.name for icon in icons().values() if not icon.words.get(language)] == []


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ((CHOICE, f"{CHOICE}        icon: wifi-of\n"), "54:15"),
        (("back: {key: 8,", "back: {key: 8, icon: wifi-of,"), "38:24"),
        (("    name: English\n", "    name: English\n    icon: wifi-of\n"), "15:11"),
    ],
    ids=["of a choice", "of a command", "of a language"],
)
def test_a_picture_that_does_not_exist_is_told_with_the_nearest_name(
    spoiled: Spoil, edit: tuple[str, str], place: str
) -> None:
    assert spoiled(edit) == [f'menus.yaml:{place}: "wifi-of" is no icon; did you mean "wifi-off"?']


def test_a_picture_like_no_other_is_told_with_where_they_are_shown(spoiled: Spoil) -> None:
    told = spoiled((CHOICE, f"{CHOICE}        icon: qqq\n"))
    assert told == ['menus.yaml:54:15: "qqq" is no icon; find one with: ivr icons qqq']


def test_editors_complete_the_names_of_pictures() -> None:
    choice = document.schema()["$defs"]["ChoiceEntry"]["properties"]["icon"]
    assert {"enum": [*icons()]}.items() <= choice["anyOf"][0].items()


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("conserto", "tool"),
        ("Fatura", "receipt"),
        ("bills", "receipt"),
        ("sikayet", "mood-sad"),
        ("wifi", "wifi"),
        ("atenção", "alert-triangle"),
        ("ATENCAO", "alert-triangle"),
        ("phone-call", "phone-call"),
    ],
)
def test_a_picture_is_found_by_a_word_in_each_language(word: str, name: str) -> None:
    assert name in [icon.name for icon in find(word)[:3]]


def test_a_word_that_means_no_picture_finds_none_but_has_nearest_ones() -> None:
    assert find("qwxyz") == []
    assert len(nearest("qwxyz")) == 3
