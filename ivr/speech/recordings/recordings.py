"""Finds recordings by people, which go before every engine, and whether they still hold.

audio/recorded/pt-BR/bill.title.wav        a prompt's name
audio/recorded/pt-BR/bill.title.txt        the words that were said
audio/recorded/pt-BR/bill.title.slow.wav   the same for callers who asked for a slower pace

Whoever only looks for them loads nothing that reads sounds.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from twiml_phone.encoding import text_of

from ivr.errors import EngineError, SoundRefused
from ivr.files import present, write_whole
from ivr.speech.pace import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivr.menu.flow import Prompt
    from ivr.speech.audio.sound import Sound
    from ivr.speech.engines.engine import Utterance

SLOW = ".slow"
MOST = 48_000
"""Samples a second that are kept; more hold nothing of a voice."""


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file in which a person says a prompt; its name is the prompt's, `text` what was said.

    `text` is None where nobody wrote it down: it cannot be known whether it still holds.
    """

    name: str
    language: str
    path: Path
    text: str | None

    @property
    def prompt(self) -> str:
        """The name of the prompt it says."""
        return self.name.removesuffix(SLOW)

    def says(self, text: str) -> bool:
        """Tell whether this text is what was said, however it is broken into lines."""
        return self.text is not None and _plain(self.text) == _plain(text)


def recordings(folder: Path) -> list[RecordedFile]:
    """Return all recordings in the audio folder."""
    found = sorted(folder.glob("recorded/*/*.wav"))
    return [_recording(path) for path in found if present(path)]


def fresh(folder: Path, prompt: Prompt, *, slow: bool) -> Path | None:
    """Return the recording of a prompt at a pace, if there is one of its text as it is now."""
    path = _path(folder, prompt.language, prompt.name + SLOW * slow)
    if not present(path) or not _recording(path).says(prompt.text):
        return None
    return path


def version_of(recording: Path) -> str | None:
    """Return what tells one recording from another by its bytes, or None if it cannot be read."""
    try:
        about = recording.stat()
        return _hash(recording, about.st_mtime_ns, about.st_size)
    except OSError:
        return None


def stale(folder: Path, prompts: Iterable[Prompt]) -> list[RecordedFile]:
    """Return the recordings whose prompt now says something else."""
    texts = _texts(prompts)
    found = ((each, texts.get((each.language, each.prompt))) for each in recordings(folder))
    return [each for each, text in found if text is not None and not each.says(text)]


def unspoken(folder: Path, prompts: Iterable[Prompt]) -> list[RecordedFile]:
    """Return the recordings of prompts there are no more."""
    texts = _texts(prompts)
    return [each for each in recordings(folder) if (each.language, each.prompt) not in texts]


def add(file: Path, prompt: Prompt, folder: Path, *, slow: bool = False) -> RecordedFile:
    """Take a person's file as the recording of a prompt: trimmed, levelled, its text beside it."""
    from ivr.speech.audio import sound  # noqa: PLC0415  # see above
    from ivr.speech.audio.intake import take  # noqa: PLC0415

    heard = take(file).heard
    made = sound.finish(sound.resample(heard, min(heard.rate, MOST)))
    path = _path(folder, prompt.language, prompt.name + SLOW * slow)
    write_whole(path, sound.encode(made, "WAV", "PCM_16"))
    # Written last: should it come to nothing, the old text tells that the recording is stale.
    write_whole(path.with_suffix(".txt"), f"{folded(prompt.text)}\n".encode())
    return _recording(path)


class Recorded:
    """The engine whose voices are recordings: each is a sound file, and knows but one text."""

    def speak(self, utterance: Utterance) -> Sound:
        """Return what a person said, as it was recorded."""
        from ivr.speech.audio.intake import take  # noqa: PLC0415  # see above

        try:
            return take(Path(utterance.voice)).heard
        except SoundRefused as error:
            raise EngineError(f"{utterance.voice} {error}") from error


def _recording(path: Path) -> RecordedFile:
    words = path.with_suffix(".txt")
    return RecordedFile(path.stem, path.parent.name, path, _read(words))


def _read(words: Path) -> str | None:
    """Return the words that were said, however an editor saved them; None if nobody can tell."""
    try:
        return text_of(words.read_bytes()) if words.is_file() else None
    except OSError:
        return None


@lru_cache(maxsize=4096)
def _hash(recording: Path, *_: int) -> str:
    """Return the hash of a recording; it is read again when its time or its size changes."""
    return hashlib.sha256(recording.read_bytes()).hexdigest()[:16]


def _path(folder: Path, language: str, name: str) -> Path:
    return folder / "recorded" / language / f"{name}.wav"


def _texts(prompts: Iterable[Prompt]) -> dict[tuple[str, str], str]:
    return {(prompt.language, prompt.name): prompt.text for prompt in prompts}


def _plain(text: str) -> str:
    """Return a text as it is compared: editors on some systems write é as two characters."""
    return folded(unicodedata.normalize("NFC", text.removeprefix("\ufeff")))
