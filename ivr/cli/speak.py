"""`ivr speak`: what the line says becomes sound files, each rendered once."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, menus_option
from ivr.cli.progress import watched
from ivr.errors import ShelfFull
from ivr.menu.reader import read
from ivr.speech.audio import sound
from ivr.speech.casting import Casting
from ivr.speech.engines.engine import ALWAYS, ENGINES, RECORDED
from ivr.speech.make import make_all
from ivr.speech.recordings.recordings import stale
from ivr.speech.run import Run
from ivr.speech.store.shelf import Shelf

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
USUAL_BYTES = 80_000
"""What a sound of some seconds takes, both its copies."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivr.speech.orders import Order


@click.command()
@click.option(
    "--engine",
    type=click.Choice([name for name in ENGINES if name != RECORDED]),
    default=ALWAYS,
    show_default=True,
    help="Who speaks; the embedded voice stands in where it cannot.",
)
@click.option("--language", help="Only this language, as in pt-BR.")
@click.option("--force", is_flag=True, help="Render again what is there.")
@click.option("--prune", is_flag=True, help="Delete files that nothing refers to any more.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="the machine's processors",
    help="Sounds rendered at once.",
)
@click.option(
    "--demo",
    type=(
        click.Path(dir_okay=False, path_type=Path),
        click.Path(exists=True, dir_okay=False, path_type=Path),
    ),
    metavar="WAV CONVERSATION",
    help="Then write a whole call as one sound file, made as a conversation file tells.",
)
@menus_option
@audio_option
def speak(  # noqa: PLR0913, PLR0917  # click passes each option by name
    engine: str,
    language: str | None,
    force: bool,
    prune: bool,
    dry_run: bool,
    jobs: int,
    demo: tuple[Path, Path] | None,
    menus: Path,
    audio: Path,
) -> None:
    """Render what the line says and the shelf does not hold yet, in both paces.

    A prompt is rendered again only if its text, its voice or the way sounds are made has changed.
    It may be stopped at any time and goes on where it was. Recordings by people come first; see
    `ivr record-list`.

    Exit status: 0 every prompt speaks as asked, 1 another voice stands in for some, 2 it cannot
    begin or the disk is full, 130 it was stopped.
    """
    flow = read(menus)
    language = language and spoken(language, flow.languages)
    shelf, casting, console = Shelf(audio), Casting(flow, audio), Console(stderr=True)
    orders = casting.wanted(engine, language)
    run = Run(engine, orders, shelf, casting)
    work = run.missing(again=force)
    if dry_run:
        _tell_plan(work, run, prune=prune)
        return
    try:
        with closing(make_all(work, shelf, jobs, again=force)) as results:
            run.take(watched(results, len(work), console))
        with closing(make_all(run.stand_ins(), shelf, jobs)) as results:
            run.take(results, instead=True)
    except KeyboardInterrupt:
        console.print("Stopped. What is made is kept; run it again to go on.")
        raise
    except OSError as error:
        raise _full(error, run, audio) from error
    if prune:
        _prune(run.strays(), console)
    _report(run, audio, Console())
    if demo is not None:
        _write_demo(*demo, menus, audio)
    sys.exit(1 if run.stood_in() else 0)


def _full(error: OSError, run: Run, audio: Path) -> Exception:
    """Say how much room is there and how much is needed, if that is the trouble."""
    if error.errno not in FULL:
        return error
    left = run.missing(again=False)
    made = [order for order in run.orders if run.shelf.has(order)]
    needed = len(left) * (run.shelf.size(made) / len(made) if made else USUAL_BYTES) / 1e6
    free = shutil.disk_usage(audio).free / 1e6
    return ShelfFull(
        f"{audio}: the disk is full: {free:.1f} MB are free, and the {len(left)} sounds that are "
        f"missing need about {needed:.1f}. What is made is kept: make room, then run it again"
    )


def _tell_plan(work: Sequence[Order], run: Run, *, prune: bool) -> None:
    for order in work:
        click.echo(f"would render {run.shelf.path(order)}")
    for path in run.strays() if prune else ():
        click.echo(f"would delete {path}")
    click.echo(f"{len(work)} of {len(run.orders)} to render", err=True)


def _write_demo(output: Path, conversation: Path, menus: Path, audio: Path) -> None:
    from ivr.cli.demo import demo as render_demo  # noqa: PLC0415  # it loads the whole line

    call = render_demo(conversation, menus, audio)
    output.write_bytes(sound.encode(call, "WAV", "PCM_16"))
    click.echo(f"{output}: {call.seconds:.1f} s of call")


def _prune(paths: Sequence[Path], console: Console) -> None:
    for path in paths:
        path.unlink()
    console.print(f"{len(paths)} files deleted that nothing referred to")


def _report(run: Run, audio: Path, console: Console) -> None:
    table = Table(title="On the shelf")
    for heading in ("language", "files", "seconds", "made", "kept", "recorded", "stale", "MB"):
        table.add_column(heading, justify="left" if heading == "language" else "right")
    late = stale(audio, run.casting.flow.prompts)
    for code in {order.prompt.language: None for order in run.orders}:
        orders = [order for order in run.orders if order.prompt.language == code]
        table.add_row(code, *_figures(run, orders, sum(each.language == code for each in late)))
    table.add_section()
    table.add_row("all", *_figures(run, run.orders, len(late)))
    console.print(table)
    _tell_speed(run, console)
    for reason, names in run.stood_in().items():
        console.print(f"{ALWAYS} stands in for {len(names)} sounds: {reason}", style="bold")
        console.print(", ".join(names), style="dim")


def _figures(run: Run, orders: Sequence[Order], late: int) -> list[str]:
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


def _tell_speed(run: Run, console: Console) -> None:
    spent, spoken = run.spent, sum(result.seconds for result in run.made)
    if run.made:
        console.print(
            f"{len(run.made)} made: {spoken:.0f} s of speech in {spent:.1f} s, "
            f"{spoken / spent:.0f} times faster than real time"
        )
