"""The command `ivr`: joins the commands, one file each, and turns errors into exit codes."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, cast

import click
from twiml_phone.errors import PhoneError

from ivr import __version__
from ivr.cli.printing import open_what_is_closed, print_any_letter
from ivr.cli.stopping import status, stoppable
from ivr.cli.troubles import sentence
from ivr.errors import IvrError

COMMANDS = (
    *("call", "check", "conform", "diff", "hear", "icons", "listen", "new", "order", "record-add"),
    *("record-list", "say", "schema", "serve", "speak", "time", "voices", "walk"),
)


class Group(click.Group):
    """A group of commands that loads the one that is asked for, and shows our errors as sentences.

    All of them together take most of a second to load.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click asks
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, from the file of its name; once it is loaded, it can be stopped."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command = cast("click.Command", getattr(import_module(f"ivr.cli.{name}"), name))
        ctx.with_resource(stoppable())
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run what the words on the command line ask for."""
        open_what_is_closed()
        print_any_letter()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of ours is printed, and its exit code given."""
        try:
            return super().invoke(ctx)
        except (IvrError, PhoneError) as error:
            click.echo(str(error), err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt as error:
            sys.exit(status(error))
        except BrokenPipeError:
            raise  # nobody reads any more, as in `ivr check | head`: click ends quietly
        except OSError as error:
            click.echo(sentence(error), err=True)
            sys.exit(2)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ivr")
def main() -> None:
    """A phone line people who cannot read can call, and the tools to make it.

    Edit menus.yaml, look it over with `ivr check`, listen with `ivr call`, answer with `ivr serve`.
    """
