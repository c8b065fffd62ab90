"""`ivr speak`: renders what the line says into sound files, each once."""

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

from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, menus_option
from ivr.cli.progress import watched
from ivr.cli.report.speak import report
from ivr.errors import ShelfFull
from ivr.menu.reader import read
from ivr.settings import VOICES
from ivr.speech.make import How, make_all
from ivr.speech.plan import Plan
from ivr.speech.run import Run
from ivr.speech.store.stock import Stocktaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivr.speech.request import SpeechRequest

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
USUAL_BYTES = 80_000
"""What a sound of some seconds takes, both its copies."""


@click.command()
@click.option(
    "--engine",
    type=click.Choice(VOICES),
    default=VOICES[0],
    envvar="IVR_VOICE",
    show_default=True,
    help="The engine (IVR_VOICE); auto: the best one on this machine. Where it fails, another.",
)
@click.option("--language", help="Only this language, as in pt-BR.")
@click.option("--keep", is_flag=True, help="Keep a master of each sound too, to be committed.")
@click.option("--force", is_flag=True, help="Render again what is there.")
@click.option("--prune", is_flag=True, help="Delete files that nothing refers to any more.")
@click.option("--dry-run", is_flag=True, help="Only report what would be done.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="the machine's processors",
    help="Sounds rendered at once.",
)
@click.option("--polite", is_flag=True, help="Ask Google for one sound a second, until it refuses.")
@click.option(
    "--demo",
    "demos",
    type=(
        click.Path(path_type=Path),
        click.Path(exists=True, dir_okay=False, path_type=Path),
    ),
    multiple=True,
    metavar="SOUND CONVERSATION",
    help="Then write a whole call, made as a conversation file tells, as a sound file: .wav, .opus "
    "or .mp3; into a folder both of the last. May be given several times.",
)
@menus_option
@audio_option
def speak(  # noqa: PLR0913, PLR0917  # click passes each option by name
    engine: str,
    language: str | None,
    keep: bool,
    force: bool,
    prune: bool,
    dry_run: bool,
    jobs: int,
    polite: bool,
    demos: Sequence[tuple[Path, Path]],
    menus: Path,
    audio: Path,
) -> None:
    """Render all sounds of the line that are still missing, in both paces.

    A prompt is rendered again only if its text, its voice or the way sounds are made has changed.
    A sound that has a master is made from it and needs no engine: use --keep on one machine, put
    the masters (audio/masters) into git, and every other machine speaks with the same voice. You
    may stop the command at any time; the next run goes on there. Recordings by people come first;
    see `ivr record-list`.

    Exit status: 0 every prompt has the voice you asked for, 1 another voice stands in for some,
    2 it cannot begin or the disk is full, 130 it was stopped.
    """
    flow = read(menus)
    language = language and spoken(language, flow.languages)
    how = How(again=force, keep=keep, politely=polite)
    run, console = Run(Plan(Stocktaker(flow, audio), engine), language, how), Console(stderr=True)
    if dry_run:
        _tell_plan(run, prune=prune)
        return
    try:
        _work(run, jobs, console)
    except KeyboardInterrupt:
        console.print("Stopped. What is made is kept; run it again to go on.")
        raise
    except OSError as error:
        raise _full(error, run, audio) from error
    if prune:
        _prune(run.strays(), console)
    report(run, audio, Console())
    for output, conversation in demos:
        from ivr.cli.demo import write as write_demo  # noqa: PLC0415  # it loads the whole line

        write_demo(output, conversation, menus, audio)
    sys.exit(1 if run.stood_in() or run.unsaid() else 0)


def _work(run: Run, jobs: int, console: Console) -> None:
    work, how = run.missing(), run.how
    with closing(make_all(work, run.shelf, jobs, how)) as results:
        run.take(watched(results, len(work), console))
    with closing(make_all(run.stand_ins(), run.shelf, jobs)) as results:
        run.take(results, instead=True)


def _full(error: OSError, run: Run, audio: Path) -> Exception:
    """Say how much room is there and how much is needed, if that is the trouble."""
    if error.errno not in FULL:
        return error
    left = run.missing()
    made = [order for order in run.orders if run.shelf.has(order)]
    needed = len(left) * (run.shelf.size(made) / len(made) if made else USUAL_BYTES) / 1e6
    free = shutil.disk_usage(audio).free / 1e6
    return ShelfFull(
        f"{audio}: the disk is full: {free:.1f} MB are free, and the {len(left)} sounds that are "
        f"missing need about {needed:.1f}. What is made is kept: make room, then run it again"
    )


def _tell_plan(run: Run, *, prune: bool) -> None:
    work = run.missing()
    for order in work:
        click.echo(f"would {_verb(run, order)} {run.shelf.path(order)}")
    for path in run.strays() if prune else ():
        click.echo(f"would delete {path}")
    copies = sum(_verb(run, order) == "copy" for order in work)
    copied = f", {copies} to copy from masters" if copies else ""
    click.echo(f"{len(work) - copies} of {len(run.orders)} to render{copied}", err=True)


def _verb(run: Run, order: SpeechRequest) -> str:
    again = run.how.again and run.plan.renders(order.engine)
    return "copy" if run.shelf.keeps(order) and not again else "render"


def _prune(paths: Sequence[Path], console: Console) -> None:
    size = sum(path.stat().st_size for path in paths) / 1e6
    for path in paths:
        path.unlink()
    console.print(f"{len(paths)} files deleted that nothing referred to ({size:.1f} MB)")
