"""docs/cli.md holds what each command says of itself, and each says enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from ivr.cli import main

MARK = "<!-- What follows is written by `pytest tests/docs --update`. -->\n"
WIDTH = 80


def _contexts(context: click.Context) -> Iterator[click.Context]:
    """Yield a command's context, and those of the commands in it."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command
            yield from _contexts(command.make_context(name, [], context, resilient_parsing=True))


COMMANDS = list(
    _contexts(main.make_context("ivr", [], resilient_parsing=True, terminal_width=WIDTH))
)
PARAMETERS = [
    pytest.param(each, id=f"{context.command_path} {each.name}")
    for context in COMMANDS
    for each in context.command.params
    if isinstance(each, click.Option)
]


@pytest.fixture(scope="module")
def cli_md(page: Callable[[str], Any]) -> Any:
    return page("cli.md")


def test_the_page_holds_the_help_of_every_command(cli_md: Any, update: bool) -> None:
    head, mark, written = cli_md.text.partition(MARK)
    helps = "".join(map(_section, COMMANDS))
    if update:
        cli_md.path.write_text(head + mark + helps, encoding="utf-8")
    else:
        assert written == helps, "run `pytest tests/docs --update`"


def test_help_is_as_short_for_every_command(cli_md: Any) -> None:
    assert max(map(len, cli_md.text.partition(MARK)[2].splitlines())) <= WIDTH


@pytest.mark.parametrize("context", COMMANDS, ids=lambda context: context.command_path)
def test_each_command_says_what_it_does(context: click.Context) -> None:
    said = context.command.get_short_help_str(limit=WIDTH)
    assert len(said.split()) > 2


@pytest.mark.parametrize("option", PARAMETERS)
def test_each_option_says_what_it_does(option: click.Option) -> None:
    assert option.help


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("check menus.yaml", 0),
        ("check broken.yaml", 1),
        ("check missing.yaml", 2),
        ("check --no-such-option", 2),
        ("serve --port 70000", 2),
        ("serve", 2),
    ],
)
def test_exit_codes_are_those_of_the_table(
    given: str,
    code: int,
    page: Callable[[str], Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [smallest] = (text for mark, text in page("menus.md").blocks("yaml") if mark == "whole file")
    (tmp_path / "menus.yaml").write_text(smallest, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(smallest.replace("to: hours", "to: hour"), "utf-8")
    monkeypatch.chdir(tmp_path)
    environ = {"TWILIO_AUTH_TOKEN": None, "PUBLIC_BASE_URL": None, "IVR_LOCAL": None, "MENUS": None}
    assert CliRunner(env=environ).invoke(main, given.split()).exit_code == code


def _section(context: click.Context) -> str:
    return f"\n## {context.command_path}\n\n```text\n{context.get_help()}\n```\n"
