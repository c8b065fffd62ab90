"""`ivr walk`: every way through a line; without URL through the line of this folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
from twiml_phone.cli.dialling import token_option
from twiml_phone.cli.walk import WalkOptions, have_walk, walk_options

from ivr.cli.dialling import path_to_dial, phone_for
from ivr.cli.options import menus_option
from ivr.menu.flow import Message
from ivr.menu.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.menu.flow import Flow


@click.command()
@click.argument("url", required=False)
@walk_options
@menus_option
@token_option
def walk(url: str | None, menus: Path, token: str | None, **options: Any) -> None:
    """Go every way through a line, and report what is wrong there.

    At every place the caller presses each of the 12 keys, stays silent, makes a partial entry and
    hangs up; where the line says what it said before, this way ends. The report lists dead ends,
    hang-ups without a word, application errors, and loops that need no caller, each with the keys
    that lead there and the whole call.

    Without URL this walks the menus in this folder, in every language; with URL any voice webhook
    that speaks TwiML.

    Exit status: 0 nothing is wrong, 1 something is, 2 it could not begin.
    """
    flow = None if url else read(menus)
    make_phone = partial(phone_for, url, token, say=True, menus=menus)
    messages = _messages(flow) if flow else None
    have_walk(make_phone, _paths(url, flow), WalkOptions(**options), messages)


def _messages(flow: Flow) -> list[str]:
    messages = (place for place in flow.places.values() if isinstance(place, Message))
    said = (message.texts or message.titles for message in messages)
    return [prompt.text for prompts in said for prompt in prompts.values()]


def _paths(url: str | None, flow: Flow | None) -> list[str]:
    """Say what to dial: our own line in each of its languages, the usual one first."""
    if flow is None:
        return [path_to_dial(url, None)]
    return [path_to_dial(None, language) for language in flow.languages]
