"""Sounds played aloud: by a program that notes what it is given, and when it is stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from flask import Flask
from twiml_phone import Phone
from twiml_phone.errors import PhoneError
from twiml_phone.terminal.player import PROGRAMS, Player, find_program

PROGRAM = """\
#!{python}
import pathlib, shutil, sys, time
folder = pathlib.Path({folder!r})
number = len(list(folder.glob("*.wav")))
shutil.copy(sys.argv[-1], folder / f"{{number}}.part")
(folder / f"{{number}}.part").rename(folder / f"{{number}}.wav")
time.sleep(60)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program by a name we look for, in a folder of its own."""
    (tmp_path / "bin").mkdir()
    file = tmp_path / "bin" / "aplay"
    file.write_text(PROGRAM.format(python=sys.executable, folder=str(tmp_path)), encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, program: Path) -> Path:
    """A machine with no other programs."""
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def test_the_program_this_machine_has_is_used(alone: Path) -> None:
    assert find_program() == (str(alone), "-q")


def test_a_machine_without_one_is_told_what_to_install(alone: Path) -> None:
    alone.unlink()
    with pytest.raises(PhoneError, match=f"install one of {', '.join(PROGRAMS)}"):
        find_program()


def test_what_sounds_is_played_and_nothing_else(line: Flask, alone: Path, until: Callable) -> None:
    phone = Phone(line, "/sounds", keep_sounds=True)
    call = phone.dial(live=True)
    with Player(phone, find_program()) as player:
        player.follow(call)
        menu = player._process
        until((alone.parents[1] / "0.wav").exists)
        player.follow(call)
        assert player._process is menu
        call.wait(1.5)
        player.follow(call)
        assert menu.returncode is not None
        assert player._process is None
        call.wait(1.75)
        player.follow(call)
        bare = player._process
        until((alone.parents[1] / "1.wav").exists)
    assert bare.returncode is not None
    lengths = [soundfile.info(alone.parents[1] / f"{n}.wav").duration for n in (0, 1)]
    assert lengths == [1.25, 1.0]


@pytest.mark.usefixtures("alone")
def test_a_sound_that_cannot_be_decoded_is_not_played(line: Flask) -> None:
    phone = Phone(line, "/sounds", keep_sounds=False)
    with Player(phone, find_program()) as player:
        player.follow(phone.dial(live=True))
        assert player._process is None


def test_a_program_for_wav_alone_is_given_no_mp3(
    alone: Path, until: Callable, playing: Callable, recording: Callable
) -> None:
    mp3 = ("audio/mpeg", recording(0.5, "MP3", "MPEG_LAYER_III", 24000))
    phone = Phone(playing(voice="<Play loop='2'>/a</Play>", a=mp3), keep_sounds=True)
    with Player(phone, find_program()) as player:
        player.follow(phone.dial(live=True))
        assert player._process is None
    other = alone.rename(alone.with_name("ffplay"))
    with Player(phone, (str(other),)) as player:
        player.follow(phone.dial(live=True))
        until((alone.parents[1] / "0.wav").exists)
    assert (alone.parents[1] / "0.wav").read_bytes() == mp3[1] * 2
