"""`twiml-phone conform`: the phone against a suite of calls whose outcome is known."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track

from twiml_phone.cli.printing import print_json
from twiml_phone.conformance.suite import read, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twiml_phone.conformance.suite import Result


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--case", "name", help="Run only the case with this id.")
@click.option("--json", "as_json", is_flag=True, help="Print every result as JSON.")
def conform(file: Path, name: str | None, as_json: bool) -> None:
    """Check the phone with the cases of FILE: TwiML, what a caller does, and what must happen.

    It prints a line for each difference of each case, then how many cases passed. A case that
    Twilio's own documentation does not settle may differ.

    Exit status: 0 every settled case passes, 1 one fails, 2 the file cannot be read.
    """
    suite = read(file)
    if name is not None:
        suite = suite.case(name)
        if not suite.cases:
            raise click.UsageError(f"{file} has no case {name}")
    progress = Console(stderr=True)
    total = len(suite.cases)
    results = list(
        track(
            run(suite),
            "calling",
            total=total,
            console=progress,
            transient=True,
            disable=not progress.is_terminal,
        )
    )
    if as_json:
        told = [asdict(result) | {"passed": result.passed} for result in results]
        print_json(told)
    else:
        _report(results)
    sys.exit(1 if any(result.settled and not result.passed for result in results) else 0)


def _report(results: Sequence[Result]) -> None:
    for result in results:
        open_question = "" if result.settled else " (not settled)"
        for difference in result.differences:
            click.echo(f"{result.id}{open_question}: {difference}")
    for settled, kind in ((True, "settled"), (False, "not settled")):
        some = [result for result in results if result.settled == settled]
        if some:
            passed = sum(result.passed for result in some)
            click.echo(f"{kind}: {passed} of {len(some)} cases pass")
