"""What an engine is: text and voice in, sound out. A new engine is one file, and one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Protocol

from ivr.errors import EngineError
from ivr.speech.engines.kokoro_tuning import RATES, SETTINGS, VOICES
from ivr.speech.voices.kokoro import MODEL

if TYPE_CHECKING:
    from ivr.speech.audio.sound import Sound

ENGINES = {
    "espeak": "ivr.speech.engines.espeak:Espeak",
    "gtts": "ivr.speech.engines.gtts:GoogleTranslate",
    "kokoro": "ivr.speech.engines.kokoro:Kokoro",
    "piper": "ivr.speech.engines.piper:Piper",
    "recorded": "ivr.speech.recordings.recordings:Recorded",
}
"""Where each engine is; none is imported before it is asked for."""

NEEDS = {"kokoro": "ivr.speech.voices.kokoro:lacks", "piper": "ivr.speech.engines.piper:lacks"}
"""What says, in a sentence, what an engine needs here beside its package; it loads no engine."""

VERSIONS = {"kokoro": f"{MODEL.sha256[:8]}.{SETTINGS}", "piper": "1"}
"""Versions of ours, for sounds that do not change with the package, or are played without it."""

PACKAGES = {
    "espeak": "espeakng-loader",
    "gtts": "gTTS",
    "kokoro": "onnxruntime",
    "piper": "piper-tts",
}
"""The package that brings each engine's library; `recorded` needs none."""

EXTRAS = {"kokoro", "piper"}
"""Engines whose packages come with an extra of ours, of the engine's name."""

BUILT_IN = {"kokoro": VOICES}
"""By engine and language (BCP 47): the voice that speaks where the menu file names none."""

BUILT_IN_RATES = {"kokoro": RATES}
"""By engine and language: the rate such a voice speaks at, where that is not its own."""

IN_SENTENCE = {"kokoro"}
"""Engines that say a telephone number best within its sentence; for others it is cut out."""

ALWAYS = "espeak"
"""The engine that needs no network, no account and no download."""

NATURAL = "kokoro"
"""The engine with natural voices of its own, which it has without a network."""

GUESTS = {"gtts"}
"""Engines of somebody else's far end: asked only where the owner says so."""

RECORDED = "recorded"
"""People: an engine whose voices are sound files."""


IN_THREADS = {"gtts", RECORDED}
"""Engines that may speak in several threads at once; each of the others wants its own process."""

TAKES_IPA = {"kokoro"}
"""Engines that read IPA between ⟦ and ⟧ in a text; the others are given words only."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is to say: a text in a language (BCP 47), a voice of its own, and how fast.

    A `rate` of 1 is the voice's usual speed, 0.5 half of it; `accent` is for voices that have some.
    """

    text: str
    language: str
    voice: str
    rate: float = 1.0
    accent: str = ""


class Engine(Protocol):
    """Something that can speak."""

    def speak(self, utterance: Utterance) -> Sound:
        """Return the sound of an utterance.

        Raises:
            EngineError: It cannot be spoken; the text says why.
        """


def version(name: str) -> str:
    """Return the version of what makes an engine's sounds: another may sound different.

    No engine is loaded: a process that answers calls asks this too, from several threads at once,
    and plays what an engine made elsewhere. Where there is no version of ours, it is read from what
    is known of the installed package.

    Raises:
        EngineError: There is none of that name, or what it needs is not installed.
    """
    _must_exist(name)
    if name == RECORDED:
        return "1"  # another recording has another voice
    if name in VERSIONS:
        return VERSIONS[name]
    try:
        return metadata.version(PACKAGES[name])
    except metadata.PackageNotFoundError:
        raise EngineError(_how_to_install(name)) from None


def available(name: str) -> bool:
    """Tell whether an engine can render here; what it made elsewhere can be played anyway."""
    return not lacks(name)


def lacks(name: str) -> str:
    """Return why an engine cannot render here, and what to do; nothing where it can.

    Raises:
        EngineError: There is none of that name.
    """
    _must_exist(name)
    if name in PACKAGES and not _installed(PACKAGES[name]):
        return _how_to_install(name)
    if name not in NEEDS:
        return ""
    module, needs = NEEDS[name].split(":")
    return str(getattr(import_module(module), needs)())


def engine(name: str) -> Engine:
    """Return an engine by its name.

    Raises:
        EngineError: There is none of that name, or what it needs is not installed.
    """
    _must_exist(name)
    module, maker = ENGINES[name].split(":")
    made: Engine = getattr(import_module(module), maker)()
    return made


def _installed(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


def _must_exist(name: str) -> None:
    if name not in ENGINES:
        raise EngineError(f"there is no engine {name}; there are {', '.join(ENGINES)}")


def _how_to_install(name: str) -> str:
    if name in EXTRAS:
        return f"{name.title()} is not installed: run pip install 'ivr-line[{name}]'"
    return f"{PACKAGES[name]} is not installed: run pip install {PACKAGES[name]}"
