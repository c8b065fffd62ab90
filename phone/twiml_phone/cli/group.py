"""A group of commands: each is loaded when it is asked for, and errors become exit codes."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from twiml_phone.cli.printing import open_what_is_closed, print_any_letter
from twiml_phone.cli.stopping import lost_interrupt, status, stoppable
from twiml_phone.cli.troubles import sentence
from twiml_phone.errors import PhoneError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Group(click.Group):
    """A group of commands that loads the one that is asked for, and shows errors as sentences.

    All of them together may take most of a second to load.

    Args:
        package: where each command has a module of its name.
        names: the commands.
        modules: other names of modules and functions: a command may be called as Python's words.
        errors: further families of errors that are sentences, each with an exit code.
    """

    def __init__(
        self,
        *args: Any,
        package: str,
        names: Sequence[str],
        modules: Mapping[str, str] | None = None,
        errors: tuple[type[Exception], ...] = (),
        **settings: Any,
    ) -> None:
        super().__init__(*args, **settings)
        self._package = package
        self._names = names
        self._modules = modules or {}
        self._errors: tuple[type[Exception], ...] = (PhoneError, *errors)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click asks
        """Return the names of all commands."""
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, from the file of its name; once it is loaded, it can be stopped."""
        if cmd_name not in self._names:
            return None
        name = self._modules.get(cmd_name, cmd_name.replace("-", "_"))
        command = cast("click.Command", getattr(import_module(f"{self._package}.{name}"), name))
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
            return self._invoke(ctx)
        except self._errors as error:
            click.echo(str(error), err=True)
            sys.exit(getattr(error, "exit_code", 1))
        except KeyboardInterrupt as error:
            sys.exit(status(error))
        except BrokenPipeError:
            raise  # nobody reads any more, as in `twiml-phone walk | head`: click ends quietly
        except OSError as error:
            click.echo(sentence(error), err=True)
            sys.exit(2)

    def _invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        finally:
            if interrupt := lost_interrupt():
                raise interrupt
