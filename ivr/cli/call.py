"""`ivr call`: dial a line from the terminal; without URL the line of this folder."""

from __future__ import annotations

from functools import partial
from typing import Any

import click
from twiml_phone.cli.call import CallOptions, call_options, have_call

from ivr.cli.dialling import language_of_ours, path_to_dial, phone_for


@click.command()
@click.argument("url", required=False)
@click.option("--language", help="Start in this language, as in en-US. Only without URL.")
@call_options
def call(url: str | None, language: str | None, **options: Any) -> None:
    """Call a line and listen, as a caller would: in real time, by its keys.

    Without URL this calls the menus in this folder, with no server running. With URL it calls any
    voice webhook that speaks TwiML, such as https://line.example.org/voice

    Press 0-9, * and # as on a telephone; if you press nothing, the line goes on by itself. Ctrl-C
    hangs up. If the input is no terminal, each of its lines is a turn: the keys to press, or
    nothing to stay silent. With --script the caller does what a file says: one that --save wrote.

    Exit codes: 0 the call ended well, 1 it met trouble or went otherwise than its script, 2 it
    could not be made.
    """
    if language and url is None:
        language = language_of_ours(language)
    given = CallOptions(**options)
    have_call(partial(phone_for, url, given.token), path_to_dial(url, language), given)
