"""Decides which voice speaks every prompt, by one look at the audio folder.

A language speaks with one voice at a pace: the best engine that has all of its prompts, those that
people recorded apart. While no engine has all, that which lacks a few may go on, and Twilio's voice
says the few; where more is missing, Twilio's voice says all. So two voices never alternate.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from ivr.files import readable
from ivr.speech.recordings.recordings import SLOW
from ivr.speech.store.copies import MASTER, PHONE
from ivr.speech.store.shelf import Shelf
from ivr.speech.voice_choice import VoiceChoice

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from ivr.menu.flow import Flow, Prompt
    from ivr.speech.request import SpeechRequest

    Key = tuple[Prompt, bool]
    Group = tuple[str, bool]
    """The code of a language, and whether it is spoken slowly."""
    Orders = Mapping[Key, SpeechRequest]

FEW = 3
"""Prompts an engine may lack: an edit leaves a sentence or two to be rendered."""


@dataclass(frozen=True)
class Stock:
    """What callers hear: the order of each prompt and pace that has a sound, and who speaks.

    `voices` names the engine of each language and pace, None where Twilio's voice says all;
    `lacking` counts the prompts that each engine which may speak there has no sound of, the
    preferred one first. `lacks` counts the prompts, at both paces, that a sound should be made for.
    `troubles` tell what could not be looked at, each in a line.
    """

    orders: Orders
    voices: Mapping[Group, str | None]
    lacking: Mapping[Group, Mapping[str, int]]
    lacks: int
    troubles: tuple[str, ...]


class Stocktaker:
    """Takes stock of the sounds of one Flow in an audio folder.

    A sound is there if its copy is, or the master that copies are made from. No engine is asked to
    speak and no process is started: folders are listed, and recordings read.

    Args:
        flow: What is said.
        folder: The audio folder.
        first: The engine whose voice goes before others (IVR_VOICE); as set in the environment.
    """

    def __init__(self, flow: Flow, folder: Path, first: str | None = None) -> None:
        self.flow = flow
        self.shelf = Shelf(folder)
        self.casting = VoiceChoice(flow, folder, first)

    def take(self) -> Stock:
        """Look at the audio folder now."""
        files, unheard = self._listed("spoken", PHONE)
        masters, unkept = self._listed("masters", MASTER)
        recordings, unread = self._listed("recorded", ".wav")
        orders = dict(self._recorded(recordings, files))
        files = files | {each.removesuffix(MASTER) + PHONE for each in masters}
        voices: dict[Group, str | None] = {}
        lacking: dict[Group, Mapping[str, int]] = {}
        for group, engines in self._engines.items():
            left = {engine: _without(each, orders) for engine, each in engines.items()}
            here = {engine: _there(each, files) for engine, each in left.items()}
            lacking[group] = {engine: len(left[engine]) - len(here[engine]) for engine in left}
            voices[group] = choose(lacking[group])
            orders |= here.get(voices[group] or "", {})
        lacks = 2 * len(self.flow.prompts) - len(orders)
        return Stock(orders, voices, lacking, lacks, (*unheard, *unkept, *unread))

    @cached_property
    def _engines(self) -> Mapping[Group, Mapping[str, Orders]]:
        """What each engine may speak in each language and pace, the preferred engine first."""
        groups = product(self.flow.languages, (False, True))
        return {(code, slow): dict(self._by_engine(code, slow)) for code, slow in groups}

    def _by_engine(self, code: str, slow: bool) -> Iterator[tuple[str, Orders]]:  # noqa: FBT001
        prompts = [prompt for prompt in self.flow.prompts if prompt.language == code]
        for engine in self.casting.engines(code):
            found = {(each, slow): self.casting.by(engine, each, slow=slow) for each in prompts}
            if orders := {key: order for key, order in found.items() if order}:
                yield engine, orders

    def _recorded(
        self, names: Iterable[str], files: AbstractSet[str]
    ) -> Iterator[tuple[Key, SpeechRequest]]:
        """Yield the recordings that still hold and are on the shelf."""
        prompts = {f"{each.language}/{each.name}": each for each in self.flow.prompts}
        for name in (each.removesuffix(".wav") for each in names):
            slow = name.endswith(SLOW)
            prompt = prompts.get(name.removesuffix(SLOW))
            order = self.casting.recorded(prompt, slow=slow) if prompt else None
            if order and _name(order) in files:
                yield (order.prompt, slow), order

    def _listed(self, part: str, ending: str) -> tuple[AbstractSet[str], list[str]]:
        """Return the files in a part of the audio folder, and what of it cannot be read."""
        names: set[str] = set()
        troubles = []
        for code in self.flow.languages:
            found, trouble = readable(self.shelf.folder / part / code, ending)
            names |= {f"{code}/{each}" for each in found}
            if trouble:
                where = f"{self.shelf.folder.name}/{part}/{code}"
                troubles.append(f"{where} {trouble}; let the line's user read it")
        return names, troubles


def choose(lacking: Mapping[str, int]) -> str | None:
    """Return the engine that speaks, given how many prompts each lacks, the preferred one first.

    >>> choose({"gtts": 1, "espeak": 0}), choose({"gtts": 1, "espeak": 1}), choose({"espeak": 9})
    ('espeak', 'gtts', None)
    """
    best = min(lacking, key=lacking.__getitem__, default=None)
    return best if best is not None and lacking[best] <= FEW else None


def _without(orders: Orders, recorded: Container[Key]) -> Orders:
    return {key: order for key, order in orders.items() if key not in recorded}


def _there(orders: Orders, files: Container[str]) -> Orders:
    return {key: order for key, order in orders.items() if _name(order) in files}


def _name(order: SpeechRequest) -> str:
    return f"{order.prompt.language}/{order.stem}{PHONE}"
