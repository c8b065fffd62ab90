"""One measured sound of a line: who speaks it, how loud, how fast, with which pauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from ivr.speech.audio import frames, sound

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from ivr.menu.flow import Prompt
    from ivr.speech.audio.sound import Measure, Sound

LONG_PAUSE = 0.25
"""Seconds: a shorter silence belongs to the words."""


@dataclass(frozen=True)
class Clip:
    """A sound that callers hear. `pauses` are the silences within its speech, in seconds.

    `transcript` is what a listener wrote down of it (`ivr hear`); None where none has listened.
    """

    prompt: Prompt
    slow: bool
    voice: str
    rate: int
    channels: int
    coding: str
    measure: Measure
    pauses: tuple[float, ...]
    transcript: str | None = None

    def __str__(self) -> str:
        return f"the sound of {self.prompt.name}{', slow' * self.slow}"

    @cached_property
    def speaking(self) -> float:
        """Seconds in which words are said: without the silence around and the longer pauses."""
        quiet = sum(pause for pause in self.pauses if pause > LONG_PAUSE)
        return self.measure.seconds - self.measure.head - self.measure.tail - quiet


def listen(
    file: Path | BinaryIO,
    prompt: Prompt,
    voice: str,
    transcript: str | None = None,
    *,
    slow: bool,
) -> Clip:
    """Measure a sound file."""
    with soundfile.SoundFile(file) as about:
        heard = sound.read_open(about)
    return Clip(
        prompt=prompt,
        slow=slow,
        voice=voice,
        rate=about.samplerate,
        channels=about.channels,
        coding=about.subtype,
        measure=sound.measure(heard),
        pauses=pauses(heard),
        transcript=transcript,
    )


def pauses(heard: Sound) -> tuple[float, ...]:
    """Return the seconds of each silence between the first word of a sound and the last."""
    loud = frames.speech(frames.powers(heard.samples, heard.rate), sound.GATE)
    [spoken] = np.nonzero(loud)
    apart = np.diff(spoken) - 1
    return tuple(float(count) * frames.FRAME for count in apart[apart > 0])
