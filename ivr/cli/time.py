"""`ivr time`: measures how long callers listen before they hear what they called for."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import click
from rich.console import Console
from twiml_phone.cli.printing import print_json

from ivr.analysis.rules.listening_time.expected import EXPECTED, NINE_OF_TEN, WORST
from ivr.analysis.timing.listener import Listener
from ivr.analysis.timing.page import page
from ivr.analysis.timing.weights import read as read_weights
from ivr.cli.languages import spoken
from ivr.cli.options import FILE, audio_option, menus_option, weights_option
from ivr.cli.report.time import as_json, show
from ivr.cli.sounds import reports_of
from ivr.menu.reader import read

GOALS = {"expected": EXPECTED, "p90": NINE_OF_TEN, "worst": WORST}


class ListenerType(click.ParamType):
    """A listener told as key=1.5,latency=0.6,…; what is left out is as usual."""

    name = "listener"

    def convert(
        self, value: str | Listener, param: click.Parameter | None, ctx: click.Context | None
    ) -> Listener:
        """Return the listener, or say which part is wrong."""
        if isinstance(value, Listener):
            return value
        names = [field.name for field in fields(Listener)]
        told: dict[str, float] = {}
        for part in value.split(","):
            name, _, number = part.strip().partition("=")
            if name not in names:
                self.fail(f"{name!r} is none of {', '.join(names)}", param, ctx)
            told[name] = click.FloatRange(min=0).convert(number, param, ctx)
        listener = replace(Listener(), **told)
        if listener.right <= 0 or listener.novices > 1:
            self.fail("the shares leave nobody who presses the right key", param, ctx)
        return listener


@click.command()
@click.option("--language", help="Only this language, as in pt-BR.")
@weights_option
@click.option(
    "--listener",
    type=ListenerType(),
    default=Listener(),
    metavar="NAME=NUMBER,…",
    help="The listener, as in key=1.5,wrong=0.1; the rest has its default.",
)
@click.option("--against", type=FILE, metavar="OLD", help="Compare with an older menu file.")
@click.option("--json", "in_json", is_flag=True, help="Print all figures as JSON.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the report as a page, with plots.",
)
@menus_option
@audio_option
def time(  # noqa: PLR0913, PLR0917  # click passes each option by name
    language: str | None,
    weights: Path | None,
    listener: Listener,
    against: Path | None,
    in_json: bool,
    html: Path | None,
    menus: Path,
    audio: Path,
) -> None:
    """Report how long callers listen before each answer, measured in the line's own sounds.

    Missing sounds are rendered first, with the embedded voice. docs/timing.md says what is counted,
    and how sure the figures are.

    Exit status: 0 it was measured, 1 a sound cannot be had, 2 it could not begin.
    """
    flow = read(menus)
    calls = read_weights(weights, flow) if weights else None
    wanted = [spoken(language, flow.languages)] if language else []
    reports = reports_of(flow, audio, wanted, listener, calls)
    older = reports_of(read(against), audio, wanted, listener, calls) if against else {}
    if html is not None:
        html.write_text(page(reports.values(), str(menus), GOALS, older), encoding="utf-8")
    if in_json:
        figures = [as_json(report, older.get(code)) for code, report in reports.items()]
        print_json(figures)
    else:
        for code, report in reports.items():
            show(report, older.get(code), Console())
