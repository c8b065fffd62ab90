"""`ivr check`: reports what is wrong in menu files, and what is hard on callers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.analysis.rules import baseline as known
from ivr.analysis.rules.examination import Asked, check_file
from ivr.analysis.rules.masters import KEY
from ivr.analysis.rules.registry import BY_ID, RULES
from ivr.cli.options import audio_option
from ivr.cli.report.check import FORMATS, summary
from ivr.menu import dates
from ivr.menu.live import LOOK_EVERY
from ivr.menu.stamp import wait_for_edit
from ivr.menu.translations import menu_file_of
from ivr.settings import OUR_MENUS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ivr.analysis.rules.examination import Checked
    from ivr.analysis.rules.rule import Rule

FILE = click.Path(dir_okay=False, path_type=Path)
RULE = click.Choice(list(BY_ID), case_sensitive=False)


@click.command()
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(path_type=Path),
    envvar="MENUS",
    metavar="[FILE]...",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="For people, for programs, for annotations on GitHub, or for code scanners.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--rule", "only", type=RULE, multiple=True, metavar="ID", help="Ask only this rule.")
@click.option("--without", type=RULE, multiple=True, metavar="ID", help="Do not ask this rule.")
@click.option(
    "--sound/--no-sound",
    default=None,
    show_default="where every prompt has one",
    help="Measure the sounds of the line.",
)
@click.option("--budget", is_flag=True, help="Fail where callers wait longer than the budget says.")
@click.option("--masters", is_flag=True, help=f"Fail where a language of {KEY} lacks a master.")
@click.option("--baseline", type=FILE, help="Leave out the findings that are in this file.")
@click.option("--write-baseline", is_flag=True, help="Write the findings to that file.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--watch", is_flag=True, help="Check again after each edit, until Ctrl-C.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    default=lambda: dates.today().isoformat(),
    show_default="IVR_DAY, or the date here",
    help="The day to read the file for; it decides which values must be checked again.",
)
@audio_option
def check(  # noqa: PLR0913, PLR0917  # click passes each option by name
    files: Sequence[Path],
    form: str,
    as_json: bool,
    only: Sequence[str],
    without: Sequence[str],
    sound: bool | None,
    budget: bool,
    masters: bool,
    baseline: Path | None,
    write_baseline: bool,
    strict: bool,
    watch: bool,
    today: dt.datetime,
    audio: Path,
) -> None:
    """Check menu files (menus.yaml, unless MENUS or FILE names others).

    First it looks for mistakes that keep a line from speaking the file. If there are none, it asks
    the rules of docs/rules.md: they find what is hard on callers. Each finding is printed as
    file:line:column, what is wrong and what to do. A value whose day to be checked again has come
    is a warning. The texts of one language, as in menus.tr-TR.yaml, are looked over with the menu
    file beside them.

    Exit status: 0 if there are no errors, 1 if there are, 2 if a file cannot be read; with --watch,
    130 for Ctrl-C.
    """
    if write_baseline and not baseline:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    asked = Asked(
        _chosen(only, without), audio, sound, today.date(), budget=budget, masters=masters
    )
    files = list(dict.fromkeys(map(_menu_file, files))) or [OUR_MENUS]
    kind = "json" if as_json else form
    while True:
        if watch:
            click.echo(f"looking over {', '.join(map(str, files))}", err=True)
        checked = [check_file(file, asked) for file in files]
        if write_baseline and baseline:
            known.write(baseline, [each for one in checked for each in one.findings])
        told = known.without(baseline, checked) if baseline else checked
        _tell(told, kind)
        if not watch:
            sys.exit(max(_status(one, strict=strict) for one in told))
        _wait_for_edit(checked)


def _menu_file(file: Path) -> Path:
    """Return the menu file to look over, where the texts of one of its languages are named."""
    whole = Path(menu_file_of(str(file)))
    return whole if whole.exists() else file


def _tell(checked: Sequence[Checked], kind: str) -> None:
    """Print what was found."""
    told = FORMATS[kind]([each for one in checked for each in one.findings])
    click.echo(told if kind == "text" else told.encode(), nl=False)  # programs read UTF-8
    if kind == "text":
        for one in checked:
            click.echo(summary(one), err=True)


def _wait_for_edit(checked: Sequence[Checked]) -> None:
    """Wait until a file was saved that belongs to what was looked over."""
    files = {file: seen for one in checked for file, seen in one.files.items()}
    there = ", ".join(str(file) for file, seen in files.items() if seen)
    click.echo(f"watching {there or ', '.join(map(str, files))}; Ctrl-C ends", err=True)
    wait_for_edit(files, LOOK_EVERY)


def _chosen(only: Sequence[str], without: Sequence[str]) -> tuple[Rule, ...]:
    wanted = [rule for rule in RULES if not only or rule.id in only]
    return tuple(rule for rule in wanted if rule.id not in without)


def _status(checked: Checked, *, strict: bool) -> int:
    if checked.unreadable:
        return 2
    return int(any(strict or each.severity == "error" for each in checked.findings))
