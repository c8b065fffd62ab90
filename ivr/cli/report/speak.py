"""Prints what `ivr speak` did: what is on the shelf, which voices speak, which stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from ivr.speech.engines.engine import RECORDED
from ivr.speech.recordings.recordings import stale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from ivr.speech.request import SpeechRequest
    from ivr.speech.run import Run

COLUMNS = ("language", "files", "seconds", "made", "kept", "recorded", "stale", "MB")


def report(run: Run, audio: Path, console: Console) -> None:
    """Print what a run found and made."""
    table = Table(title="On the shelf")
    for heading in COLUMNS:
        table.add_column(heading, justify="left" if heading == "language" else "right")
    late = stale(audio, run.plan.casting.flow.prompts)
    for code in {order.prompt.language: None for order in run.orders}:
        orders = [order for order in run.orders if order.prompt.language == code]
        table.add_row(code, *_figures(run, orders, sum(each.language == code for each in late)))
    table.add_section()
    table.add_row("all", *_figures(run, run.orders, len(late)))
    console.print(table)
    _tell_masters(run, console)
    _tell_speed(run, console)
    for reason, names in run.stood_in().items():
        _tell(console, f"{run.who_stood_in()} stands in for {len(names)} sounds: {reason}", names)
    for reason, names in run.unsaid().items():
        _tell(console, f"Twilio's voice says {len(names)} sounds: {reason}", names)


def _figures(run: Run, orders: Sequence[SpeechRequest], late: int) -> list[str]:
    asked = set(orders)
    made = sum(result.order in asked for result in run.made)
    here = [order for order in orders if run.shelf.has(order)]
    recorded = sum(order.engine == RECORDED for order in here)
    seconds = sum(map(run.shelf.seconds, here))
    size = run.shelf.size(here) / 1e6
    kept = len(here) - made
    return [
        str(len(here)),
        f"{seconds:.0f}",
        str(made),
        str(kept),
        str(recorded),
        str(late),
        f"{size:.1f}",
    ]


def _tell_masters(run: Run, console: Console) -> None:
    masters = list({run.shelf.master(order): order for order in run.orders}.items())
    there = [(path, order) for path, order in masters if run.shelf.keeps(order)]
    if not there:
        return
    size = sum(path.stat().st_size for path, _ in there)
    seconds = sum(run.shelf.seconds(order) for _, order in there)
    console.print(
        f"{len(there)} of {len(masters)} sounds have a master in {run.shelf.masters}: "
        f"{size / 1e6:.1f} MB, {size * 8 / 1000 / seconds:.0f} kbit/s"
    )
    if run.copied:
        console.print(f"{len(run.copied)} copied from their masters, in {run.spent:.1f} s")


def _tell_speed(run: Run, console: Console) -> None:
    spent, spoken = run.spent, sum(result.seconds for result in run.made)
    if run.made:
        console.print(
            f"{len(run.made)} made: {spoken:.0f} s of speech in {spent:.1f} s, "
            f"{spoken / spent:.0f} times faster than real time"
        )


def _tell(console: Console, sentence: str, names: Sequence[str]) -> None:
    console.print(sentence, style="bold")
    console.print(", ".join(names), style="dim")
