"""`ivr check`: what is wrong with a menu file, and where."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.errors import UnreadableMenus
from ivr.menu.problem import Problem
from ivr.menu.reader import examine, stale
from ivr.menu.source import load
from ivr.settings import OUR_MENUS

if TYPE_CHECKING:
    from ivr.menu.flow import Flow


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=OUR_MENUS, envvar="MENUS")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: dt.datetime.now(tz=dt.UTC).date().isoformat(),
    show_default="the date",
    help="The day to judge values by that are to be checked again.",
)
def check(file: Path, as_json: bool, today: dt.datetime) -> None:
    """Look over a menu file (menus.yaml, unless MENUS or FILE names another).

    Every problem is printed as file:line:column: what is wrong and what to do. Values that were to
    be checked again by now are warnings.

    Exit status: 0 if callers can be given the file, 1 if it has errors, 2 if it cannot be read.
    """
    try:
        flow, problems = _examine(file, today.date())
        status = 0 if flow else 1
    except UnreadableMenus as error:
        flow, problems = None, [each for each in error.problems if isinstance(each, Problem)]
        status = error.exit_code
    if as_json:
        click.echo(json.dumps([asdict(each) for each in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(_summary(file, flow, problems), err=True)
    sys.exit(status)


def _examine(file: Path, today: dt.date) -> tuple[Flow | None, list[Problem]]:
    source = load(file)
    reading = examine(source)
    late = stale(reading.flow, source, today) if reading.flow else []
    return reading.flow, [*reading.problems, *late]


def _summary(file: Path, flow: Flow | None, problems: list[Problem]) -> str:
    if flow is None:
        return f"{file}: {_count(len(problems), 'problem')}; the line will not speak this file"
    late = f", {_count(len(problems), 'warning')}" if problems else ""
    return f"{file}: good: {_count(len(flow.places), 'place')} in {', '.join(flow.languages)}{late}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
