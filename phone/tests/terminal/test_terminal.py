"""A call at a terminal: by turns from a pipe, and in real time from a keyboard."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from rich.console import Console
from twiml_phone import Call, Phone
from twiml_phone.terminal.converse import converse

# A process of its own session, whose terminal is its standard input: Ctrl-C reaches it.
CALL = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "from twiml_phone.cli.call import call; call(sys.argv[1:])"
)


def _by_turns(line: Flask, typed: str) -> tuple[Call, list[str]]:
    shown = io.StringIO()
    console = Console(file=shown, width=80)
    call = converse(Phone(line), "", io.StringIO(typed), console)
    return call, [" ".join(row.split()) for row in shown.getvalue().splitlines()]


def test_a_line_of_keys_is_pressed(line: Flask) -> None:
    call, rows = _by_turns(line, "1\n")
    assert rows == [
        "0.0 s en-US Press 1.",
        "1.0 s you 1",
        "1.0 s tr-TR Teşekkürler [/bold] 2J",
        "2.5 s end the line hung up",
    ]
    assert call.ended


def test_an_empty_line_is_silence(line: Flask) -> None:
    _, rows = _by_turns(line, "\n\n")
    assert rows[1:] == ["3.0 s you silence", "3.0 s pt-BR Até logo.", "4.1 s end the line hung up"]


def test_a_sound_shows_its_words_where_it_tells_them(line: Flask) -> None:
    shown = io.StringIO()
    converse(Phone(line, "/sounds"), "", io.StringIO("\n"), Console(file=shown, width=80))
    assert [" ".join(row.split()) for row in shown.getvalue().splitlines()] == [
        "0.0 s pt-BR Para contas, tecle 1.",
        "3.2 s you silence",
        "3.2 s sound https://ivr.invalid/bare.wav",
        "4.2 s end the line hung up",
    ]


def test_the_end_of_the_input_hangs_up(line: Flask) -> None:
    call, rows = _by_turns(line, "")
    assert rows[-1] == "1.0 s end you hung up"
    assert call.ended.by == "caller"


def test_what_is_no_key_is_explained(line: Flask) -> None:
    call, rows = _by_turns(line, "one\n1\n")
    assert rows[1].startswith("'one' cannot be pressed: the keys are 0 1 2")
    assert call.ended.by == "document"


class Terminal:
    """`twiml-phone call` at a terminal of its own."""

    def __init__(self, *arguments: str, **environ: str) -> None:
        self.keyboard, inside = pty.openpty()
        self._inside = inside
        self.modes = termios.tcgetattr(inside)
        self.process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-c", CALL, *arguments],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            env=os.environ | {"TERM": "dumb", "COLUMNS": "100"} | environ,
        )
        self.shown = ""

    def sees(self, text: str, seconds: float = 60) -> float:
        """Read what is shown until a text appears; return a moment at which it was not there yet.

        Seconds from then on are never too few, however late this process comes to read it.
        """
        os.set_blocking(self.keyboard, False)
        before = now = time.monotonic()
        until = now + seconds
        while text not in self.shown:
            before, now = now, time.monotonic()
            assert now < until, f"{text!r} is not in {self.shown!r}"
            try:
                self.shown += os.read(self.keyboard, 4096).decode()
            except (BlockingIOError, OSError):
                time.sleep(0.01)
        return before

    def types(self, keys: str) -> None:
        os.write(self.keyboard, keys.encode())

    def ends(self) -> int:
        """Wait for the end; the terminal is as it was before."""
        code = self.process.wait(timeout=60)
        assert termios.tcgetattr(self._inside)[3] == self.modes[3]
        return code

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.keyboard)
        os.close(self._inside)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*arguments: str, **environ: str) -> Terminal:
        opened.append(Terminal(*arguments, **environ))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_a_key_works_at_once_and_without_enter(terminal: Any, url: str) -> None:
    at = terminal(url)
    at.sees("Press 0-9, * or #")
    at.sees("Press 1.")
    at.types("1")
    at.sees("Teşekkürler [/bold] 2J")
    at.sees("the line hung up")
    assert at.ends() == 0
    assert "\x9b" not in at.shown


def test_silence_runs_into_the_timeout_in_real_time(terminal: Any, url: str) -> None:
    at = terminal(url)
    begun = at.sees("Press 1.")
    at.sees("Até logo.")
    assert time.monotonic() - begun > 2.5
    at.sees("the line hung up")
    assert at.ends() == 0


@pytest.mark.parametrize("keys", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_hanging_up_leaves_the_terminal_as_it_was(terminal: Any, url: str, keys: str) -> None:
    at = terminal(url)
    at.sees("Press 1.")
    at.types(keys)
    at.sees("you hung up")
    assert at.ends() == 0


def test_a_killed_call_leaves_the_terminal_as_it_was(terminal: Any, url: str) -> None:
    at = terminal(url)
    at.sees("Press 1.")
    at.process.send_signal(signal.SIGTERM)
    at.sees("you hung up")
    assert at.ends() == 0


def test_arrows_are_no_keys(terminal: Any, url: str) -> None:
    at = terminal(url)
    at.sees("Press 1.")
    at.types("\x1b[1~")
    at.sees("Até logo.")
    at.sees("the line hung up")
    assert at.ends() == 0


def test_a_sound_lasts_as_long_as_it_really_does(terminal: Any, url: str) -> None:
    at = terminal(f"{url}/sounds")
    begun = at.sees("pt-BR  Para contas, tecle 1.")
    at.sees("bare.wav")
    assert time.monotonic() - begun > 3
    at.sees("the line hung up")
    assert at.ends() == 0


def test_a_key_cuts_off_the_sound_that_is_playing(
    terminal: Any, url: str, answers: Event, tmp_path: Path, until: Callable[..., None]
) -> None:
    program = tmp_path / "ffplay"
    playing = tmp_path / "playing"
    program.write_text(f"#!/bin/sh\necho $$ > {playing}\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    at = terminal(f"{url}/sounds", "--sound", PATH=f"{tmp_path}:{os.environ['PATH']}")
    at.sees("Para contas, tecle 1.")
    until(lambda: playing.exists() and playing.read_text())
    process = int(playing.read_text())
    os.kill(process, 0)
    at.types("1")
    until(lambda: not _runs(process))  # before the line answers
    answers.set()
    at.sees("Tchau.")
    at.sees("the line hung up")
    assert at.ends() == 0


def test_hanging_up_cuts_off_the_sound_that_is_playing(
    terminal: Any, url: str, tmp_path: Path, until: Callable[..., None]
) -> None:
    program = tmp_path / "ffplay"
    playing = tmp_path / "playing"
    program.write_text(f"#!/bin/sh\necho $$ > {playing}\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    at = terminal(f"{url}/sounds", "--sound", PATH=f"{tmp_path}:{os.environ['PATH']}")
    until(lambda: playing.exists() and playing.read_text())
    process = int(playing.read_text())
    at.types("\x03")
    at.sees("you hung up")
    assert at.ends() == 0
    until(lambda: not _runs(process), 10)  # without a parent it is gone once init saw it end


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
