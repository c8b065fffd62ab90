"""Measures all figures of a line in one language, from the menus and their sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.timing.answers import answers
from ivr.analysis.timing.listener import Listener
from ivr.analysis.timing.report import Report
from ivr.analysis.timing.stops import stops
from ivr.analysis.timing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.analysis.timing.clock import Clock
    from ivr.menu.flow import Flow

__all__ = ["Report", "measure"]


def measure(
    flow: Flow,
    language: str,
    clock: Clock,
    listener: Listener | None = None,
    weights: Mapping[str, float] | None = None,
) -> Report:
    """Return all figures of a line in one language.

    Args:
        flow: The line.
        language: What its number answers in.
        clock: How long each prompt lasts.
        listener: Who calls.
        weights: How many calls were counted for each answer; the menus' own weights without it.

    Raises:
        SoundMissing: A prompt on the way has no sound.
    """
    listener = listener or Listener()
    found = ways(flow, language, weights)
    menus = stops(found, flow, clock)
    told = answers(found, menus, flow, clock, listener)
    return Report(language, listener, tuple(sorted(told, key=lambda each: -each.mass)), menus)
