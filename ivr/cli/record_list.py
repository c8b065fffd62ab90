"""`ivr record-list`: prints the script for a person who records the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, menus_option
from ivr.menu.reader import read
from ivr.speech.recordings.recordings import unspoken
from ivr.speech.recordings.script import as_csv, as_html, as_text, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ivr.menu.flow import Flow
    from ivr.speech.recordings.script import ScriptLine

FORMATS = ["text", "html", "csv"]


@click.command("record-list")
@click.option("--language", help="Only this language, as in pt-BR.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For the terminal, to be printed, or for a spreadsheet.",
)
@click.option(
    "-o",
    "--output",
    type=click.File("wb"),
    default="-",
    help="Write it to this file.",
)
@click.option("--missing", is_flag=True, help="Only what is not recorded, or with other words.")
@menus_option
@audio_option
def record_list(  # noqa: PLR0913, PLR0917  # click passes each option by name
    language: str | None,
    form: str,
    output: BinaryIO,
    missing: bool,
    menus: Path,
    audio: Path,
) -> None:
    """List what a person is to record: the file's name, the text, and the seconds it may take.

    People understand a person's voice best. Give them the list on paper (--format html, then
    print it), and take their files with `ivr record-add`. The seconds allow for 10.5 to 15
    characters, or 3.5 to 5 syllables, a second.
    """
    flow = read(menus)
    language = language and spoken(language, flow.languages)
    script = lines(flow, audio, language)
    if missing:
        script = [line for line in script if line.state != "recorded"]
    output.write(_written(script, form, flow).encode())
    for recording in unspoken(audio, flow.prompts):
        click.echo(f"{recording.path}: no prompt has this name any more", err=True)


def _written(script: Sequence[ScriptLine], form: str, flow: Flow) -> str:
    if form == "html":
        return as_html(script, flow)
    return as_csv(script) if form == "csv" else as_text(script)
