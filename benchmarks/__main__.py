"""Runs benchmarks, and prints a table for each question: `python -m benchmarks [NAME …]`.

Without a name all questions are asked. `attack`, `hearing` and `random` take long, so they run only
when they are named; each has options of its own (`--help`).
"""

import sys
from collections.abc import Callable

import click
from rich.console import Console, RenderableType

from benchmarks import page, phone, processor, served, size, speech, strangers, turn, walk
from benchmarks.attack.report import attack
from benchmarks.hearing import hearing

QUESTIONS: dict[str, Callable[[], RenderableType]] = {
    "turn": turn.table,
    "processor": processor.table,
    "served": served.table,
    "phone": phone.table,
    "size": size.table,
    "speech": speech.tables,
    "walk": walk.table,
    "page": page.table,
}


@click.group(chain=True, invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Run the benchmarks named, or all but `attack`, `hearing` and `random`."""
    if context.invoked_subcommand is None:
        for table in QUESTIONS.values():
            _show(table())


def _show(table: RenderableType) -> None:
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def _add(name: str, table: Callable[[], RenderableType]) -> None:
    main.command(name, help=str(table.__doc__))(lambda: _show(table()))


@main.command()
@click.option("--requests", default=1_000_000, show_default=True, help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed, the same requests.")
def random(requests: int, seed: int) -> None:
    """Send a line random requests, and look for faults."""
    _show(strangers.table(requests, seed))


main.add_command(attack)
main.add_command(hearing)
for _name, _table in QUESTIONS.items():
    _add(_name, _table)

if __name__ == "__main__":
    main()
