"""What the README shows works as it is written there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from twiml_phone.cli.main import main

pytest_plugins = ["pytester"]

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
LINES = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
COMMANDS = [shlex.split(line, comments=True) for line in LINES if line.startswith("twiml-phone")]

MY_APP = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/xml")])
    gather = "<Gather numDigits='1' action='/hours'><Say>For our hours, press 2.</Say></Gather>"
    body = {"/voice": gather, "/hours": "<Say>We are open.</Say>"}[environ["PATH_INFO"]]
    return [f"<Response>{body}</Response>".encode()]
"""


def test_the_test_it_shows_passes(pytester: pytest.Pytester) -> None:
    [shown] = (text for kind, text in BLOCKS if kind == "python")
    pytester.makepyfile(my_app=MY_APP, test_shown=shown)
    pytester.syspathinsert()
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_commands_it_shows_can_be_given(words: list[str], tmp_path: Path) -> None:
    _, name, *options = (str(tmp_path / each) if "." in each[-5:] else each for each in words)
    (tmp_path / "bill.txt").write_text("dials\n", encoding="utf-8")
    with main.make_context("twiml-phone", [name], resilient_parsing=True) as context:
        command = main.get_command(context, name)
        assert command
        assert command.make_context(name, options, parent=context).params
