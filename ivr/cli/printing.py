"""What commands print: no letter stops them, and programs are always given UTF-8."""

from __future__ import annotations

import io
import json
import sys

import click


def print_any_letter() -> None:
    r"""Have letters that the terminal's code page lacks printed as \u015f, instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def print_json(told: object) -> None:
    """Print a value as JSON, which programs read as UTF-8 whatever a terminal is set to."""
    click.echo(json.dumps(told, ensure_ascii=False, indent=2).encode())
