"""Runs every benchmark, and prints a table for each question: `python -m benchmarks [NAME …]`.

`python -m benchmarks attack` is apart: it takes long, and has options of its own (`--help`).
"""

import sys

from rich.console import Console

from benchmarks import page, size, speech, turn, walk
from benchmarks.attack.report import attack

QUESTIONS = {
    "turn": turn.table,
    "size": size.table,
    "speech": speech.tables,
    "walk": walk.table,
    "page": page.table,
}


def main() -> None:
    """Run the benchmarks named, or all but the attacks."""
    if sys.argv[1:2] == ["attack"]:
        attack(sys.argv[2:], prog_name="python -m benchmarks attack")
    console = Console(width=None if sys.stdout.isatty() else 120)
    for name in sys.argv[1:] or QUESTIONS:
        console.print(QUESTIONS[name]())


if __name__ == "__main__":
    main()
