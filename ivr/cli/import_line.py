"""`ivr import`: takes in a line of another program, and tells what it could not take."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ivr.cli.options import FILE
from ivr.exchange.imports import around
from ivr.exchange.imports.formats import FORMATS, guessed, text_of
from ivr.exchange.imports.menu_file import fits, written
from ivr.files import write_whole

NEXT = """\
{output} is a whole line (menus: {menus}, messages: {messages}). Look it over and call it:

  ivr check {output} --no-sound
  ivr call --menus {output}"""


@click.command("import")
@click.argument("file", type=FILE)
@click.option(
    "--from",
    "format_name",
    type=click.Choice([*FORMATS]),
    help="What FILE is; guessed from what it holds without.",
)
@click.option("--language", help="The language of its texts, as in es-MX; FILE's own without.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("menus.yaml"),
    show_default=True,
    help="Write the menu file here.",
)
@click.option("--force", is_flag=True, help="Write even over a file that is there.")
def import_line(
    file: Path, format_name: str | None, language: str | None, output: Path, force: bool
) -> None:
    """Take in the line of another program as a menu file, and call it.

    FILE is the JSON of a Twilio Studio flow (also inside a Terraform file), the XML of FreeSWITCH's
    menus, or an outline: a text with a line for each choice, further to the right what stands below
    it. What could not be carried is told, each with its line in FILE (docs/exchange.md).

    Exit status: 0 it was done, 2 it could not begin.
    """
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; name another with -o, or add --force")
    text = text_of(file.read_bytes(), str(file))
    if language and not fits(code := around.code(language)):
        raise click.UsageError(f"{language} is no language; write it as in es-MX")
    draft = FORMATS[format_name or guessed(text)](text, str(file), code if language else "")
    draft.language = around.code(draft.language) or around.usual()
    made = written(draft, date.today())  # noqa: DTZ011  # the owner's day
    write_whole(output, made.encode())
    for each in sorted(draft.uncarried, key=lambda each: each.line):
        click.echo(each, err=True)
    menus = sum(bool(each.choices) for each in draft.places.values())
    messages = len(draft.places) - menus
    click.echo(NEXT.format(output=output, menus=menus, messages=messages))
