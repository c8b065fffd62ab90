"""An interrupt counts wherever it comes, even where Python only prints what is raised."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SIGNALS = {"SIGINT": 130, "SIGTERM": 143}
COMMAND = """
import signal
import click
from twiml_phone.errors import PhoneError

class Deaf:
    def __del__(self):
        signal.raise_signal(signal.{name})

@click.command()
def lost():
    Deaf()
    {end}
"""
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
from twiml_phone.cli.group import Group
Group("tool", package="commands", names=["lost"])()
"""


@pytest.mark.parametrize("end", ["return", "raise PhoneError('that is no telephone')"])
@pytest.mark.parametrize("name", SIGNALS)
def test_an_interrupt_that_python_could_not_raise_ends_the_command_without_its_result(
    tmp_path: Path, name: str, end: str
) -> None:
    (tmp_path / "commands").mkdir()
    text = COMMAND.format(name=name, end=end)
    (tmp_path / "commands" / "lost.py").write_text(text, encoding="utf-8")
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM, "lost"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (SIGNALS[name], "")
