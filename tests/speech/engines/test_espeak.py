"""The embedded voice speaks every language of the line, on any machine."""

from __future__ import annotations

import pytest

from ivr.errors import EngineError
from ivr.menu.flow import Flow
from ivr.speech.audio.sound import Sound, measure
from ivr.speech.engines.engine import ALWAYS, Utterance, engine
from ivr.speech.engines.espeak import Espeak

VOICES = {"pt-BR": "pt-br", "en-US": "en-us", "tr-TR": "tr"}
HELLO = {
    "pt-BR": "Para ouvir de novo, tecle nove.",
    "en-US": "To hear it again, press nine.",
    "tr-TR": "Tekrar dinlemek için dokuza basın.",
}


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def spoken(espeak: Espeak, language: str, rate: float = 1.0) -> Sound:
    return espeak.speak(Utterance(HELLO[language], language, VOICES[language], rate))


def test_it_is_the_engine_that_always_speaks() -> None:
    assert isinstance(engine(ALWAYS), Espeak)


@pytest.mark.parametrize("language", VOICES)
def test_it_speaks_as_long_and_as_loud_as_a_person_would(espeak: Espeak, language: str) -> None:
    measured = measure(spoken(espeak, language))
    characters = len(HELLO[language]) / (measured.seconds - measured.head - measured.tail)
    assert 8 < characters < 20
    assert -30 < measured.level < -12
    assert measured.clipped == 0


@pytest.mark.parametrize("language", VOICES)
def test_a_slower_rate_takes_longer_in_proportion(espeak: Espeak, language: str) -> None:
    usual, slow = (spoken(espeak, language, rate).seconds for rate in (1.0, 0.7))
    assert slow / usual == pytest.approx(1 / 0.7, rel=0.15)


def test_the_same_words_sound_alike_again_whatever_was_said_between(espeak: Espeak) -> None:
    """Alike, not the same: the voice wavers a little, as people's do."""
    first = measure(spoken(espeak, "pt-BR"))
    spoken(espeak, "tr-TR", 0.6)
    again = measure(spoken(espeak, "pt-BR"))
    assert again.seconds == pytest.approx(first.seconds, rel=0.005)
    assert again.level == pytest.approx(first.level, abs=0.5)


def test_languages_sound_different(espeak: Espeak) -> None:
    text = "Net vivo 90"
    sounds = [espeak.speak(Utterance(text, code, voice)) for code, voice in VOICES.items()]
    assert len({each.seconds for each in sounds}) == 3


def test_a_voice_there_is_not_is_told(espeak: Espeak) -> None:
    with pytest.raises(EngineError, match="eSpeak NG has no voice xx-nowhere"):
        espeak.speak(Utterance("x", "xx", "xx-nowhere"))


def test_every_language_of_the_line_has_a_voice(espeak: Espeak, flow: Flow) -> None:
    for code in flow.languages:
        assert espeak.speak(Utterance("1, 2, 3", code, code.lower())).seconds > 0.5


def test_the_longest_prompt_is_spoken_to_its_end(espeak: Espeak, flow: Flow) -> None:
    longest = max(flow.prompts, key=lambda prompt: len(prompt.text))
    sound = espeak.speak(Utterance(longest.text, longest.language, longest.language.lower()))
    assert 8 < len(longest.text) / sound.seconds < 20


@pytest.mark.parametrize("text", ["<b>um</b> & dois", "[[pt]] três", "émoji 🎈 çığ", "a" * 3000])
def test_odd_texts_are_spoken_without_a_fall(espeak: Espeak, text: str) -> None:
    assert espeak.speak(Utterance(text, "pt-BR", "pt-br")).seconds > 0.2
