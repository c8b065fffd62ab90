"""Runs the attacks against the candidates, and writes the table of docs/serving.md."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.attack.candidates import COMMANDS, WORKERS, running
from benchmarks.attack.candidates import candidates as chosen
from benchmarks.attack.hanging import hanging
from benchmarks.attack.measures import RATE, Waiting, attacked, end, growth, survives, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.attack.candidates import Candidate, Running

PLACE = re.compile(r"(<!-- attack -->\n).*?(<!-- /attack -->)", re.DOTALL)
ALONE = "alone"
WARM_SECONDS = 2.0
"""The first turns of a worker are slow, and some workers start late."""
WAITING = {
    ALONE: "a turn, p50 and p99, without an attack",
    "idle": "2,000 connections that say nothing",
    "good": "150 good clients on kept connections, 300 turns a second",
    "reads-nothing": "50 readers who ask for sounds and read nothing",
    "sends-nothing": "50 senders who begin a request and do not end it",
    "forges": "16 who send 64 kB forms with a wrong signature",
    "page": "64 calls from the page",
    "workbench": "8 calls of the workbench to a line that hangs",
}
OTHERS = {
    "starts": "starts under 8 callers at once that lost an answer or a process",
    "huge": "memory and files that a body of 399 MB cost",
    "term": "SIGTERM under load: answers lost, seconds to the end",
    "term-first": "the same as process 1",
}
ROWS = {"starts": OTHERS["starts"], **WAITING, **OTHERS}


@dataclass
class Bench:
    """How much is done of each, and where results go.

    `waited` holds how long the probe waited without an attack: what the rest is compared with.
    """

    seconds: float
    starts: int
    step: Callable[[str], None]
    waited: Waiting | None = None

    def cell(self, candidate: Candidate, row: str, folder: Path) -> str:
        """Do what a row says to a candidate, and return what stands in its cell."""
        self.step(f"{candidate.name}: {row}")
        if row == "starts":
            return self._starts(candidate, folder)
        if row in OTHERS:
            with running(candidate, folder, first=row == "term-first") as line:
                return _ended(line) if row != "huge" else _grown(line, self.seconds)
        return self._waiting(candidate, row, folder)

    def _starts(self, candidate: Candidate, folder: Path) -> str:
        lost = 0
        for number in range(self.starts):
            self.step(f"{candidate.name}: start {number + 1}")
            lost += not survives(candidate, folder)
        return f"{lost} of {self.starts}"

    def _waiting(self, candidate: Candidate, row: str, folder: Path) -> str:
        with hanging() as elsewhere, running(candidate, folder, elsewhere=elsewhere) as line:
            wait(line, WARM_SECONDS)
            if row == ALONE:
                self.waited = wait(line, self.seconds)
                return f"{_ms(self.waited.p50)}, {_ms(self.waited.p99)}"
            with attacked(line, row, elsewhere):
                return _waited(wait(line, self.seconds), self.waited)


def _ended(line: Running) -> str:
    wait(line, WARM_SECONDS)
    ending = end(line)
    if ending.seconds is None:
        return "✗ it did not end"
    return f"{ending.lost}, {ending.seconds:.1f} s"


def _grown(line: Running, seconds: float) -> str:
    wait(line, WARM_SECONDS)
    memory, files = growth(line, seconds)
    return f"{memory:.0f} MB, {files:.0f} MB"


def _waited(waiting: Waiting, alone: Waiting | None) -> str:
    if waiting.unanswered:
        return f"✗ {waiting.unanswered / waiting.asked:.0%} unanswered"
    times = f" ({waiting.p99 / alone.p99:.1f} ×)" if alone else ""
    return f"{_ms(waiting.p99)}{times}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


@click.command()
@click.option("--only", multiple=True, type=click.Choice(list(ROWS)), help="Only this row.")
@click.option(
    "--candidates", multiple=True, type=click.Choice(list(COMMANDS)), help="Only this server."
)
@click.option(
    "--before",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A checkout of an earlier version; its own `ivr serve` is attacked first.",
)
@click.option("--seconds", default=10.0, show_default=True, help="How long each attack lasts.")
@click.option("--starts", default=20, show_default=True, help="How often each is started.")
@click.option(
    "--markdown",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Write the table into this file, between <!-- attack --> and <!-- /attack -->.",
)
def attack(  # noqa: PLR0913, PLR0917  # click passes each option by name
    only: tuple[str, ...],
    candidates: tuple[str, ...],
    before: Path | None,
    seconds: float,
    starts: int,
    markdown: Path | None,
) -> None:
    """Attack each server that could serve the line, and print how long callers waited."""
    rows = [row for row in ROWS if row in (only or ROWS)]
    servers = chosen(candidates, before)
    cells = _run(servers, rows, seconds, starts)
    table = _table([each.name for each in servers], rows, cells)
    Console(width=None if sys.stdout.isatty() else 200).print(Markdown(table))
    if markdown:
        text = markdown.read_text("utf-8")
        markdown.write_text(PLACE.sub(lambda found: found[1] + table + found[2], text), "utf-8")


def _run(
    servers: list[Candidate], rows: list[str], seconds: float, starts: int
) -> dict[tuple[str, str], str]:
    asked = [ALONE, *(row for row in rows if row != ALONE)] if set(rows) & set(WAITING) else rows
    steps = (len(asked) + starts * ("starts" in rows)) * len(servers)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=steps)

        def step(doing: str) -> None:
            progress.update(task, advance=1, description=doing)

        cells = {}
        for server in servers:
            bench = Bench(seconds, starts, step)
            for row in asked:
                cells[server.name, row] = cell = _tried(bench, server, row)
                progress.console.print(f"{server.name}: {ROWS[row]}: {cell}")
        return cells


def _tried(bench: Bench, server: Candidate, row: str) -> str:
    """Return a cell; a server that cannot be started or dies is a result, too."""
    with TemporaryDirectory() as folder:
        try:
            return bench.cell(server, row, Path(folder))
        except (RuntimeError, IndexError, AssertionError) as error:
            return f"✗ {error}"[:60]


def _table(names: list[str], rows: list[str], cells: dict[tuple[str, str], str]) -> str:
    lines = [
        f"| | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
        *(f"| {ROWS[row]} | {' | '.join(cells[name, row] for name in names)} |" for row in rows),
        "",
        _conditions(),
        "",
    ]
    return "\n".join(lines)


def _conditions() -> str:
    return (
        f"{datetime.now(UTC):%d %B %Y}, {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}; {WORKERS} workers each, but one of waitress; "
        f"the probe asks {RATE} times a second. Attackers and probe share the processors."
    )
