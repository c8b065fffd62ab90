"""Prints what commands say: no letter stops it, and programs always get UTF-8."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import click


def open_what_is_closed() -> None:
    """Let a command run whose input or output is closed (`>&-`): what it prints goes nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # to its end


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
