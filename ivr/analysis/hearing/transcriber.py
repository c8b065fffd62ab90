"""The listener: a speech recogniser that writes down what it hears, one sound at a time.

whisper-base, or another model that faster-whisper reads, on the processor and without a network.
https://github.com/SYSTRAN/faster-whisper
"""

from __future__ import annotations

import os
from functools import cached_property
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

import numpy as np

from ivr.errors import ListenerMissing
from ivr.speech.audio.sound import Sound, resample
from ivr.speech.voices.files import sha256_of
from ivr.speech.voices.listener import TOKENIZER, VOCABULARY, WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

RATE = 16_000
"""Samples a second the model takes."""
SETTINGS = 1
"""Counts up when anything here changes what is written down."""
PRECISION = "int8"
HOW: dict[str, Any] = {"beam_size": 5, "temperature": 0.0, "condition_on_previous_text": False}
"""The same sound gives the same words: nothing is drawn at random, nothing remembered of before."""
PACKAGE = "faster-whisper"
NEEDED = ("config.json", WEIGHTS.name, TOKENIZER.name, VOCABULARY.name)
"""Without its own tokenizer, faster-whisper would ask the network for one."""


class Transcriber:
    """The listener in a folder; its model is loaded with the first sound.

    Raises:
        ListenerMissing: The folder does not hold a whole model, or its package is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._package = metadata.version(PACKAGE)
        except metadata.PackageNotFoundError:
            raise ListenerMissing(
                f"{PACKAGE} is not installed: run pip install 'ivr-line[hear]'"
            ) from None
        if lacking := [name for name in NEEDED if not (folder / name).is_file()]:
            raise ListenerMissing(
                f"the listener is not in {folder} (no {lacking[0]}): run `ivr voices install "
                "listener`, or name the folder of another model with --model or IVR_LISTENER"
            )

    @cached_property
    def version(self) -> str:
        """What makes its words what they are: its weights, its package and how it is asked."""
        return f"{sha256_of(self.folder / WEIGHTS.name)[:8]}.{self._package}.{SETTINGS}"

    def write(self, sound: Sound, language: str) -> str:
        """Return the words of a sound in a language (BCP 47), as the listener writes them.

        Raises:
            ListenerMissing: The model cannot be loaded.
        """
        samples = resample(sound, RATE).samples.astype(np.float32)
        code = language.partition("-")[0].lower()
        segments, _ = self._model.transcribe(samples, language=code, **HOW)
        return " ".join(each.text.strip() for each in segments).strip()

    @cached_property
    def _model(self) -> Any:
        try:
            library = import_module("faster_whisper")
            return library.WhisperModel(
                str(self.folder),
                device="cpu",
                compute_type=PRECISION,
                cpu_threads=os.cpu_count() or 1,
                local_files_only=True,
            )
        except Exception as error:  # ctranslate2's errors have no family
            raise ListenerMissing(
                f"the listener in {self.folder} cannot be loaded: {error}"
            ) from error
