"""The page's own words: one file a language with the same names, and signs for all others."""

from __future__ import annotations

import pytest

from ivr.web.pages import page_words
from ivr.web.pages.page_words import SIGNS, PageLanguage

ALL = (*page_words.languages(), SIGNS)
NAMELESS = {
    "needs_script", "speaking", "waiting", "choices", "commands", "pressed", "said",
}  # fmt: skip
"""What is the name of no button: without a word for it nothing is lost that is not heard."""


def page_in(code: str) -> PageLanguage:
    return PageLanguage(code, label="", icon=None, name="Norte", about="")


def test_there_are_words_in_the_languages_of_our_line() -> None:
    assert {*page_words.languages()} == {"pt-BR", "en-US", "tr-TR"}


@pytest.mark.parametrize("name", ALL)
def test_all_files_have_the_same_words_in_the_same_order(name: str) -> None:
    assert [*page_words.read(name)] == [*page_words.read("pt-BR")]


@pytest.mark.parametrize("name", ALL)
def test_every_word_is_a_text(name: str) -> None:
    empty = {word for word, text in page_words.read(name).items() if text == ""}
    assert empty == (NAMELESS if name == SIGNS else set())
    assert all(isinstance(text, str) for text in page_words.read(name).values())


@pytest.mark.parametrize(
    ("code", "hang_up"), {"tr-TR": "Kapat", "en-GB": "Hang up", "es-MX": "⏹️"}.items()
)
def test_a_language_has_its_own_words_or_those_of_its_kind_or_signs(
    code: str, hang_up: str
) -> None:
    page = page_in(code)
    assert page.words["hang_up"] == hang_up
    assert page.is_written == (code != "es-MX")


def test_signs_are_no_words() -> None:
    signs = "".join(page_words.read(SIGNS).values())
    assert [each for each in signs if each.isalpha()] == []
