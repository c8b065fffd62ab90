"""What was heard beside what was to be said: words, phonemes, keys and digits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ivr.analysis.hearing.comparison import compare
from ivr.analysis.hearing.phones import phones
from ivr.menu.flow import Language

OMBUDSMAN = "Ligue para zero, oito, zero, zero; sete, zero, um; zero, um, oito, zero."


@pytest.mark.parametrize(
    ("text", "transcript"),
    [
        ("Somos um guia, não a Claro.", "somos um guia não à claro"),
        ("Há Procon em vários bairros.", "A Procon em vários bairros!"),
        ("Senha do Wi-Fi, por e-mail.", "Senha do WiFi por email"),
        ("O prazo é de 10 dias.", "O prazo é de dez dias."),
        ("Ligue para um, zero, seis, dois, um.", "Ligue para 10621."),
        ("Ligue para um, zero, seis, dois, um.", "Ligue para 10.621"),
        ("Ligue para um, zero, seis, dois, um.", "Ligue para um zero meia dois um"),
        (OMBUDSMAN, "Ligue para 0800 701 0180."),
        (OMBUDSMAN, "Ligue para 0-800-701-0180."),
    ],
)
def test_what_sounds_the_same_costs_nothing(
    portuguese: Language, text: str, transcript: str
) -> None:
    score = compare(text, transcript, portuguese)
    assert (score.word_errors, score.phone_errors, score.digits_misheard) == (0, 0, 0)
    assert score.missed == ()


def test_english_homophones_cost_nothing(english: Language) -> None:
    assert compare("To hear this, press four.", "too here this press for", english).wer == 0


def test_two_words_that_sound_alike_stand_in_one_text(english: Language) -> None:
    text = "For help, press four. To hear it, press two."
    score = compare(text, "For help press 4. To hear it press 2.", english, "2")
    assert (score.wer, score.key) == (0, True)
    assert compare("Call one, four, two, two for help.", "Call 1422 for help", english).digits == 4


def test_word_errors_are_a_share_of_what_was_to_be_said(english: Language) -> None:
    score = compare("Say one two three.", "please say won three", english)
    assert (score.word_errors, len(score.said), score.wer) == (2, 4, 0.5)
    assert score.missed == ("two",)


def test_half_a_word_is_half_an_error_of_phonemes(portuguese: Language) -> None:
    score = compare("Sem sinal, tecle um.", "Sensinal tecliões.", portuguese)
    assert score.wer == 1
    assert 0.2 < score.per < 0.5


def test_nothing_heard_is_all_wrong(portuguese: Language) -> None:
    score = compare("Sem sinal.", "", portuguese, key=None)
    assert (score.wer, score.per, score.heard) == (1, 1, ())


def test_phonemes_have_no_stress_and_no_pauses() -> None:
    assert phones(("to", "hear"), "en-US") == phones(("to", "here"), "en-US")
    assert not set("ˈˌ ,.") & set("".join(phones(("entender", "a", "ouvidoria"), "pt-BR")))


def test_a_language_without_a_voice_is_compared_by_letters(english: Language) -> None:
    unknown = replace(english, code="tlh")
    assert phones(("qapla", "batlh"), "tlh") == tuple("qaplabatlh")
    assert compare("Qapla batlh.", "qapla batlh", unknown).per == 0


@pytest.mark.parametrize(
    ("transcript", "heard"),
    [
        ("Conta tecle 1.", True),
        ("Conta, tecle um", True),
        ("Com tatecli um.", True),
        ("Conta tecliões.", False),
        ("Um conta, tecle.", False),
        ("", False),
    ],
)
def test_a_key_is_heard_in_its_place(portuguese: Language, transcript: str, heard: bool) -> None:
    assert compare("Conta, tecle 1.", transcript, portuguese, "1").key is heard


@pytest.mark.parametrize(
    ("transcript", "heard"),
    [
        ("Fatura: bire basın", True),
        ("Fatura 1'e basın.", True),
        ("Fatura bir basın", True),
        ("Fatura bize basın", False),
    ],
)
def test_a_turkish_key_is_heard_with_its_ending_or_without(
    turkish: Language, transcript: str, heard: bool
) -> None:
    assert compare("Fatura: bire basın.", transcript, turkish, "1").key is heard


def test_no_key_is_asked_for_where_none_is_offered(portuguese: Language) -> None:
    assert compare("Conta.", "Conta.", portuguese).key is None


@pytest.mark.parametrize(
    ("transcript", "misheard"),
    [
        ("Ligue para 0800 701 0180.", 0),
        ("Ligue para 0800 701 0190.", 1),
        ("Ligue para 0800 71 018.", 2),
        ("Ligue para 0800 701 0180 zero.", 1),
        ("Ligue para 0800 701 0180 agora.", 0),
        ("Ligue para zero oito zero zero e sete zero um zero um oito zero", 1),
    ],
)
def test_digits_are_counted_one_by_one(
    portuguese: Language, transcript: str, misheard: int
) -> None:
    score = compare(OMBUDSMAN, transcript, portuguese)
    assert (score.digits, score.digits_misheard) == (11, misheard)


def test_a_number_has_no_more_errors_than_digits(portuguese: Language) -> None:
    score = compare("Ligue um, cinco, um.", "ligue " + "dois dois " * 20, portuguese)
    assert (score.digits, score.digits_misheard) == (3, 3)


def test_two_digits_in_a_row_are_no_number_that_is_dictated(portuguese: Language) -> None:
    assert compare("Tecle um, depois dois.", "tecle um depois dois", portuguese).digits == 0


def test_turkish_letters_become_small_as_turkish_does(turkish: Language) -> None:
    score = compare("İnternet ve IŞIK.", "internet ve ışık", turkish)
    assert score.said == score.heard == ("internet", "ve", "ışık")
