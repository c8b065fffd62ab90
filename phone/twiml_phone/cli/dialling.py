"""What the commands that call a line share: its address, and the token that signs requests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from twiml_phone.phone import PATH, Phone

if TYPE_CHECKING:
    from collections.abc import Callable

token_option = click.option(
    "--token",
    envvar="TWILIO_AUTH_TOKEN",
    show_envvar=True,
    help="The auth token to sign requests to URL with; without it they are not signed.",
)


def path_of(url: str) -> str:
    """Return what a transcript must dial to call this URL again; nothing if it is the usual."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise click.UsageError(f"{url} cannot be dialled: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise click.UsageError(f"{url} cannot be dialled: write it whole, as in http://{url}")
    path = parts._replace(scheme="", netloc="", fragment="").geturl()
    return "" if path in {"", "/", PATH} else path


def phone_to(url: str, token: str | None) -> Callable[..., Phone]:
    """Return what makes a phone that calls a URL; any option of `Phone` may be added."""
    return partial(Phone, url, auth_token=token)
