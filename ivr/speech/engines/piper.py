"""Piper's voices: natural, on this machine and without a network; the owner chooses the files.

https://github.com/OHF-Voice/piper1-gpl/blob/main/docs/API_PYTHON.md
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ivr.errors import EngineError
from ivr.settings import piper_voices
from ivr.speech import pace
from ivr.speech.audio.sound import Sound, join

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.speech.engines.engine import Utterance

BETWEEN_SENTENCES = 0.25
"""Seconds between two sentences; Piper speaks them one by one and leaves none."""
NO_FOLDER = "set IVR_PIPER_VOICES to the folder where Piper's .onnx voices are"


class Piper:
    """The engine that speaks with the `.onnx` voices of a folder; a voice is a file's name.

    Without a folder it is the one of the setting.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or piper_voices(os.environ)
        self._loaded: dict[Path, Any] = {}

    def speak(self, utterance: Utterance) -> Sound:
        """Return the sound of an utterance.

        Raises:
            EngineError: Piper or the voice is not there, or there is nothing to say.
        """
        if pace.wordless(utterance.text):
            raise EngineError(f"there is nothing to say in {utterance.text!r}: write some words")
        path = self._path(utterance.voice)
        library = _library()
        voice = self._voice(library, path)
        # Each sentence made as loud as the next would sound odd: `sound.at_level` levels the whole.
        how = library.SynthesisConfig(length_scale=1 / utterance.rate, normalize_audio=False)
        try:
            chunks = list(voice.synthesize(utterance.text, how))
        except Exception as error:  # onnxruntime's errors have no family
            raise EngineError(f"Piper's voice {utterance.voice} cannot speak: {error}") from error
        sounds = [Sound(each.audio_float_array.astype(float), each.sample_rate) for each in chunks]
        return join(sounds, BETWEEN_SENTENCES)

    def _voice(self, library: Any, path: Path) -> Any:
        """Return a voice, loaded once."""
        if path not in self._loaded:
            try:
                self._loaded[path] = library.PiperVoice.load(path)
            except Exception as error:  # onnxruntime's errors have no family
                raise EngineError(f"{path} cannot be loaded as a voice: {error}") from error
        return self._loaded[path]

    def _path(self, name: str) -> Path:
        if self._folder is None:
            raise EngineError(NO_FOLDER)
        if not self._folder.is_dir():
            raise EngineError(_no_such(self._folder))
        voices = {path.stem: path for path in sorted(self._folder.glob("*.onnx"))}
        if name not in voices:
            there = f"there are {', '.join(voices)}" if voices else "there is no .onnx file"
            raise EngineError(f"{self._folder} has no voice {name}; {there}")
        return voices[name]


def lacks() -> str:
    """Return what Piper needs here beside its package; nothing where all is there."""
    folder = piper_voices(os.environ)
    if folder is None:
        return NO_FOLDER
    return "" if folder.is_dir() else _no_such(folder)


def _no_such(folder: Path) -> str:
    return f"IVR_PIPER_VOICES={folder}: there is no such folder"


def _library() -> Any:
    try:
        return import_module("piper")
    except ImportError as error:
        raise EngineError(
            f"Piper is not installed: run pip install 'ivr-line[piper]' ({error})"
        ) from error
