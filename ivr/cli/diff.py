"""`ivr diff`: reports what callers hear differently between two versions of the menus."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from twiml_phone.cli.printing import print_json

from ivr.analysis.diff.compare import compare
from ivr.analysis.diff.folding import fold
from ivr.analysis.diff.listening import timed
from ivr.analysis.diff.markdown import markdown
from ivr.analysis.diff.revisions import version
from ivr.analysis.diff.sections import sections
from ivr.cli.options import audio_option, menus_option
from ivr.cli.sounds import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ivr.analysis.diff.sections import Section

SENTENCE = 40
"""Characters; a table with longer texts has lines between its rows."""


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--sound/--no-sound", default=True, show_default=True, help="Report seconds too.")
@click.option("--all", "everything", is_flag=True, help="List sentences that only a value changed.")
@click.option("--markdown", "in_markdown", is_flag=True, help="Print it for a pull request.")
@click.option("--json", "in_json", is_flag=True, help="Print it as JSON.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if callers hear any difference.")
@menus_option
@audio_option
def diff(  # noqa: PLR0913, PLR0917  # click passes each option by name
    old: str,
    new: str | None,
    sound: bool,
    everything: bool,
    in_markdown: bool,
    in_json: bool,
    exit_code: bool,
    menus: Path,
    audio: Path,
) -> None:
    """Report what callers hear differently in NEW from what they heard in OLD.

    OLD and NEW are menu files, revisions of git (HEAD~1, main: the menu file as it was then), or a
    file of one (HEAD~1:menus.yaml). Without NEW, OLD is compared with the menu file
    as it is now.

    The report lists places that were added, are gone or have other keys, sentences and values that
    changed, and the seconds to each answer's first word. It leaves out sentences in which only the
    key differs; sentences in which only a value differs are counted beside the value. Missing
    sounds are rendered first, with the embedded voice.

    Exit status: 0 it was done, 1 with --exit-code if there is a difference, 2 a version cannot be
    read.
    """
    before, after = version(old, menus), version(new or str(menus), menus)
    changes = compare(before, after)
    if sound:
        changes = timed(changes, reports_of(before, audio), reports_of(after, audio))
    if in_json:
        print_json(asdict(changes))
    else:
        folded = None if everything else fold(changes)
        tables = sections(folded.changes, folded.sentences) if folded else sections(changes)
        if in_markdown:
            click.echo(markdown(tables, old, new or str(menus)), nl=False)
        else:
            _show(tables, Console())
        if folded and folded.left_out:
            click.echo(
                f"{folded.left_out} sentences differ in values only: --all lists them", err=True
            )
    sys.exit(1 if exit_code and changes else 0)


def _show(tables: Iterable[Section], console: Console) -> None:
    for section in tables:
        ruled = any(len(cell) > SENTENCE for row in section.rows for cell in row)
        table = Table(title=section.title, title_justify="left", show_lines=ruled)
        for index, heading in enumerate(section.headings):
            table.add_column(heading, justify="right" if section.figures and index else "left")
        for row in section.rows:
            table.add_row(*map(Text, row))
        console.print(table)
