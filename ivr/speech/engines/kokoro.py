"""Kokoro's voices: natural, rendered on this machine by a model of 82 million parameters.

The model takes phonemes, which the embedded eSpeak NG writes; onnxruntime computes it.
https://huggingface.co/hexgrad/Kokoro-82M
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from ivr.errors import EngineError
from ivr.settings import voices_folder
from ivr.speech import pace
from ivr.speech.audio.sound import Sound, join, trim
from ivr.speech.audio.target import HEAD, TAIL
from ivr.speech.engines.kokoro_tuning import (
    BETWEEN_SENTENCES,
    MOST_TOKENS,
    RATE,
    TOKENS,
    Tuning,
    tokens,
    tuning,
)
from ivr.speech.engines.phonemes import phonemes
from ivr.speech.voices.kokoro import ROWS, STYLE_BYTES, WIDTH, KokoroFiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ivr.speech.engines.engine import Utterance

    Style = NDArray[np.float32]

SENTENCES = re.compile(r"(?<=[.!?…])\s+")
THREADS = 1
"""Processors one process computes with: `ivr speak` starts a process for each there is."""
PAUSES = {TOKENS[mark] for mark in ";:,—."}
SPACE = TOKENS[" "]
BLENDED = "+"
"""Between the names of voices whose mean speaks: `hf_alpha+pf_dora`."""


class Kokoro:
    """The engine that speaks with the model and voices of a folder; without one, of the setting."""

    def __init__(self, folder: Path | None = None) -> None:
        self._files = KokoroFiles(folder or voices_folder(os.environ))
        self._model: Any = None
        self._styles: dict[str, Style] = {}

    def speak(self, utterance: Utterance) -> Sound:
        """Return the sound of an utterance.

        Raises:
            EngineError: The model or the voice is not there, or there is nothing to say.
        """
        if pace.wordless(utterance.text):
            raise EngineError(f"there is nothing to say in {utterance.text!r}: write some words")
        style = self._style(utterance.voice)
        how, spoken_as = tuning(utterance.language), utterance.language.lower()
        said = [
            trim(Sound(self._said(part, style, how, utterance.rate), RATE))
            for sentence in SENTENCES.split(utterance.text.strip())
            for part in parts(tokens(phonemes(sentence, spoken_as), how))
        ]
        return join(said, max(0.0, BETWEEN_SENTENCES - HEAD - TAIL))

    def _said(
        self, numbers: Sequence[int], style: Style, how: Tuning, rate: float
    ) -> NDArray[np.float64]:
        row = min(max(len(numbers), how.shortest), ROWS - 1)
        asked = {
            "tokens": np.array([[0, *numbers, 0]], np.int64),
            "style": style[row : row + 1],
            "speed": np.array([how.speed * rate], np.float32),
        }
        try:
            [made] = self._loaded().run(None, asked)
        except EngineError:
            raise
        except Exception as error:  # onnxruntime's errors have no family
            raise EngineError(f"the Kokoro model cannot speak: {error}") from error
        return np.asarray(made, np.float64).ravel()

    def _loaded(self) -> Any:
        """Return the model, loaded once."""
        if self._model is None:
            self._model = _load(self._files.model)
        return self._model

    def _style(self, voice: str) -> Style:
        """Return the rows of a voice, or the mean of several, read once."""
        if voice not in self._styles:
            self._styles[voice] = _read(self._files, voice)
        return self._styles[voice]


def parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut what is longer than the model takes: after its last mark, else at its last space."""
    while len(numbers) > MOST_TOKENS:
        end = _last(numbers, PAUSES) or _last(numbers, {SPACE}) or MOST_TOKENS
        yield numbers[:end]
        numbers = numbers[end:]
    if numbers:
        yield numbers


def _last(numbers: Sequence[int], among: set[int]) -> int:
    """Return the end of the last of some tokens that the model can still take, or 0."""
    return max((i + 1 for i, each in enumerate(numbers[:MOST_TOKENS]) if each in among), default=0)


def _read(files: KokoroFiles, voice: str) -> Style:
    if lacking := files.lacks:
        raise EngineError(lacking)
    rows = np.stack([_read_one(files, each) for each in voice.split(BLENDED)])
    mean: Style = rows.mean(axis=0, dtype=np.float32)
    return mean


def _read_one(files: KokoroFiles, voice: str) -> Style:
    if voice not in files.voices:
        there = ", ".join(files.voices)
        raise EngineError(f"Kokoro has no voice {voice}; there are {there}")
    data = files.style(voice).read_bytes()
    if len(data) != STYLE_BYTES:
        raise EngineError(f"{files.style(voice)} is damaged: run `ivr voices install kokoro`")
    return np.frombuffer(data, "<f4").reshape(ROWS, WIDTH)


def _load(path: Path) -> Any:
    try:
        library = import_module("onnxruntime")
    except ImportError as error:
        raise EngineError(
            f"onnxruntime is not installed: run pip install 'ivr-line[kokoro]' ({error})"
        ) from error
    options = library.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = 3  # errors only: it warns of what nobody can change
    try:
        return library.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no family
        raise EngineError(
            f"{path} cannot be loaded: run `ivr voices install kokoro` ({error})"
        ) from error
