"""Each language's words catch what they are for, and leave plain texts alone."""

from __future__ import annotations

import pytest

from ivr.analysis.rules.lexicon import Lexicon, lexicon
from ivr.menu.flow import Flow

CAUGHT = {
    "pt-BR": {
        "key_first": ["Aperte o 9 para ouvir de novo.", "A tecla 0 leva ao começo."],
        "more": ["ouvir mais opções", "outros assuntos"],
        "openings": ["Nosso menu mudou.", "Ouça com atenção.", "Sua ligação é muito importante."],
        "reading": ["Leia a conta.", "Clique no botão.", "Soletre o nome."],
        "blame": ["Opção inválida.", "Tecla errada."],
        "stars": ["Aperte o asterisco.", "Tecle jogo da velha."],
    },
    "en-US": {
        "key_first": ["Press 9 to hear this again.", "Key 0 takes you to the start."],
        "more": ["hear more options", "other choices"],
        "openings": [
            "Our menu options have changed.",
            "Listen carefully.",
            "Your call is important.",
        ],
        "reading": ["Please read the bill.", "Click the button.", "Spell your name."],
        "blame": ["Invalid option.", "That was wrong."],
        "stars": ["Press the star key.", "Press pound.", "Press the hash key."],
    },
    "tr-TR": {
        "key_first": ["Dokuza basarak tekrar dinleyin.", "Sıfır tuşu başa götürür."],
        "more": ["Diğer seçenekler", "Daha fazla seçenek"],
        "openings": ["Menümüz değişti.", "Lütfen dikkatle dinleyin."],
        "reading": ["Faturayı okuyun.", "Düğmeye tıklayın."],
        "blame": ["Geçersiz seçim.", "Yanlış tuş."],
        "stars": ["Yıldız tuşuna basın.", "Kare tuşuna basın."],
    },
}
PLAIN = {
    "pt-BR": ["Para ouvir de novo, tecle 9.", "Ligue para o Procon.", "Agradecemos a ligação."],
    "en-US": ["To hear this again, press 9.", "Bring your bill to the start of the line."],
    "tr-TR": ["Tekrar dinlemek için dokuza basın.", "Faturanızı yanınıza alın."],
}
CASES = [
    (code, kind, text)
    for code, kinds in CAUGHT.items()
    for kind, texts in kinds.items()
    for text in texts
]


def words_of(code: str) -> Lexicon:
    words = lexicon(code)
    assert words
    return words


@pytest.mark.parametrize(("code", "kind", "text"), CASES)
def test_it_is_caught(code: str, kind: str, text: str) -> None:
    words = words_of(code)
    assert words.find(getattr(words, kind), text)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in PLAIN for text in PLAIN[code]])
def test_plain_texts_are_left_alone(code: str, text: str) -> None:
    words = words_of(code)
    for kind in CAUGHT[code]:
        assert words.find(getattr(words, kind), text) is None, kind


@pytest.mark.parametrize(
    ("code", "word", "count"),
    [
        ("pt-BR", "ouvidoria", 4),
        ("pt-BR", "técnico", 3),
        ("en-US", "ombudsman", 3),
        ("tr-TR", "dolandırıcılıktan", 7),
        ("tr-TR", "şifre", 2),
    ],
)
def test_syllables_are_counted_by_their_vowels(code: str, word: str, count: int) -> None:
    assert words_of(code).count_syllables(word) == count


@pytest.mark.parametrize("code", CAUGHT)
def test_small_words_are_words(code: str) -> None:
    assert {type(word) for word in words_of(code).small} == {str}


def test_every_language_of_the_line_has_its_words(flow: Flow) -> None:
    assert all(map(lexicon, flow.languages))


def test_another_country_has_the_words_of_its_language() -> None:
    assert lexicon("pt-PT") is lexicon("pt-BR")
    assert lexicon("es-MX") is None
