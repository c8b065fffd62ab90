"""The address and the phone, for all commands that call a line."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click
from twiml_phone.cli.dialling import path_of, phone_to
from twiml_phone.phone import PATH, Phone

from ivr.cli.languages import spoken
from ivr.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

INSIDE = "https://ivr.invalid"


def path_to_dial(url: str | None, language: str | None) -> str:
    """Say what a transcript must dial to make this call again; nothing if it is the usual."""
    if url is None:
        return f"{PATH}?{urlencode({'language': language})}" if language else ""
    if language is not None:
        raise click.UsageError("--language works only without URL: write it into the URL yourself")
    return path_of(url)


def language_of_ours(asked: str) -> str:
    """Return the code of a language that the line of this folder speaks."""
    from ivr.menu.reader import read  # noqa: PLC0415  # who calls a URL reads no menus

    menus = _settings("unused", None, say=True).menus
    return spoken(asked, read(menus).languages)


def phone_for(
    url: str | None,
    token: str | None,
    *,
    say: bool = False,
    menus: Path | None = None,
    **settings: Any,
) -> Phone:
    """Make a phone that calls a URL, or else the line of this folder or of another menu file.

    `say` has that line speak by Twilio's voices, without sounds.
    """
    if url is not None:
        return phone_to(url, token)(**settings)
    token = secrets.token_hex(16)
    return Phone(_our_line(token, menus, say=say), home=INSIDE, auth_token=token, **settings)


def _our_line(token: str, menus: Path | None, *, say: bool) -> Flask:
    """Make the line of this folder answer in this process, to nobody but this phone."""
    from ivr.web.app import create_app  # noqa: PLC0415  # who calls a URL needs none

    return create_app(_settings(token, menus, say=say))


def _settings(token: str, menus: Path | None, *, say: bool) -> Settings:
    own = {"TWILIO_AUTH_TOKEN": token, "PUBLIC_BASE_URL": INSIDE}
    own |= {"IVR_SPEECH": "say"} if say else {}
    own |= {"MENUS": str(menus)} if menus else {}
    return Settings.from_environ(os.environ | own)
