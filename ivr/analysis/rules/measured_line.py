"""What the rules hear of a line: how long its prompts last, and each of its sounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from statistics import median
from typing import TYPE_CHECKING

from ivr.analysis.hearing.transcripts import Transcripts
from ivr.analysis.rules.clip import Clip, listen
from ivr.analysis.timing.clock import AudioClock
from ivr.analysis.timing.measure import Report, measure
from ivr.settings import transcripts_file
from ivr.speech.engines.engine import RECORDED
from ivr.speech.recordings import recordings
from ivr.speech.store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ivr.analysis.timing.clock import Clock
    from ivr.menu.flow import Flow, Prompt
    from ivr.speech.request import SpeechRequest


@dataclass(frozen=True)
class MeasuredLine:
    """The sounds of a line; `stale` are prompts whose recordings say something else."""

    flow: Flow
    clock: Clock
    clips: tuple[Clip, ...] = ()
    stale: tuple[Prompt, ...] = ()

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """What callers spend in each language."""
        return {code: measure(self.flow, code, self.clock) for code in self.flow.languages}

    @property
    def shares(self) -> Mapping[str, float]:
        """How much each language counts where all are judged together: alike."""
        return dict.fromkeys(self.flow.languages, 1.0)

    @cached_property
    def by_prompt(self) -> Mapping[Prompt, Clip]:
        """Each prompt's sound at the normal pace."""
        return {clip.prompt: clip for clip in self.clips if not clip.slow}

    @property
    def listened(self) -> bool:
        """Whether a listener has written down every sound at the normal pace."""
        return all(clip.transcript is not None for clip in self.by_prompt.values())

    def by_language(self) -> Iterator[tuple[str, list[Clip]]]:
        """Yield the sounds of each language, at the normal pace."""
        for code in self.flow.languages:
            clips = [clip for clip in self.by_prompt.values() if clip.prompt.language == code]
            if clips:
                yield code, clips


def hear(flow: Flow, folder: Path) -> tuple[MeasuredLine | None, int]:
    """Return what is to be heard of a line, and how many of its prompts have no sound.

    Nothing is heard where any sound is missing: half a menu has no length.
    """
    clock, shelf = AudioClock(flow, folder), Shelf(folder)
    paces = product(flow.prompts, (False, True))
    found = [clock.sound(prompt, slow=slow) for prompt, slow in paces]
    if missing := found.count(None):
        return None, missing
    known = Transcripts(transcripts_file()).find()
    clips = (
        listen(
            shelf.file(order), order.prompt, _voice(order), known.get(order.key), slow=order.slow
        )
        for order in found
        if order
    )
    return MeasuredLine(flow, clock, tuple(clips), tuple(_stale(flow, folder))), 0


def _voice(order: SpeechRequest) -> str:
    """Name who speaks; of people it is not known which recording is whose."""
    return RECORDED if order.engine == RECORDED else f"{order.engine} {order.voice.voice}"


def _stale(flow: Flow, folder: Path) -> Iterator[Prompt]:
    late = {(each.language, each.prompt) for each in recordings.stale(folder, flow.prompts)}
    return (prompt for prompt in flow.prompts if (prompt.language, prompt.name) in late)


def middle(values: Iterable[float]) -> float | None:
    """Return the median, or None of nothing."""
    known = list(values)
    return median(known) if known else None
