"""An order's key hashes the whole request: what changes the sound changes it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ivr.menu.flow import Flow, Prompt, Voice
from ivr.speech.request import NORMAL, SLOW, SLOW_IN_SENTENCE, SpeechRequest, preferred, voice_of

DIGITS = ("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove")
ORDER = SpeechRequest(
    prompt=Prompt("Ligue para um, zero, seis, dois, um. É grátis.", "pt-BR", "bill.text"),
    slow=False,
    engine="espeak",
    version="1.52",
    voice=Voice("pt-br"),
    digits=DIGITS,
)

CHANGES = {
    "text": replace(ORDER, prompt=replace(ORDER.prompt, text="Ligue.")),
    "language": replace(ORDER, prompt=replace(ORDER.prompt, language="pt-PT")),
    "engine": replace(ORDER, engine="gtts"),
    "version": replace(ORDER, version="1.53"),
    "voice": replace(ORDER, voice=Voice("pt")),
    "rate": replace(ORDER, voice=Voice("pt-br", rate=0.9)),
    "accent": replace(ORDER, voice=Voice("pt-br", accent="com.br")),
    "pace": replace(ORDER, slow=True),
    "pronunciation": replace(ORDER, said="Ligue já."),
    "digits": replace(ORDER, digits=DIGITS[:6]),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_what_changes_the_sound_changes_the_key(changed: SpeechRequest) -> None:
    assert changed.key != ORDER.key


def test_the_same_request_has_the_same_key_wherever_it_is_said() -> None:
    assert replace(ORDER, prompt=replace(ORDER.prompt, name="late.text")).key == ORDER.key


def test_the_file_tells_place_engine_pace_and_key() -> None:
    assert ORDER.stem == f"bill.text.espeak.normal.{ORDER.key}"
    assert replace(ORDER, slow=True).stem.startswith("bill.text.espeak.slow.")


def test_a_telephone_number_is_a_piece_of_its_own_and_slower() -> None:
    spoken = [(each.text, each.rate) for each in ORDER.utterances()]
    assert spoken == [
        ("Ligue para,", NORMAL.rate),
        ("um, zero, meia, dois, um", NORMAL.dictated),
        ("É grátis", NORMAL.rate),
    ]


def test_no_piece_falls_as_if_its_sentence_had_ended() -> None:
    text = "Ligue: um, zero, seis. Ou para um, cinco, um e peça ajuda."
    spoken = [each.text for each in with_text(text).utterances()]
    assert spoken == ["Ligue,", "um, zero, meia", "Ou para,", "um, cinco, um,", "e peça ajuda"]


def test_a_natural_voice_says_a_number_within_its_sentence() -> None:
    natural = replace(ORDER, engine="kokoro")
    spoken = [(each.text, each.rate) for each in natural.utterances()]
    assert spoken == [("Ligue para um, zero, meia, dois, um. É grátis.", 1.0)]


def test_slowly_it_pauses_between_sentences_and_slows_numbers_less() -> None:
    natural = replace(ORDER, engine="kokoro", slow=True)
    spoken = [(each.text, each.rate) for each in natural.utterances()]
    assert spoken == [
        ("Ligue para um, zero, meia, dois, um.", SLOW_IN_SENTENCE.dictated),
        ("É grátis.", SLOW_IN_SENTENCE.rate),
    ]
    assert SLOW_IN_SENTENCE.rate < SLOW_IN_SENTENCE.dictated < 1


def test_a_six_that_is_a_key_keeps_its_name() -> None:
    [utterance] = with_text("Tecle seis.").utterances()
    assert utterance.text == "Tecle seis"


def with_text(text: str) -> SpeechRequest:
    return replace(ORDER, prompt=replace(ORDER.prompt, text=text))


def test_a_slow_prompt_pauses_between_its_sentences() -> None:
    slow = replace(ORDER, slow=True, prompt=replace(ORDER.prompt, text="Ligue hoje. É grátis."))
    assert [each.text for each in slow.utterances()] == ["Ligue hoje.", "É grátis"]
    assert {each.rate for each in slow.utterances()} == {SLOW.rate}


def test_the_voice_is_given_the_text_as_it_is_said() -> None:
    respelled = replace(ORDER, said="A néti foi.")
    assert [each.text for each in respelled.utterances()] == ["A néti foi"]
    assert respelled.prompt.text == ORDER.prompt.text


def test_two_numbers_in_a_row_are_no_telephone_number() -> None:
    two = replace(ORDER, prompt=replace(ORDER.prompt, text="Tecle um, dois e espere."))
    assert len(list(two.utterances())) == 1


def test_the_embedded_voice_is_always_there_and_last(flow: Flow) -> None:
    for language in flow.languages.values():
        assert preferred(language) == ["gtts", "kokoro", "espeak"]
        assert voice_of(language, "piper") is None
    plain = replace(flow.languages["pt-BR"], voices={})
    assert preferred(plain) == ["kokoro", "espeak"]
    assert preferred(replace(plain, code="de-DE")) == ["espeak"]
    assert voice_of(plain, "espeak") == Voice("pt-br")


def test_every_prompt_of_the_line_has_a_name_of_its_own(flow: Flow) -> None:
    names = [(prompt.language, prompt.name) for prompt in flow.prompts]
    assert len(names) == len(set(names))
    assert len({language for language, _ in names}) == 3
