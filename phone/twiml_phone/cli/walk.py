"""`twiml-phone walk`: every way through a line, and what is wrong on the way."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from twiml_phone.cli.dialling import path_of, phone_to, token_option
from twiml_phone.cli.printing import print_json
from twiml_phone.cli.walk_report import as_json, personas_table, report
from twiml_phone.interpreter.prompts import usual_seconds
from twiml_phone.walk import chart
from twiml_phone.walk.findings import DEPTH, findings
from twiml_phone.walk.personas import goals_of, journeys
from twiml_phone.walk.walker import MOST_PLACES
from twiml_phone.walk.walker import walk as walk_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twiml_phone import Phone
    from twiml_phone.walk.nodes import Walk
    from twiml_phone.walk.personas import Tally

FILE = click.Path(dir_okay=False, writable=True, path_type=Path)

OPTIONS = (
    click.option(
        "--depth",
        type=click.IntRange(0),
        default=DEPTH,
        show_default=True,
        help="Report places more keys away than this; that is no fault.",
    ),
    click.option(
        "--limit",
        type=click.IntRange(1),
        default=MOST_PLACES,
        show_default=True,
        help="The most places that are tried.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        default=4,
        show_default=True,
        help="How many ways are tried at once.",
    ),
    click.option("--no-sounds", is_flag=True, help="Do not ask for the sounds the line plays."),
    click.option("--strict", is_flag=True, help="Count what Twilio would warn about as a fault."),
    click.option(
        "--personas",
        type=click.IntRange(1),
        metavar="N",
        help="Then have six kinds of callers make N calls each, and compare them.",
    ),
    click.option("--seed", type=int, default=0, show_default=True, help="The seed of their dice."),
    click.option("--json", "in_json", is_flag=True, help="Print what was found as JSON."),
    click.option(
        "--menus-only", is_flag=True, help="Leave silences and wrong keys out of the map."
    ),
    click.option("--dot", "dot_file", type=FILE, help="Write the map for Graphviz."),
    click.option("--svg", "svg_file", type=FILE, help="Draw the map: a tree, left to right."),
)


def walk_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a walk; it receives them by name, as `WalkOptions` wants."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class WalkOptions:
    """How far a walk goes, who calls afterwards, and how it is reported."""

    depth: int
    limit: int
    jobs: int
    no_sounds: bool
    strict: bool
    personas: int | None
    seed: int
    in_json: bool
    menus_only: bool
    dot_file: Path | None
    svg_file: Path | None


@click.command()
@click.argument("url")
@walk_options
@token_option
def walk(url: str, token: str | None, **options: Any) -> None:
    """Go every way through a line, and report what is wrong there.

    URL is any voice webhook that speaks TwiML. At every place the caller presses each key, stays
    silent, makes a partial entry and hangs up; where the line says what it said before, they need
    not go on. Told are dead ends, hang-ups without a word, application errors, and loops that need
    no caller, each with the keys that lead there and the whole call.

    Exit status: 0 nothing is wrong, 1 something is, 2 it could not begin.
    """
    have_walk(phone_to(url, token), [path_of(url)], WalkOptions(**options))


def have_walk(
    make_phone: Callable[..., Phone],
    paths: Sequence[str],
    options: WalkOptions,
    messages: Sequence[str] | None = None,
) -> None:
    """Walk a line from each of these paths, report what was found, and exit with it.

    Simulated callers seek these messages, or else whatever the line was found to say.
    """
    console = Console(stderr=True)
    deaf = {"seconds": usual_seconds} if options.no_sounds else {}
    with make_phone(**deaf) as phone:
        walked = _walk(phone, paths, options, console)
        tallies = _people(phone, walked, options, messages, console)
    found = findings(walked, options.depth, strict=options.strict)
    drawn = chart.menus_only(walked) if options.menus_only else walked
    if options.dot_file is not None:
        options.dot_file.write_text(chart.dot(drawn, found), encoding="utf-8")
    if options.svg_file is not None:
        options.svg_file.write_text(chart.svg(drawn, found), encoding="utf-8")
    if options.in_json:
        print_json(as_json(walked, found, tallies))
    else:
        report(walked, found, Console())
        if tallies:
            Console().print(personas_table(tallies))
    sys.exit(1 if any(finding.fault for finding in found) else 0)


def _walk(phone: Phone, paths: Sequence[str], options: WalkOptions, console: Console) -> Walk:
    with _progress(console) as progress:
        task = progress.add_task("walking", total=None)
        return walk_line(
            phone,
            paths,
            limit=options.limit,
            jobs=options.jobs,
            watch=lambda done, known: progress.update(task, completed=done, total=known),
        )


def _people(
    phone: Phone,
    walked: Walk,
    options: WalkOptions,
    messages: Sequence[str] | None,
    console: Console,
) -> tuple[Tally, ...]:
    """Have people call who seek those messages."""
    if not options.personas:
        return ()
    with _progress(console) as progress:
        task = progress.add_task("calling", total=options.personas * 6)
        return journeys(
            phone,
            walked,
            goals_of(walked, messages),
            options.personas,
            seed=options.seed,
            jobs=options.jobs,
            watch=lambda done: progress.update(task, completed=done),
        )


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
