"""Plays aloud, by a program of the machine's own, the sounds a call in real time plays."""

from __future__ import annotations

import shutil
import subprocess
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from twiml_phone.audio.chunks import repeat_wav
from twiml_phone.audio.errors import SoundFileError
from twiml_phone.audio.frames import begins_mp3
from twiml_phone.audio.header import length_of
from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.events import PromptPlayed

if TYPE_CHECKING:
    from twiml_phone import Call, Phone

PROGRAMS = {  # each tells a file's format by its first bytes
    "ffplay": ("-nodisp", "-autoexit", "-loglevel", "quiet"),
    "paplay": (),
    "aplay": ("-q",),
    "afplay": (),
}
MOST_SECONDS = 600
"""Of a sound that is repeated: each round is written out."""
WAV_ALONE = "aplay"
"""The program that takes any other file for bare samples, and makes a loud noise of it."""


def find_program() -> tuple[str, ...]:
    """Return the command that plays a sound file on this machine."""
    for program, options in PROGRAMS.items():
        if path := shutil.which(program):
            return (path, *options)
    names = ", ".join(PROGRAMS)
    raise PhoneError(f"no sound can be played here: install one of {names}")


class Player:
    """Plays one sound at a time; used as a context, it falls silent at the end."""

    def __init__(self, phone: Phone, command: tuple[str, ...]) -> None:
        self._phone = phone
        self._command = command
        self._playing: PromptPlayed | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = TemporaryDirectory(prefix="twiml-phone-")

    def follow(self, call: Call) -> None:
        """Play what sounds in a live call now, and nothing else."""
        now = next(
            (e for e in call.ahead if isinstance(e, PromptPlayed) and e.end > call.seconds), None
        )
        sounding = now if now and now.kind == "play" and now.start <= call.seconds else None
        if sounding != self._playing:
            self.stop()
            self._playing = sounding
            if sounding:
                self._start(sounding)

    def stop(self) -> None:
        """Cut off what is playing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._playing = None

    def _start(self, heard: PromptPlayed) -> None:
        """Play a sound as often as it will be heard, unless it cannot be played here."""
        body = self._phone.sound_file(heard.url) or b""
        try:
            once = length_of(body, "").seconds
        except SoundFileError:
            return
        if Path(self._command[0]).name == WAV_ALONE and not body.startswith(b"RIFF"):
            return
        file = Path(self._folder.name) / "sound"
        file.write_bytes(_rounds(body, min(heard.times, ceil(MOST_SECONDS / max(once, 1e-3)))))
        self._process = subprocess.Popen(  # noqa: S603  # the program we looked up
            [*self._command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._folder.cleanup()


def _rounds(body: bytes, times: int) -> bytes:
    """Return a file that holds a sound several times; one that cannot be joined holds it once."""
    if body.startswith(b"RIFF"):
        return repeat_wav(body, times)
    joins = begins_mp3(body) or body.startswith((b"ID3", b"OggS"))
    return body * times if joins else body
