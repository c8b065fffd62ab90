"""The listener itself: real sounds of the embedded voice are written down by a real model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.analysis.hearing.comparison import Score, compare
from ivr.analysis.hearing.listen import listen
from ivr.analysis.hearing.transcriber import Transcriber
from ivr.analysis.hearing.transcripts import CLEAN, Transcripts
from ivr.errors import ListenerMissing, SoundMissing
from ivr.menu.flow import Flow, Prompt
from ivr.menu.reader import read
from ivr.settings import listener_folder
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.audio.ways import through
from ivr.speech.engines.espeak import Espeak
from ivr.speech.make import make, render
from ivr.speech.store.shelf import PHONE, Shelf
from ivr.speech.voice_choice import VoiceChoice

TEXTS = (
    "Our office is open from Monday to Friday.",
    "Please have your last invoice at hand.",
    "Call one, three, three, one. The call is free.",
    "We will send a technician to your house tomorrow morning.",
)
BEST, WORST = 0.25, 0.5
"""Phoneme errors: eSpeak's English stays well under the one, what is no speech over the other."""
FOLDER = listener_folder(os.environ)


@pytest.fixture(scope="module")
def transcriber() -> Transcriber:
    try:
        return Transcriber(FOLDER)
    except ListenerMissing as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def hear(flow: Flow, transcriber: Transcriber) -> Callable[..., Score]:
    """What tells how well a sound of a text is understood, once something was done to it."""

    def hear(text: str, change: Callable[[Sound], Sound] = lambda heard: heard) -> Score:
        prompt = Prompt(text, "en-US", "said")
        order = VoiceChoice(flow, Path("audio")).always(prompt, slow=False)
        said = sound.resample(render(order, Espeak()), sound.PHONE_RATE)
        written = transcriber.write(change(said), "en-US")
        return compare(text, written, flow.languages["en-US"])

    return hear


@pytest.mark.hearing
def test_plain_english_is_understood(hear: Callable[..., Score]) -> None:
    scores = [hear(text) for text in TEXTS]
    assert sum(each.phone_errors for each in scores) / sum(each.phones for each in scores) < BEST
    assert sum(each.digits_misheard for each in scores) == 0
    assert sum(each.digits for each in scores) == 4


@pytest.mark.hearing
def test_what_is_no_speech_is_not_understood(hear: Callable[..., Score]) -> None:
    backwards = hear(TEXTS[0], lambda heard: Sound(heard.samples[::-1].copy(), heard.rate))
    assert backwards.per > WORST
    assert hear(TEXTS[0], lambda heard: Sound(heard.samples * 0, heard.rate)).per > WORST


@pytest.mark.hearing
def test_a_small_loudspeaker_in_a_room_is_understood_worse(hear: Callable[..., Score]) -> None:
    def errors(change: Callable[[Sound], Sound]) -> int:
        return sum(hear(text, change).phone_errors for text in TEXTS)

    assert errors(lambda heard: through(heard, "speaker")) > errors(lambda heard: heard)


@pytest.mark.hearing
def test_the_same_sound_gives_the_same_words(
    flow: Flow, transcriber: Transcriber, tmp_path: Path
) -> None:
    prompt = Prompt(TEXTS[2], "en-US", "said")
    order, shelf = VoiceChoice(flow, tmp_path).always(prompt, slow=False), Shelf(tmp_path)
    make(order, shelf)
    files = [Transcripts(tmp_path / name) for name in ("one.sqlite", "two.sqlite")]
    [[(_, one)], [(_, two)]] = (
        list(listen([order], shelf, CLEAN, transcriber, file)) for file in files
    )
    assert one == two != ""
    shelf.path(order, PHONE).unlink()
    assert list(listen([order], shelf, CLEAN, transcriber, files[0])) == [(order, one)]


@pytest.mark.hearing
def test_a_line_is_listened_to_by_the_command(
    transcriber: Transcriber, one_language: str, tmp_path: Path, speak: Callable[..., object]
) -> None:
    (tmp_path / "menus.yaml").write_text(one_language, encoding="utf-8")
    speak(read(tmp_path / "menus.yaml"), tmp_path / "audio")
    environ = {"XDG_CACHE_HOME": str(tmp_path), "IVR_LISTENER": str(transcriber.folder)}
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "ivr", "hear", "hours.text", "prices.text", "--json"],
        cwd=tmp_path,
        env=os.environ | environ,
        capture_output=True,
        check=True,
    )
    [found] = json.loads(done.stdout)
    assert found["prompts"] == len(found["heard"]) == 2
    assert found["per"] < BEST
    kept = Transcripts(tmp_path / "ivr" / "transcripts.sqlite")
    assert len(kept.find(CLEAN, transcriber.version)) == 2


@pytest.mark.hearing
@pytest.mark.usefixtures("transcriber")
def test_no_command_loads_a_listener_before_it_listens() -> None:
    loads = "import sys; from ivr.cli import *; [main.get_command(click.Context(main), c) "
    loads += "for c in COMMANDS]; print({'faster_whisper', 'ctranslate2'} & sys.modules.keys())"
    done = subprocess.run(  # noqa: S603  # our own modules
        [sys.executable, "-c", f"import click; {loads}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.hearing
def test_a_file_that_is_no_sound_is_named(
    flow: Flow, transcriber: Transcriber, tmp_path: Path
) -> None:
    order = VoiceChoice(flow, tmp_path).always(Prompt(TEXTS[0], "en-US", "said"), slow=False)
    shelf = Shelf(tmp_path)
    shelf.path(order).parent.mkdir(parents=True)
    shelf.path(order).write_bytes(b"no sound")
    kept = Transcripts(tmp_path / "kept.sqlite")
    with pytest.raises(SoundMissing, match=r"said\..*cannot be read .*ivr speak"):
        list(listen([order], shelf, CLEAN, transcriber, kept))


def test_a_folder_that_is_no_model_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(ListenerMissing, match=r"ivr voices install listener|ivr-line\[hear\]"):
        Transcriber(tmp_path)
