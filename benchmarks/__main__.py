"""Runs every benchmark, and prints a table for each question: `python -m benchmarks [NAME …]`."""

import sys

from rich.console import Console

from benchmarks import page, size, speech, turn, walk

QUESTIONS = {
    "turn": turn.table,
    "size": size.table,
    "speech": speech.tables,
    "walk": walk.table,
    "page": page.table,
}


def main() -> None:
    """Run the benchmarks named, or all."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    for name in sys.argv[1:] or QUESTIONS:
        console.print(QUESTIONS[name]())


if __name__ == "__main__":
    main()
