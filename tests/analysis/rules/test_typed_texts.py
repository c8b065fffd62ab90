"""What is typed into a text is judged as voices read it, in each language (R31, R32)."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ivr.analysis.rules.line import Line
from ivr.analysis.rules.registry import BY_ID

Make = Callable[[str], Line]

LANGUAGES = """languages:
  pt-BR:
    name: Português
    label: português
    path: "tecle {keys}"
    digits: [zero, um, dois, três, quatro, cinco, seis, sete, oito, nove]
  tr-TR:
    name: Türkçe
    label: Türkçe
    option: "{label}: {key} basın."
    condition: "{label} {key} basın."
    path: "{keys} basın"
    keys: [sıfıra, bire, ikiye, üçe, dörde, beşe, altıya, yediye, sekize, dokuza]
    digits: [sıfır, bir, iki, üç, dört, beş, altı, yedi, sekiz, dokuz]
  de-DE:
    name: Deutsch
    label: Deutsch
    option: "{label}: Taste {key}."
    condition: "{label}: Taste {key}."
    path: "Taste {keys}"
    digits: ["null", eins, zwei, drei, vier, fünf, sechs, sieben, acht, neun]
  sw-KE:
    name: Kiswahili
    label: Kiswahili
"""


def found(rule: str, code: str, text: str, line: Make) -> list[str]:
    said = json.dumps({code: text}, ensure_ascii=False)
    made = line(f"{LANGUAGES}messages: {{hours: {{text: {said}}}}}")
    faults = BY_ID[rule].faults(made)
    return [each.message for each in faults if each.path == ("messages", "hours", "text", code)]


READ = {
    "a telephone number": ("pt-BR", "Ligue 10621.", 'dez mil, seiscentos e vinte e um"; write'),
    "how it is written": ("pt-BR", "Ligue 10621.", 'write a value with phone: "10621"'),
    "a number with groups": ("en-US", "Call 1-800-555-0199.", 'phone: "1 800 555 0199"'),
    "a free number": ("tr-TR", "0800 555 0180 arayın.", 'phone: "0800 555 0180"'),
    "money of Brazil": ("pt-BR", "Custa R$ 1.412,00.", '"mil, quatrocentos e doze reais"'),
    "money of the USA": ("en-US", "It is $1,412.00.", "four hundred and twelve dollars"),
    "money of Turkey": ("tr-TR", "Ücret 50 TL.", "elli lira"),
    "money of elsewhere": ("pt-BR", "Custa €5.", "cinco Euros"),
    "a day of Brazil": ("pt-BR", "Até 01/12/2026.", "1 de dezembro de 2026"),
    "a day of the USA": ("en-US", "Until 01/12/2026.", "January 12, 2026"),
    "a day of Turkey": ("tr-TR", "01.12.2026 tarihine kadar.", "1 Aralık 2026"),
    "a day that is none": ("pt-BR", "Até 45/45/2026.", "a day is read in many ways; write"),
    "an hour": ("pt-BR", "Abre às 10h30.", '"10h30": a time'),
    "an hour with a colon": ("en-US", "It opens at 8:30 am.", '"8:30 am": a time'),
    "all day": ("pt-BR", "Aberto 24h.", '"24h": a time'),
    "a part of a hundred": ("tr-TR", "Yüzde %50 indirim.", "a percentage"),
    "a range": ("en-US", "Open 9-5.", '"9-5"'),
    "always open": ("en-US", "Open 24/7.", '"24/7"'),
    "an ordinal": ("pt-BR", "A 2ª via.", '"2ª"'),
    "an English ordinal": ("en-US", "The 1st floor.", '"1st"'),
    "a measure": ("pt-BR", "Até 10 kg.", '"10 kg"'),
    "a small number": ("pt-BR", "São 7 dias.", 'write "sete"'),
    "a number sign": ("pt-BR", "A sala nº quatro.", '"nº"'),
    "an ampersand": ("en-US", "Tea & coffee.", '"&": a sign'),
    "a page": ("en-US", "See clinic.example.com.", "an address is read"),
    "a letter box": ("pt-BR", "Escreva a ajuda@clinica.example.", "an address is read"),
    "a face": ("en-US", "Thank you 😀", '"😀": a picture'),
    "a heart": ("en-US", "Thank you ❤️", "a picture"),
    "Turkish in English": ("en-US", "saat ışık", '"ışık": a letter of another language'),
    "Portuguese in Turkish": ("tr-TR", "merhaba ação", '"ação"'),
    "a number in German": ("de-DE", "Es sind 7 Tage.", 'write "sieben"'),
    "a number where nobody knows the words": ("sw-KE", "Siku 7.", "read as a number by some"),
    "an endless number": ("en-US", "Call " + "1" * 400, "read as a number by some voices"),
}


@pytest.mark.parametrize(("code", "text", "told"), READ.values(), ids=READ)
def test_what_voices_read_in_their_own_way_is_told(
    code: str, text: str, told: str, line: Make
) -> None:
    messages = found("R31", code, text, line)
    assert any(told in each for each in messages), messages


PLAIN = {
    "pt-BR": [
        "No oitavo andar, à esquerda: é fácil.",
        "A rede 4G em São Paulo.",
        "Ligue {clinic}.",
    ],
    "en-US": ["No problem. Don't wait; it's free!", "Ask at São Paulo's office, {to:prices}."],
    "tr-TR": ["Işık, ağ ve şifre için kâğıt.", "İnternet için {to:prices}."],
    "de-DE": ["Grüße aus Köln, ohne Gewähr."],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in PLAIN for text in PLAIN[code]])
def test_plain_words_and_names_in_braces_are_left_alone(code: str, text: str, line: Make) -> None:
    assert found("R31", code, text, line) == []
    assert found("R32", code, text, line) == []


def test_a_word_of_another_language_is_told_until_it_is_listed(line: Make) -> None:
    text = "merhaba ação"
    assert found("R31", "tr-TR", text, line)
    assert (
        found("R31", "tr-TR", text, lambda file: line(f"say: {{tr-TR: {{ação: asav}}}}\n{file}"))
        == []
    )


KEYS = {
    "en-US": ["press 5", "Press 5.", "press five.", "dial 5", "hit the number 5", "press key 5"],
    "pt-BR": ["tecle 5", "aperte o 5", "digite 5", "pressione a tecla 5", "tecle cinco."],
    "tr-TR": ["5'e basın", "beşe basın", "5 tuşuna basın", "5'i tuşlayın", "beş tuşuna basın"],
    "de-DE": ["Taste 5", "Taste fünf."],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in KEYS for text in KEYS[code]])
def test_a_key_named_by_hand_is_told(code: str, text: str, line: Make) -> None:
    [message] = found("R32", code, text, line)
    assert "write {to:place} with the name of the place" in message


def test_a_key_that_works_everywhere_is_told_with_its_own_name(line: Make) -> None:
    [message] = found("R32", "en-US", "To hear this again, press 9.", line)
    assert message == '"press 9" names a key by hand; write {repeat} for the key'


NO_KEYS = {
    "en-US": [
        "press one of them",
        "press a key",
        "dial 1052",
        "enter the 9 digits",
        "press {repeat}",
    ],
    "pt-BR": ["aperte um número", "tecle um deles", "disque 1052", "digite os 11 números"],
    "tr-TR": ["bir tuşa basın", "tuşlara basın", "{repeat} basın", "iki fatura basıldı"],
    "de-DE": ["eine Taste drücken", "Taste {start}"],
}


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code in NO_KEYS for text in NO_KEYS[code]]
)
def test_what_names_no_key_is_left_alone(code: str, text: str, line: Make) -> None:
    assert found("R32", code, text, line) == []


def test_what_is_read_and_never_said_is_left_alone(line: Make) -> None:
    about = dict.fromkeys(("en-US", "pt-BR", "tr-TR", "de-DE", "sw-KE"), "10555, press 5.")
    made = line(f"{LANGUAGES}about: {json.dumps(about)}")
    faults = [each for rule in ("R31", "R32") for each in BY_ID[rule].faults(made)]
    assert [each for each in faults if each.path[0] == "about"] == []
