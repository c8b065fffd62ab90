"""The times told are those the phone hears on the real line, over its real sounds."""

from __future__ import annotations

import pytest
from twiml_phone import Phone
from twiml_phone.call import Call
from twiml_phone.interpreter.events import PromptPlayed

from ivr.analysis.timing.answers import Answer
from ivr.analysis.timing.listener import Listener
from ivr.analysis.timing.measure import measure
from ivr.analysis.timing.ways import ways
from ivr.settings import Settings
from ivr.web.app import create_app

LANGUAGES = ("pt-BR", "en-US", "tr-TR")
A_DOZEN = 12


def test_the_phone_hears_each_answer_of_a_small_line_when_the_clock_says(small) -> None:
    for language in ("pt-BR", "en-US"):
        assert walked(small, language, 99) == len(ways(small.flow, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_hears_a_dozen_answers_of_a_large_line_when_the_clock_says(
    large, language: str
) -> None:
    assert walked(large, language, A_DOZEN) == A_DOZEN


def walked(line, language: str, most: int) -> int:
    """Call for answers from the most to the least wanted, and count those heard on time."""
    settings = {"IVR_LOCAL": "1", "MENUS": str(line.menus), "IVR_AUDIO": str(line.audio)}
    app = create_app(Settings.from_environ(settings | {"IVR_RENDER": "0"}))
    answers = measure(line.flow, language, line.clock).answers
    chosen = answers[:: max(1, len(answers) // most)][:most]
    with Phone(app, "/voice", home="http://127.0.0.1") as phone:
        return sum(
            on_time(phone.dial(f"?language={language}"), each, line, language) for each in chosen
        )


def on_time(call: Call, answer: Answer, line, language: str) -> bool:
    """Press each key when a listener would; tell whether the answer begins when the clock says.

    The line answers here at once, so a listener's wait for it is added for each key.
    """
    listener, spent = Listener(), 0.0
    for stop, key in zip(answer.stops, answer.keys, strict=True):
        option = next(option.prompt.text for option in stop.options if option.key == key)
        ended = next(each.end for each in newest(call) if each.text == option)
        spent += ended - newest(call)[0].start + listener.press
        call.press(key, after=ended - call.requests[-1].at + listener.key)
    assert newest(call)[0].text == line.flow.places[answer.place].titles[language].text
    return spent == pytest.approx(answer.first_word, abs=0.01)


def newest(call: Call) -> list[PromptPlayed]:
    """Return what has been heard since the line last answered."""
    return [each for each in call.heard if each.start >= call.requests[-1].at]
