"""Chooses who speaks a prompt: a person's fresh recording, otherwise engines in their order."""

from __future__ import annotations

import os
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from ivr.errors import EngineError
from ivr.menu.flow import Voice
from ivr.settings import first_voice
from ivr.speech.engines import engine
from ivr.speech.engines.engine import ALWAYS, RECORDED, TAKES_IPA
from ivr.speech.recordings.recordings import fresh, version_of
from ivr.speech.request import SpeechRequest, preferred, voice_of
from ivr.speech.say.say_as import said, say_as

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ivr.menu.flow import Flow, Language, Prompt


class VoiceChoice:
    """Who may speak the prompts of a Flow, given the recordings in a folder.

    Recordings are looked at when they are asked for, so a new one is found without a restart.
    Whether an engine can render here makes no difference: its sounds may come from elsewhere.

    Args:
        flow: What is said.
        folder: The audio folder.
        first: The engine whose voice goes before others (IVR_VOICE); as set in the environment.
    """

    def __init__(self, flow: Flow, folder: Path, first: str | None = None) -> None:
        self.flow = flow
        self.folder = folder
        self.first = first or first_voice(os.environ)

    def engines(self, code: str) -> list[str]:
        """Return the engines that may speak a language, the best first."""
        return preferred(self.flow.languages[code], self.first)

    def candidates(self, prompt: Prompt, *, slow: bool) -> Iterator[SpeechRequest]:
        """Yield all who may speak a prompt, the best first."""
        if recorded := self.recorded(prompt, slow=slow):
            yield recorded
        for name in self.engines(prompt.language):
            if order := self.by(name, prompt, slow=slow):
                yield order

    def by(self, name: str, prompt: Prompt, *, slow: bool) -> SpeechRequest | None:
        """Return the order for one engine, if it has a voice for the language."""
        language = self.flow.languages[prompt.language]
        voice = voice_of(language, name)
        version = _version(name)
        if voice is None or version is None:
            return None
        text = said(say_as(language), prompt.text, ipa=name in TAKES_IPA)
        return _order(prompt, slow, name, version, voice, language.digits, text)

    def recorded(self, prompt: Prompt, *, slow: bool) -> SpeechRequest | None:
        """Return the order for a person's recording, if there is one of the text as it is now."""
        path = fresh(self.folder, prompt, slow=slow)
        version = path and version_of(path)
        if not version:
            return None
        return SpeechRequest(prompt, slow, RECORDED, version, Voice(str(path)), ())

    @cached_property
    def everything(self) -> set[SpeechRequest]:
        """All orders anybody may still ask for: what else is on the shelf may go."""
        return {
            order
            for prompt in self.flow.prompts
            for slow in (False, True)
            for order in self.candidates(prompt, slow=slow)
        }

    def always(self, prompt: Prompt, *, slow: bool) -> SpeechRequest:
        """Return the order for the embedded engine, which can say everything."""
        order = self.by(ALWAYS, prompt, slow=slow)
        if order is None:
            raise EngineError(f"the engine {ALWAYS}, which should always work, does not")
        return order


# An edit changes a prompt or two: the others keep their orders, and with them their hashes.
_order = lru_cache(maxsize=8192)(SpeechRequest)


def why_not(name: str, language: Language) -> str:
    """Return why an engine does not speak a language, as far as that is known beforehand."""
    if voice_of(language, name) is None:
        return f"menus.yaml names no {name} voice for {language.code}; see docs/menus.md#voices"
    return engine.lacks(name)


@cache
def _version(name: str) -> str | None:
    """Return the version of an engine, or None where it cannot be known."""
    try:
        return engine.version(name)
    except EngineError:
        return None
