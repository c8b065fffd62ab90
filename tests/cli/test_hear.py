"""`ivr hear` with words that were kept before: no listener is needed to compare them again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.analysis.hearing.transcripts import CLEAN, KeptTranscript, Transcripts
from ivr.analysis.timing.clock import AudioClock
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.speech.voice_choice import VoiceChoice

LISTENER = "a listener of long ago"


@pytest.fixture
def spoken(tmp_path: Path, one_language: str, speak: Callable[[Flow, Path], AudioClock]) -> Path:
    """A folder with a line of one language, and all of its sounds."""
    (tmp_path / "menus.yaml").write_text(one_language, encoding="utf-8")
    speak(read(tmp_path / "menus.yaml"), tmp_path / "audio")
    return tmp_path


@pytest.fixture
def hear(invoke: Any, spoken: Path) -> Any:
    def run(*words: object, **environ: str) -> Any:
        cache = {"XDG_CACHE_HOME": str(spoken / "cache"), "IVR_VOICES": str(spoken / "voices")}
        return invoke("hear", *words, cwd=spoken, **(cache | environ))

    return run


@pytest.fixture
def transcribe(spoken: Path) -> Callable[..., None]:
    """Keep what was heard: each prompt's own text, or other words by the prompt's name."""

    def transcribe(way: str = CLEAN, **words: str) -> None:
        flow = read(spoken / "menus.yaml")
        casting = VoiceChoice(flow, spoken / "audio")
        Transcripts(spoken / "cache" / "ivr" / "transcripts.sqlite").keep(
            *(
                KeptTranscript(
                    casting.always(prompt, slow=False).key,
                    way,
                    LISTENER,
                    words.get(prompt.name, prompt.text),
                )
                for prompt in flow.prompts
            )
        )

    return transcribe


def test_what_is_heard_as_it_is_said_has_no_errors(hear: Any, transcribe: Any) -> None:
    transcribe()
    done = hear()
    assert done.returncode == 0
    assert "0.0% of words and 0.0% of phonemes wrong, 5 of 5 keys heard" in done.stdout
    assert "said / heard" not in done.stdout


def test_the_worst_prompt_comes_first_with_what_was_heard(hear: Any, transcribe: Any) -> None:
    transcribe(**{"hours.text": "A pen.", "main.to-prices": "To ask for prices, press.", "x": ""})
    told = hear().stdout
    assert told.index("main.to-prices") < told.index("hours.text")
    assert "A pen." in told
    assert "lost" in told
    assert "4 of 5 keys heard" in told
    assert "hours.text" not in hear("--worst", "1").stdout


def test_words_that_fail_everywhere_stand_on_top(hear: Any, transcribe: Any) -> None:
    garbled = dict.fromkeys(("main.to-prices", "main.to-hours"), "Two ask four price is, breath")
    transcribe(**garbled)
    told = hear("main.to-prices", "main.to-hours").stdout
    assert "never heard: press (2)" in told.splitlines()[1]


def test_only_what_is_heard_at_a_place_is_compared(hear: Any, transcribe: Any) -> None:
    transcribe()
    assert "1 prompts," in hear("hours.text").stdout
    done = hear("hourz")
    assert done.returncode == 2
    assert "did you mean" in done.stderr


def test_json_holds_every_figure(hear: Any, transcribe: Any) -> None:
    transcribe(**{"main.to-hours": "To hear the opening hours, press nine."})
    [found] = json.loads(hear("--json").stdout)
    assert (found["language"], found["through"]) == ("en-US", None)
    assert (found["keys"], found["keys_heard"]) == (5, 4)
    assert found["heard"][0]["prompt"] == "main.to-hours"
    assert found["heard"][0]["missed"] == ["one"]
    assert found["heard"][0]["key_heard"] is False
    assert 0 < found["per"] < found["wer"] < 0.1


def test_each_way_to_the_ear_is_heard_for_itself(hear: Any, transcribe: Any) -> None:
    transcribe("gsm+loss", **{"hours.text": "Nothing of it."})
    done = hear("hours.text", "--through", "gsm", "--through", "loss")
    assert "en-US through gsm+loss" in done.stdout
    assert "Nothing of it." in done.stdout
    assert hear("hours.text").returncode == 1


def test_without_a_listener_it_is_told_what_to_type(hear: Any, spoken: Path) -> None:
    done = hear()
    assert done.returncode == 1
    assert (
        "ivr voices install listener" in done.stderr
        or "pip install 'ivr-line[hear]'" in done.stderr
    )
    assert done.stderr.count("\n") == 1
    assert not (spoken / "cache").exists()


def test_prompts_without_a_sound_are_told(hear: Any, transcribe: Any, spoken: Path) -> None:
    transcribe()
    shutil.rmtree(spoken / "audio")
    done = hear()
    assert (done.returncode, done.stdout) == (1, "")
    assert "19 prompts have no sound: run `ivr speak`" in done.stderr


def test_the_rule_reads_what_was_heard(invoke: Any, spoken: Path, transcribe: Any) -> None:
    transcribe(**{"hours.text": "A pen.", "main.to-prices": "To ask for prices, press."})
    cache = {"XDG_CACHE_HOME": str(spoken / "cache")}
    told = invoke("check", "--rule", "R89", cwd=spoken, **cache).stdout
    assert 'the sound of main.to-prices: its key was not heard; heard as "To ask for' in told
    assert "the sound of hours.text: 9" in told
    assert len(told.splitlines()) == 2
    assert invoke("check", "--rule", "R89", cwd=spoken, XDG_CACHE_HOME="none").stdout == ""
