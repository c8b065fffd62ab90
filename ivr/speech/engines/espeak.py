"""The embedded voice, eSpeak NG: plain, quick, and there on every machine.

https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any

import espeakng_loader
import numpy as np

from ivr.errors import EngineError
from ivr.speech.audio.sound import Sound

if TYPE_CHECKING:
    from ivr.speech.engines.engine import Utterance

SYNCHRONOUS = 2
UTF8 = 1
RATE = 1
WORDS_A_MINUTE = 150
SLOWEST = 80
"""The library speaks no slower, in words a minute."""

TAKE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Espeak:
    """The embedded engine. The library has one state a process: do not speak from two threads."""

    def speak(self, utterance: Utterance) -> Sound:
        """Return the sound of an utterance."""
        library = library_with_voice(utterance.voice)
        speed = max(SLOWEST, round(WORDS_A_MINUTE * utterance.rate))
        library.espeak_SetParameter(RATE, speed, 0)
        return Sound(_spoken(library, utterance.text), _library()[1])


def library_with_voice(voice: str) -> ctypes.CDLL:
    """Return the library, one of whose voices is chosen.

    Raises:
        EngineError: It has no such voice.
    """
    library, _ = _library()
    if all(
        library.espeak_SetVoiceByName(name.encode()) != 0
        for name in (voice, voice.split("-", maxsplit=1)[0])
    ):
        raise EngineError(f"eSpeak NG has no voice {voice}")
    return library


def _spoken(library: ctypes.CDLL, text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    pieces: list[bytes] = []

    def take(samples: Any, count: int, _: object) -> int:
        if count > 0:
            pieces.append(ctypes.string_at(samples, count * ctypes.sizeof(ctypes.c_short)))
        return 0

    taker = TAKE(take)  # the library keeps no reference: it must live until all is spoken
    library.espeak_SetSynthCallback(taker)
    data = text.encode()
    if library.espeak_Synth(data, len(data) + 1, 0, 1, 0, UTF8, None, None) != 0:
        raise EngineError("eSpeak NG could not speak a text")
    return np.frombuffer(b"".join(pieces), np.int16) / 32768


@cache
def _library() -> tuple[ctypes.CDLL, int]:
    """Return the library, set up, and the samples a second it makes."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    if rate <= 0:
        raise EngineError("eSpeak NG could not be started")
    return library, rate
