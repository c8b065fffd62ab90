"""`ivr listen` saves a place of the line as browsers play it, or as it arrives at a telephone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ivr.speech.audio import sound, ways
from ivr.speech.audio.sound import LISTEN_RATE, Sound
from ivr.speech.audio.target import PHONE_RATE

Listen = Callable[..., Sound]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, one_language: str) -> Path:
    folder = tmp_path_factory.mktemp("line")
    (folder / "menus.yaml").write_text(one_language, encoding="utf-8")
    return folder


@pytest.fixture
def listen(invoke: Callable[..., subprocess.CompletedProcess[str]], folder: Path) -> Listen:
    """What listens to a place, and returns what was saved."""
    return partial(listened, invoke, folder)


def listened(
    invoke: Callable[..., subprocess.CompletedProcess[str]], folder: Path, *words: str
) -> Sound:
    done = invoke("listen", *words, "-o", "heard.wav", cwd=folder)
    assert done.returncode == 0, done.stderr
    return sound.read(folder / "heard.wav")


def through(heard: Sound, *names: str) -> Sound:
    for name in names:
        heard = ways.through(heard, name)
    return heard


def same(one: Sound, other: Sound) -> bool:
    """Tell whether two sounds differ by no more than 16 bits round."""
    if len(one.samples) != len(other.samples):
        return False
    return bool(abs(one.samples - other.samples).max() < 1e-4)


def test_a_place_is_heard_at_the_rate_of_the_browsers_copy(listen: Listen) -> None:
    assert listen("main").rate == LISTEN_RATE


@pytest.mark.parametrize("way", ways.WAYS)
def test_through_each_way_the_telephones_copy_is_heard(
    listen: Listen, folder: Path, way: str
) -> None:
    heard = listen("prices.title", "--through", way)
    [copy] = folder.glob("audio/spoken/*/prices.title.*.normal.*.phone.wav")
    assert heard.rate == PHONE_RATE
    assert same(heard, through(sound.read(copy), way))


def test_several_ways_follow_each_other_in_the_order_they_are_given(
    listen: Listen, folder: Path
) -> None:
    one = listen("prices.title", "--through", "loss", "--through", "speaker")
    other = listen("prices.title", "--through", "speaker", "--through", "loss")
    [copy] = folder.glob("audio/spoken/*/prices.title.*.normal.*.phone.wav")
    sent = sound.read(copy)
    assert same(one, through(sent, "loss", "speaker"))
    assert same(other, through(sent, "speaker", "loss"))
    assert not same(one, other)


def test_a_whole_menu_arrives_with_its_pauses(listen: Listen) -> None:
    whole = listen("main")
    assert listen("main", "--through", "gsm").seconds == pytest.approx(whole.seconds, rel=0.02)


def test_it_is_saved_as_every_kind_of_file(
    invoke: Callable[..., subprocess.CompletedProcess[str]], folder: Path
) -> None:
    for name in ("heard.mp3", "heard.flac"):
        words = ("prices.title", "--through", "gsm", "-o", name)
        assert invoke("listen", *words, cwd=folder).returncode == 0
        assert sound.read(folder / name).rate == PHONE_RATE


def test_a_way_there_is_not_is_refused_with_those_there_are(
    invoke: Callable[..., subprocess.CompletedProcess[str]], folder: Path
) -> None:
    done = invoke("listen", "main", "--through", "radio", cwd=folder)
    assert done.returncode == 2
    assert "'gsm', 'loss', 'speaker'" in done.stderr
