"""`ivr walk`: every way through a line, and what is wrong on the way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from twiml_phone.interpreter.prompts import usual_seconds
from twiml_phone.walk import chart
from twiml_phone.walk.findings import DEPTH, findings
from twiml_phone.walk.personas import goals_of, journeys
from twiml_phone.walk.walker import MOST_PLACES
from twiml_phone.walk.walker import walk as walk_line

from ivr.cli.dialling import path_to_dial, phone_for, token_option
from ivr.cli.options import menus_option
from ivr.cli.printing import print_json
from ivr.cli.report.walk import as_json, personas_table, report
from ivr.menu.flow import Message
from ivr.menu.reader import read

if TYPE_CHECKING:
    from twiml_phone import Phone
    from twiml_phone.walk.nodes import Walk
    from twiml_phone.walk.personas import Tally

    from ivr.menu.flow import Flow

FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("url", required=False)
@click.option(
    "--depth",
    type=click.IntRange(0),
    default=DEPTH,
    show_default=True,
    help="Tell of places more keys away than this; it is no fault.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=MOST_PLACES,
    show_default=True,
    help="The most places that are tried.",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=4, show_default=True, help="Ways tried at once."
)
@click.option("--no-sounds", is_flag=True, help="Do not ask for the sounds the line plays.")
@click.option("--strict", is_flag=True, help="Make what Twilio would warn about a fault.")
@click.option(
    "--personas",
    type=click.IntRange(1),
    metavar="N",
    help="Then have six kinds of callers make N calls each, and compare them.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="What their dice start from.")
@click.option("--json", "in_json", is_flag=True, help="Print what was found as JSON.")
@click.option("--menus-only", is_flag=True, help="Draw no silences and no wrong keys in a map.")
@click.option("--dot", "dot_file", type=FILE, help="Write the map for Graphviz.")
@click.option("--svg", "svg_file", type=FILE, help="Draw the map: a tree, left to right.")
@menus_option
@token_option
def walk(  # noqa: PLR0913, PLR0917  # click passes each option by name
    url: str | None,
    depth: int,
    limit: int,
    jobs: int,
    no_sounds: bool,
    strict: bool,
    personas: int | None,
    seed: int,
    in_json: bool,
    menus_only: bool,
    dot_file: Path | None,
    svg_file: Path | None,
    menus: Path,
    token: str | None,
) -> None:
    """Go every way through a line: at each place each of the 12 keys and more.

    At every place the caller presses each key, stays silent, makes a partial entry and hangs up;
    where the line says what it said before, they need not go on. Told are dead ends, hang-ups
    without a word, application errors, and loops that need no caller, each with the keys that lead
    there and the whole call.

    Without URL this walks the menus in this folder, in every language; with URL any voice webhook
    that speaks TwiML.

    Exit status: 0 nothing is wrong, 1 something is, 2 it could not begin.
    """
    flow = None if url else read(menus)
    console = Console(stderr=True)
    deaf = {"seconds": usual_seconds} if no_sounds else {}
    with phone_for(url, token, say=True, menus=menus, **deaf) as phone:
        walked = _walk(phone, _paths(url, flow), limit, jobs, console)
        tallies = _people(phone, walked, flow, personas, seed, jobs, console)
    found = findings(walked, depth, strict=strict)
    drawn = chart.menus_only(walked) if menus_only else walked
    if dot_file is not None:
        dot_file.write_text(chart.dot(drawn, found), encoding="utf-8")
    if svg_file is not None:
        svg_file.write_text(chart.svg(drawn, found), encoding="utf-8")
    if in_json:
        print_json(as_json(walked, found, tallies))
    else:
        report(walked, found, Console())
        if tallies:
            Console().print(personas_table(tallies))
    sys.exit(1 if any(finding.fault for finding in found) else 0)


def _walk(phone: Phone, paths: list[str], limit: int, jobs: int, console: Console) -> Walk:
    with _progress(console) as progress:
        task = progress.add_task("walking", total=None)
        return walk_line(
            phone,
            paths,
            limit=limit,
            jobs=jobs,
            watch=lambda done, known: progress.update(task, completed=done, total=known),
        )


def _people(  # noqa: PLR0913, PLR0917  # what the command was given
    phone: Phone,
    walked: Walk,
    flow: Flow | None,
    calls: int | None,
    seed: int,
    jobs: int,
    console: Console,
) -> tuple[Tally, ...]:
    """Have people call who seek our messages, or whatever a foreign line was found to say."""
    if not calls:
        return ()
    goals = goals_of(walked, _messages(flow) if flow else None)
    with _progress(console) as progress:
        task = progress.add_task("calling", total=calls * 6)
        return journeys(
            phone,
            walked,
            goals,
            calls,
            seed=seed,
            jobs=jobs,
            watch=lambda done: progress.update(task, completed=done),
        )


def _messages(flow: Flow) -> list[str]:
    messages = (place for place in flow.places.values() if isinstance(place, Message))
    said = (message.texts or message.titles for message in messages)
    return [prompt.text for prompts in said for prompt in prompts.values()]


def _paths(url: str | None, flow: Flow | None) -> list[str]:
    """Say what to dial: our own line in each of its languages, the usual one first."""
    if flow is None:
        return [path_to_dial(url, None)]
    return [path_to_dial(None, language) for language in flow.languages]


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
