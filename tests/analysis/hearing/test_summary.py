"""What many prompts come to, and which key each of them offers."""

from __future__ import annotations

from ivr.analysis.hearing.comparison import compare
from ivr.analysis.hearing.offers import offers
from ivr.analysis.hearing.summary import HeardPrompt, failing, totals
from ivr.menu.flow import Flow, Language, Prompt


def heard(text: str, transcript: str, language: Language, key: str | None = None) -> HeardPrompt:
    prompt = Prompt(text, language.code, text)
    return HeardPrompt(prompt, transcript, compare(text, transcript, language, key), 2.0)


def test_totals_are_of_words_and_not_of_prompts(portuguese: Language) -> None:
    whole = totals(
        [
            heard("Conta, tecle 1.", "conta tecle um", portuguese, "1"),
            heard("Sinal, tecle 2.", "", portuguese, "2"),
            heard("Ligue um, cinco, um, e anote o protocolo.", "Ligue 151.", portuguese),
        ]
    )
    assert (whole.prompts, whole.keys, whole.keys_heard, whole.seconds) == (3, 2, 1, 6.0)
    assert (whole.digits, whole.digits_misheard) == (3, 0)
    assert whole.wer == (0 + 3 + 4) / (3 + 3 + 8)


def test_a_word_fails_everywhere_if_it_is_never_heard(portuguese: Language) -> None:
    scores = [
        heard("Conta, tecle 1.", "conta, ecli um", portuguese).score,
        heard("Sinal, tecle 2.", "sinal, equile dois", portuguese).score,
        heard("Conta.", "Ponta.", portuguese).score,
    ]
    assert failing(scores) == [("tecle", 2)]


def test_nothing_adds_up_to_nothing() -> None:
    assert totals([]).wer == totals([]).per == 0


def test_a_lost_key_is_worse_than_any_other_word(portuguese: Language) -> None:
    lost = heard("Conta, tecle 1.", "Conta, tecle", portuguese, "1")
    garbled = heard("Conta, tecle 1.", "Lontra e fecha um", portuguese, "1")
    assert lost.badness > garbled.badness


def test_each_choice_offers_its_key(flow: Flow) -> None:
    keys = offers(flow)
    for place in flow.places.values():
        for code in flow.languages:
            for choice in place.choices_in(code):
                prompt = choice.prompt(code)
                assert keys[prompt.name, prompt.language] == choice.key
    assert keys["everywhere.repeat", "en-US"] == flow.everywhere.repeat.key
    assert (flow.start + ".title", "en-US") not in keys
