"""What a walk prints: findings, the table, and what became of simulated callers."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any, get_args

from rich.table import Table
from rich.text import Text

from twiml_phone.walk.caller import SEEKERS, Fate
from twiml_phone.walk.findings import KINDS
from twiml_phone.walk.personas import ABOUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from twiml_phone.walk.findings import WalkFinding
    from twiml_phone.walk.nodes import Walk
    from twiml_phone.walk.personas import Tally

MOST_TOLD = 10
"""Of what is no fault: the rest is counted."""


def report(walked: Walk, found: Sequence[WalkFinding], console: Console) -> None:
    """Print what was found, each fault with its whole call, and what it took."""
    told: Counter[str] = Counter()
    for finding in found:
        told[finding.kind] += 1
        if finding.fault:
            _show(finding, console)
        elif told[finding.kind] <= MOST_TOLD:
            console.print(_headline(finding, "yellow"))
    for kind, number in told.items():
        quiet = number - MOST_TOLD
        if quiet > 0 and not any(each.fault for each in found if each.kind == kind):
            console.print(f"… and {quiet} more of kind {kind}", style="yellow")
    console.print(_summary(walked, found))
    if walked.unexplored:
        console.print(f"{len(walked.unexplored)} places were not tried: raise --limit")


def _headline(finding: WalkFinding, style: str) -> Text:
    keys = " ".join(finding.stop.keys) or "dialling"
    return Text.assemble((finding.kind, style), f" ({keys}): {finding.message}")


def _show(finding: WalkFinding, console: Console) -> None:
    console.print(_headline(finding, "bold red"))
    console.print(Text(_indented(finding.stop.transcript), style="dim"))


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def _summary(walked: Walk, found: Sequence[WalkFinding]) -> Table:
    kinds = Counter(finding.kind for finding in found)
    per_second = walked.turns / walked.seconds if walked.seconds else 0
    table = Table(title="Walked")
    table.add_column("")
    table.add_column("", justify="right")
    table.add_row("places", str(len(walked.places)))
    table.add_row("ends", str(len(walked.ends)))
    table.add_row("turns", str(walked.turns))
    table.add_row("seconds", f"{walked.seconds:.1f}")
    table.add_row("turns per second", f"{per_second:.0f}", end_section=True)
    for kind in KINDS:
        table.add_row(kind, str(kinds[kind]))
    return table


def as_json(walked: Walk, found: Sequence[WalkFinding], tallies: Sequence[Tally]) -> dict[str, Any]:
    """Tell everything in plain values."""
    return {
        "places": len(walked.places),
        "ends": len(walked.ends),
        "turns": walked.turns,
        "seconds": round(walked.seconds, 3),
        "unexplored": len(walked.unexplored),
        "findings": [
            {
                "kind": finding.kind,
                "fault": finding.fault,
                "keys": list(finding.stop.keys),
                "message": finding.message,
                "url": finding.stop.url,
                "transcript": finding.stop.transcript,
            }
            for finding in found
        ],
        "personas": [
            {
                "persona": tally.persona,
                "calls": len(tally.journeys),
                "as it should": tally.good,
                "within 90 s": tally.within(90),
                **tally.fates,
            }
            for tally in tallies
        ],
    }


def personas_table(tallies: Sequence[Tally]) -> Table:
    """Show what became of the calls of each persona."""
    calls = len(tallies[0].journeys)
    table = Table(title=f"{calls} callers of each kind: how people really call is not known")
    table.add_column("")
    for tally in tallies:
        table.add_column(f"{tally.persona}\n{ABOUT[tally.persona]}", justify="right")
    for fate in get_args(Fate):
        table.add_row(fate, *(str(tally.fates[fate]) for tally in tallies))
    table.add_section()
    table.add_row("as it should", *(f"{tally.good / calls:.1%}" for tally in tallies))
    table.add_row("there in 90 s", *(_soon(tally, calls) for tally in tallies))
    table.add_row("median seconds", *(f"{_median(tally):.0f}" for tally in tallies))
    table.add_row("most acts", *(str(max(each.turns for each in t.journeys)) for t in tallies))
    return table


def _soon(tally: Tally, calls: int) -> str:
    return f"{tally.within(90) / calls:.1%}" if tally.persona in SEEKERS else ""


def _median(tally: Tally) -> float:
    return median(each.seconds for each in tally.journeys)
