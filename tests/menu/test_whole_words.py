"""Phrases are found as whole words, the longest first, in capitals or not as they are listed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.menu.whole_words import Phrases, blank, fold, folded, in_capitals


def found(text: str, *listed: str, language: str = "pt-BR") -> list[str]:
    return [text[each.start : each.end] for each in Phrases(listed, language).find(text)]


@pytest.mark.parametrize(
    ("text", "listed", "expected"),
    [
        ("A NET foi.", "NET", ["NET"]),
        ("A net foi.", "NET", []),
        ("A NET e a Net.", "net", ["NET", "Net"]),
        ("internet", "net", []),
        ("e-mail", "mail", []),
        ("pós-SAC", "SAC", []),
        ("Wi-Fi e WI-FI e Wi\u2011Fi", "wi-fi", ["Wi-Fi", "WI-FI", "Wi\u2011Fi"]),
        ("NET's, NET’s, (NET)", "NET", ["NET", "NET", "NET"]),
        ("ponto b  r é", "b r", ["b  r"]),
        ("b, r", "b r", []),
        ("AT&T", "AT&T", ["AT&T"]),
        ("Ligue {NET} ou NET", "NET", ["NET"]),
        ("É ÉPOCA", "É", ["É"]),
        (unicodedata.normalize("NFD", "Fatura Fácil"), "fatura fácil", None),
    ],
)
def test_where_a_phrase_is_found(text: str, listed: str, expected: list[str] | None) -> None:
    assert found(text, listed) == ([text] if expected is None else expected)


def test_turkish_has_two_letters_i() -> None:
    assert found("İNTERNET internet", "internet", language="tr-TR") == ["İNTERNET", "internet"]
    assert found("SINIR sınır sinir", "sınır", language="tr-TR") == ["SINIR", "sınır"]


def test_the_longest_phrase_is_found_and_none_over_another() -> None:
    listed = ("Claro", "Claro Net TV", "Net", "Net Fone")
    assert found("A Claro Net Fone e a Claro Net TV.", *listed) == [
        "Claro",
        "Net Fone",
        "Claro Net TV",
    ]


def test_phrases_that_are_found_in_the_same_texts_are_the_same_folded() -> None:
    assert folded("Wi-Fi", "pt-BR") == folded("wi\u2011fi", "pt-BR")
    assert folded("NET", "pt-BR") != folded("Net", "pt-BR")


@given(st.text(), st.lists(st.text("abcÁİı -'", min_size=1), max_size=5))
@example("A", ["a"])
def test_what_is_found_stands_in_the_text_in_its_order(text: str, listed: list[str]) -> None:
    phrases = [each for each in listed if each[0].isalnum() and each[-1].isalnum()]
    end = 0
    for each in Phrases(phrases, "tr-TR").find(text):
        assert end <= each.start < each.end <= len(text)
        written = text[each.start : each.end]
        assert small(written) == small(each.listed)
        if in_capitals(each.listed):
            assert folded(written, "tr-TR") == folded(each.listed, "tr-TR")
        end = each.end


def small(phrase: str) -> tuple[str, ...]:
    """What is compared of a Turkish phrase that is not listed in capitals."""
    return folded(fold(phrase, "tr-TR"), "tr-TR")


@given(st.text(), st.data())
def test_a_text_with_blanks_is_as_long_as_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    blanked = blank(text, [(start, end)])
    assert len(blanked) == len(text)
    assert blanked[:start] == text[:start]
    assert blanked[end:] == text[end:]
