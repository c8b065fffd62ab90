"""Sounds are measured as they lie on the shelf; where one is missing, none is."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from ivr.analysis.rules.clip import listen
from ivr.analysis.rules.measured_line import hear
from ivr.menu.flow import Flow, Prompt
from ivr.menu.reader import read
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.plan import Plan
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker

RATE = 8000
WORDS = Prompt("Words", "en-US", "hours.text")


@pytest.fixture(scope="module")
def small() -> Flow:
    return read(Path(__file__).with_name("line.yaml"))


def tone(seconds: float, level: float) -> np.ndarray:
    """Something as loud as speech, to be told from silence."""
    times = np.arange(round(seconds * RATE)) / RATE
    return 10 ** (level / 20) * np.sqrt(2) * np.sin(2 * np.pi * 440 * times)


def test_a_sound_is_measured(tmp_path: Path) -> None:
    quiet = np.zeros(RATE // 2)
    samples = np.concatenate([tone(1, -22), quiet, tone(1, -22), quiet[: RATE // 10]])
    file = tmp_path / "words.wav"
    file.write_bytes(sound.encode(Sound(samples, RATE), "WAV", "ULAW"))
    clip = listen(file, WORDS, "espeak en-us", slow=False)
    assert (clip.rate, clip.channels, clip.coding) == (RATE, 1, "ULAW")
    assert clip.pauses == pytest.approx([0.5], abs=0.02)
    assert clip.measure.level == pytest.approx(-22, abs=0.2)
    assert clip.speaking == pytest.approx(2.0, abs=0.05)


def test_a_line_is_heard_only_as_a_whole(small: Flow, clinic: Path, tmp_path: Path) -> None:
    orders = Plan(Stocktaker(small, tmp_path), ALWAYS).orders()
    assert hear(small, tmp_path) == (None, len(orders))
    shelf = Shelf(Path(shutil.copytree(clinic / "spoken", tmp_path / "spoken")).parent)
    shelf.path(orders[0]).rename(tmp_path / "away")
    assert hear(small, tmp_path) == (None, 1)
    (tmp_path / "away").rename(shelf.path(orders[0]))
    heard, silent = hear(small, tmp_path)
    assert silent == 0
    assert heard
    assert len(heard.clips) == len(orders)
    assert heard.reports["en-US"].welcome == pytest.approx(2.0, abs=1.5)
