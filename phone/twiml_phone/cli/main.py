"""Where the commands of `twiml-phone` meet."""

from __future__ import annotations

import click

from twiml_phone import __version__
from twiml_phone.cli.group import Group


@click.group(
    cls=Group,
    package="twiml_phone.cli",
    names=("call", "conform", "walk"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="twiml-phone")
def main() -> None:
    """A virtual phone for voice webhooks: it obeys TwiML as Twilio does.

    Have a call with `twiml-phone call URL`; try every key everywhere with `twiml-phone walk URL`.
    """
