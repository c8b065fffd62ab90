"""The command `ivr`: joins the commands, one file each, and turns errors into exit codes."""

from __future__ import annotations

import click
from twiml_phone.cli.group import Group

from ivr import __version__
from ivr.errors import IvrError

COMMANDS = (
    *("call", "check", "conform", "diff", "hear", "icons", "import", "listen", "new", "order"),
    *(
        "record-add",
        "record-list",
        "say",
        "schema",
        "serve",
        "speak",
        "texts",
        "time",
        "voices",
        "walk",
    ),
)


@click.group(
    cls=Group,
    package="ivr.cli",
    names=COMMANDS,
    modules={"import": "import_line"},
    errors=(IvrError,),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="ivr")
def main() -> None:
    """A phone line people who cannot read can call, and the tools to make it.

    Edit menus.yaml, look it over with `ivr check`, listen with `ivr call`, answer with `ivr serve`.
    """
