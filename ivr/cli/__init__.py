"""The command `ivr`: one command, one file; here they meet and errors become exit codes."""

from __future__ import annotations

import sys

import click

from ivr import __version__
from ivr.cli.call import call
from ivr.cli.check import check
from ivr.cli.conform import conform
from ivr.cli.listen import listen
from ivr.cli.record_add import record_add
from ivr.cli.record_list import record_list
from ivr.cli.schema import schema
from ivr.cli.serve import serve
from ivr.cli.speak import speak
from ivr.cli.walk import walk
from ivr.errors import IvrError


class Group(click.Group):
    """A group of commands that shows our errors as sentences."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of ours is printed, and its exit code given."""
        try:
            return super().invoke(ctx)
        except IvrError as error:
            click.echo(str(error), err=True)
            sys.exit(error.exit_code)
        except PermissionError as error:
            click.echo(f"{error.filename} cannot be written: {error.strerror}", err=True)
            sys.exit(2)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ivr")
def main() -> None:
    """A phone line people who cannot read can call, and the tools to make it.

    Edit menus.yaml, look it over with `ivr check`, listen with `ivr call`, answer with `ivr serve`.
    """


for command in (
    *(serve, call, check, speak, listen, record_list, record_add, schema),
    *(walk, conform),
):
    main.add_command(command)
