"""`ivr call`: dial a line from the terminal."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import click
from rich.console import Console

from ivr.errors import PhoneError
from ivr.phone import Phone
from ivr.phone.transcript import write
from ivr.server import create_app
from ivr.settings import Settings
from ivr.simulator.player import Player, find_program
from ivr.simulator.terminal import converse

if TYPE_CHECKING:
    from flask import Flask

INSIDE = "https://ivr.invalid"
PATH = "/voice"


@click.command()
@click.argument("url", required=False)
@click.option("--language", help="Start in this language, as in en-US. Only without URL.")
@click.option(
    "--transcript",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the call down in this file: a test that can be replayed.",
)
@click.option(
    "--token",
    envvar="TWILIO_AUTH_TOKEN",
    show_envvar=True,
    help="The auth token to sign requests to URL with; without it they are not signed.",
)
@click.option("--sound", is_flag=True, help="Play the sounds aloud too, at a terminal.")
@click.option("--from", "caller", default="+5511987654321", show_default=True, help="Who calls.")
@click.option("--to", "number", default="+551140001234", show_default=True, help="Who is called.")
def call(  # noqa: PLR0913, PLR0917  # click passes each option by name
    url: str | None,
    language: str | None,
    transcript: Path | None,
    token: str | None,
    sound: bool,
    caller: str,
    number: str,
) -> None:
    """Call a line and listen, as a caller would: in real time, by its keys.

    Without URL this calls the menus in this folder, with no server running. With URL it calls any
    voice webhook that speaks TwiML, such as https://line.example.org/voice

    Press 0-9, * and # as on a telephone; say nothing, and the line will go on by itself. Ctrl-C
    hangs up. If the input is no terminal, each of its lines is a turn: the keys to press, or
    nothing to stay silent.

    Exit codes: 0 the call ended well, 1 it met trouble, 2 it could not be made.
    """
    path = _path(url, language)
    program = _program() if sound else None
    with ExitStack() as opened:
        phone = opened.enter_context(
            _phone(url, token, caller=caller, number=number, keep_sounds=sound)
        )
        player = opened.enter_context(Player(phone, program)) if program else None
        ended = converse(phone, path, sys.stdin, Console(), player)
    if transcript is not None:
        transcript.write_text(write(ended.events, path), encoding="utf-8")
    if ended.troubles:
        sys.exit(1)


def _path(url: str | None, language: str | None) -> str:
    """Say what a transcript must dial to make this call again; nothing if it is the usual."""
    if url is None:
        return f"{PATH}?{urlencode({'language': language})}" if language else ""
    if language is not None:
        raise click.UsageError("--language works only without URL: write it into the URL yourself")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise click.UsageError(f"{url} cannot be dialled: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise click.UsageError(f"{url} cannot be dialled: write it whole, as in http://{url}")
    path = parts._replace(scheme="", netloc="", fragment="").geturl()
    return "" if path in {"", "/", PATH} else path


def _program() -> tuple[str, ...]:
    """Find what plays sounds here, and somebody to hear them."""
    try:
        program = find_program()
    except PhoneError as error:
        raise click.UsageError(f"--sound: {error}") from error
    if not sys.stdin.isatty():
        raise click.UsageError("--sound works only at a terminal, where time is real")
    return program


def _phone(url: str | None, token: str | None, **settings: Any) -> Phone:
    if url is not None:
        return Phone(url, auth_token=token, **settings)
    token = secrets.token_hex(16)
    return Phone(_our_line(token), home=INSIDE, auth_token=token, **settings)


def _our_line(token: str) -> Flask:
    """Make the line of this folder answer in this process, to nobody but this call."""
    own = {"TWILIO_AUTH_TOKEN": token, "PUBLIC_BASE_URL": INSIDE}
    return create_app(Settings.from_environ(os.environ | own))
