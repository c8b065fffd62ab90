"""A number that a listener wrote in figures can have been said in several ways."""

from __future__ import annotations

import pytest

from ivr.analysis.hearing.numbers import readings, words_of
from ivr.analysis.hearing.words import Figures
from ivr.menu.flow import Language


def said(digits: str, language: Language, ending: str = "") -> list[str]:
    return [" ".join(words) for words in readings(Figures(digits, ending), language)]


def test_a_number_is_read_as_a_whole_first(portuguese: Language) -> None:
    assert said("151", portuguese)[0] == "cento e cinquenta e um"
    assert words_of("Em 10 dias.", portuguese) == ("em", "dez", "dias")


def test_a_number_that_begins_with_0_is_read_digit_by_digit_first(portuguese: Language) -> None:
    assert said("0800", portuguese)[0] == "zero oito zero zero"
    assert "zero oitocentos" in said("0800", portuguese)


@pytest.mark.parametrize(
    "reading", ["um zero cinco dois", "dez cinquenta e dois", "mil e cinquenta e dois"]
)
def test_groups_of_figures_are_readings_too(portuguese: Language, reading: str) -> None:
    assert reading in said("1052", portuguese)


def test_a_long_number_is_not_parted_in_every_way(portuguese: Language) -> None:
    assert len(said("08007010180", portuguese)) <= 3
    assert said("08007010180", portuguese)[0].split().count("zero") == 6


def test_turkish_numbers_are_words_of_their_own(turkish: Language) -> None:
    assert said("10621", turkish)[0] == "on bin altı yüz yirmi bir"
    assert said("68", turkish)[0] == "altmış sekiz"


def test_a_turkish_key_has_its_ending(turkish: Language) -> None:
    assert "bire" in said("1", turkish)
    assert said("6", turkish, "ya")[0] == "altıya"
    assert said("10", turkish, "a")[0] == "ona"


def test_zeros_alone_may_be_silent(english: Language) -> None:
    assert "" in said("00", english)
    assert "" not in said("10", english)


def test_seis_and_meia_are_one_digit(portuguese: Language) -> None:
    assert said("6", portuguese) == ["seis"]
    assert words_of("meia", portuguese) == ("seis",)
