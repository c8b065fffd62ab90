"""Renders missing sounds first, for all commands that measure."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import click
from rich.console import Console

from ivr.analysis.timing.clock import AudioClock
from ivr.analysis.timing.measure import measure
from ivr.cli.progress import watched
from ivr.speech.make import make_all
from ivr.speech.store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from ivr.analysis.timing.listener import Listener
    from ivr.analysis.timing.measure import Report
    from ivr.menu.flow import Flow


def reports_of(
    flow: Flow,
    audio: Path,
    languages: Collection[str] = (),
    listener: Listener | None = None,
    weights: Mapping[str, float] | None = None,
) -> dict[str, Report]:
    """Return what callers spend in some languages of a line, or in all."""
    clock = clock_of(flow, audio)
    wanted = languages or flow.languages
    return {code: measure(flow, code, clock, listener, weights) for code in wanted}


def clock_of(flow: Flow, audio: Path) -> AudioClock:
    """Return a clock for all prompts; the embedded voice says those that have no sound."""
    clock = AudioClock(flow, audio)
    orders = [order for slow in (False, True) for order in clock.missing(slow=slow)]
    if orders:
        with closing(make_all(orders, Shelf(audio), os.cpu_count() or 1)) as results:
            for made in watched(results, len(orders), Console(stderr=True)):
                if made.status == "failed":
                    raise click.ClickException(made.reason)
    return clock
