"""`ivr record-add`: checks a person's recordings, and takes those that callers can hear."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, menus_option
from ivr.menu.problem import did_you_mean
from ivr.menu.reader import read
from ivr.speech.recordings.check import RecordingFault, examine
from ivr.speech.recordings.recordings import SLOW, add

if TYPE_CHECKING:
    from ivr.menu.flow import Flow, Prompt


@click.command("record-add")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--language", help="The language spoken; else the name of the file's folder.")
@click.option("--name", help="The prompt that is said; else the file's name.")
@menus_option
@audio_option
def record_add(
    files: tuple[Path, ...], language: str | None, name: str | None, menus: Path, audio: Path
) -> None:
    """Take recordings of prompts, as WAV, FLAC, Ogg, MP3, or as a telephone makes them (.m4a).

    Each file is checked first: its words must be loud enough, clear of noise, not clipped, and as
    long as the text needs. A good file is trimmed, brought to the level of all other prompts, and
    kept with its text; once the text has changed, it is not played any more. `ivr record-list`
    lists the names. A name that ends in .slow is for callers who asked for a slower pace.

    Exit status: 0 all are taken, 1 some are refused, 2 wrong usage.
    """
    flow = read(menus)
    if name is not None and len(files) > 1:
        raise click.UsageError("--name is the name of one prompt: give one FILE with it")
    language = language and spoken(language, flow.languages)
    taken = [_take(file, flow, audio, language, name) for file in files]
    sys.exit(0 if all(taken) else 1)


def _take(file: Path, flow: Flow, audio: Path, language: str | None, name: str | None) -> bool:
    """Take one file, say what is to be said about it, and tell whether it was taken."""
    asked = name or file.stem
    prompt = _prompt(flow, language or file.absolute().parent.name, asked.removesuffix(SLOW))
    findings = [prompt] if isinstance(prompt, RecordingFault) else examine(file, prompt.text)
    for finding in findings:
        click.echo(f"{file}: {finding}", err=finding.refuses)
    if isinstance(prompt, RecordingFault) or any(finding.refuses for finding in findings):
        return False
    try:
        recording = add(file, prompt, audio, slow=asked.endswith(SLOW))
    except OSError as error:
        click.echo(f"{file}: cannot be kept: {error}", err=True)
        return False
    click.echo(f"{file}: taken as {recording.path}")
    return True


def _prompt(flow: Flow, language: str, name: str) -> Prompt | RecordingFault:
    if language not in flow.languages:
        return RecordingFault(_no_language(language, flow))
    prompts = {each.name: each for each in flow.prompts if each.language == language}
    if name in prompts:
        return prompts[name]
    return RecordingFault(
        f'no prompt in {language} is called "{name}"{did_you_mean(name, prompts)}; '
        "`ivr record-list` tells the names"
    )


def _no_language(language: str, flow: Flow) -> str:
    return f"{language} is not one of {', '.join(flow.languages)}; give it with --language"
