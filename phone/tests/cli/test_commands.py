"""The command `twiml-phone` itself: what it lists, and that all of it is explained."""

from __future__ import annotations

import re
from importlib.metadata import entry_points, version

import click
import pytest
import twiml_phone
from click.testing import CliRunner
from twiml_phone.__main__ import run
from twiml_phone.cli.main import main

with click.Context(main) as context:
    COMMANDS = {name: main.get_command(context, name) for name in main.list_commands(context)}


def test_it_is_installed_by_its_name() -> None:
    [script] = entry_points(group="console_scripts", name="twiml-phone")
    assert script.load() is run


def test_it_tells_the_version_that_is_installed() -> None:
    told = CliRunner().invoke(main, ["--version"]).output
    assert told == f"twiml-phone, version {version('twiml-phone')}\n"
    assert twiml_phone.__version__ == version("twiml-phone")


def test_its_help_lists_the_commands() -> None:
    told = CliRunner().invoke(main, ["-h"]).output
    assert re.findall(r"^  (\w+) ", told, re.MULTILINE)[-3:] == ["call", "conform", "walk"]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_each_option_says_what_it_does(command: click.Command) -> None:
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert options
    assert all(option.help for option in options)


def test_an_unknown_command_exits_with_2() -> None:
    assert CliRunner().invoke(main, ["serve"]).exit_code == 2
