"""Runs every benchmark, and prints a table for each question: `python -m benchmarks [NAME …]`.

`python -m benchmarks random` looks for faults instead, with `--requests` and `--seed`.
"""

import argparse
import sys

from rich.console import Console

from benchmarks import page, size, speech, strangers, turn, walk

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
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("names", nargs="*", choices=[*QUESTIONS, "random", []], metavar="NAME")
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for name in asked.names or QUESTIONS:
        random = name == "random"
        table = strangers.table(asked.requests, asked.seed) if random else QUESTIONS[name]()
        console.print(table)


if __name__ == "__main__":
    main()
