"""Listed words are respelled for the voice, and everything else of a text stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ivr.menu.flow import Flow, Pronunciation
from ivr.menu.reader import examine
from ivr.menu.source import parse
from ivr.menu.whole_words import WORD, fold
from ivr.speech.request import SpeechRequest
from ivr.speech.say.say_as import SayAs
from ivr.speech.voice_choice import VoiceChoice

NET = Pronunciation("NET", "néti", "ˈnɛt͡ʃi")
SAC = Pronunciation("SAC", "sáqui")
ONLY_IPA = Pronunciation("Procon", ipa="pɾoˈkõ")
HOW = SayAs("pt-BR", [NET, ONLY_IPA], [SAC, Pronunciation("NET TV", "outra")])


def test_listed_words_are_respelled_and_the_rest_stays() -> None:
    assert HOW.said("A NET, o SAC e a net.", ipa=False) == "A néti, o sáqui e a net."


def test_ipa_is_for_engines_that_take_it() -> None:
    assert HOW.said("A NET e o SAC.", ipa=True) == "A ⟦ˈnɛt͡ʃi⟧ e o sáqui."


def test_a_word_that_is_known_in_ipa_alone_is_written_out_for_the_others() -> None:
    assert HOW.said("O PROCON.", ipa=False) == "O PROCON."
    assert HOW.said("O PROCON.", ipa=True) == "O ⟦pɾoˈkõ⟧."


def test_the_owners_list_goes_before_the_languages() -> None:
    assert HOW.said("A NET TV.", ipa=False) == "A néti TV."
    kept = SayAs("pt-BR", [Pronunciation("SAC", "SAC")], [SAC])
    assert kept.said("O SAC.", ipa=False) == "O SAC."


def test_what_was_put_in_is_not_looked_through_again() -> None:
    turning = SayAs("pt-BR", [Pronunciation("a", "b"), Pronunciation("b", "a b")], [])
    assert turning.said("a b", ipa=False) == "b a b"


@given(st.text())
def test_a_text_without_a_listed_word_stays_byte_for_byte(text: str) -> None:
    listed = {"net", "sac", "procon"}
    if not listed & {fold(word, "pt-BR") for word in WORD.findall(text)}:
        assert HOW.said(text, ipa=True) == text


@given(st.lists(st.sampled_from(["NET", "SAC", "net", "a", ",", ".", "(", "'"])))
def test_every_listed_word_is_respelled_wherever_it_stands(parts: list[str]) -> None:
    respelled = {"NET": "néti", "SAC": "sáqui"}
    expected = [respelled.get(each, each) for each in parts]
    assert HOW.said(" ".join(parts), ipa=False) == " ".join(expected)


def flow(text: str) -> Flow:
    made = examine(parse(text, "menus.yaml")).flow
    assert made is not None
    return made


def orders(text: str, folder: Path) -> dict[str, SpeechRequest]:
    casting = VoiceChoice(flow(text), folder)
    return {
        prompt.name: order
        for prompt in casting.flow.prompts
        if prompt.language == "pt-BR"
        if (order := casting.by("espeak", prompt, slow=False))
    }


def test_a_changed_pronunciation_renders_only_what_it_touches(
    good_menus: str, tmp_path: Path
) -> None:
    before = orders(good_menus, tmp_path)
    after = orders(f"{good_menus}\nsay: {{pt-BR: {{vendas: vêndas}}}}\n", tmp_path)
    changed = {name for name in before if before[name].key != after[name].key}
    assert changed == {name for name in before if "vendas" in before[name].prompt.text.casefold()}
    assert changed
    for name in changed:
        assert "vêndas" in after[name].text
        assert after[name].prompt == before[name].prompt


def test_a_value_is_respelled_where_it_is_said_and_its_name_is_not(
    good_menus: str, tmp_path: Path
) -> None:
    spoken = 'values:\n  net:\n    spoken: {pt-BR: "a NET", en-US: "the net"}\n'
    about = "    source: here\n    checked: 2026-11-22\n    check-again: 2027-05-22\n"
    text = good_menus.replace("values:\n", spoken + about, 1).replace(
        'pt-BR: "Vendas"', 'pt-BR: "{net}"'
    )
    made = orders(f"{text}\nsay: {{pt-BR: {{net: néti}}}}\n", tmp_path)
    assert [each.text for each in made.values() if each.said != each.prompt.text] == ["a néti"]


def test_without_a_list_a_text_is_said_as_it_is_written(good_menus: str, tmp_path: Path) -> None:
    for order in orders(good_menus, tmp_path).values():
        assert order.text == order.prompt.text
        assert replace(order, said="").key == order.key
