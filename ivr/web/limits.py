"""Counts how often each address asks, in this process or in a Redis that all workers share."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivr.errors import SettingsError

if TYPE_CHECKING:
    from flask import Flask
    from flask_limiter import Limiter

MEMORY = "memory://"
OUR_OWN = "ivr.own"
"""What marks a request of this very process in its environ: no client can write that."""
PATIENCE: dict[str, str | int] = {"socket_connect_timeout": 2, "socket_timeout": 2}
"""Seconds a Redis may take; a page waits for it, and a call of the telephone never does."""


def limiter(app: Flask, storage: str) -> Limiter:
    """Return what limits the pages of an app.

    When a Redis goes away, each process counts for itself until it is back.

    Raises:
        SettingsError: The storage cannot be used.
    """
    from flask import request  # noqa: PLC0415  # whoever only checks the storage counts nothing
    from flask_limiter import Limiter  # noqa: PLC0415

    from ivr.line.access import caller  # noqa: PLC0415

    check(storage)
    shared = storage != MEMORY
    logging.getLogger("flask-limiter").setLevel(logging.ERROR)  # a flood must not fill the disk
    counts = Limiter(
        lambda: caller(request),
        app=app,
        storage_uri=storage,
        storage_options=PATIENCE if shared else {},
        in_memory_fallback_enabled=shared,
        swallow_errors=True,
        key_prefix="ivr",
    )
    # A view with a limit asks by itself; asked before every request, it would cost calls time.
    app.before_request_funcs[None].pop()
    counts.request_filter(lambda: OUR_OWN in request.environ)
    return counts


def check(storage: str) -> None:
    """Make sure that limits can be counted there.

    Raises:
        SettingsError: They cannot.
    """
    if storage == MEMORY:
        return
    from limits.storage import storage_from_string  # noqa: PLC0415  # memory is always there

    try:
        answers = storage_from_string(storage, **PATIENCE).check()
    except ValueError as error:
        raise SettingsError("IVR_LIMITS_STORAGE is no address of a Redis") from error
    if not answers:
        raise SettingsError(
            f"IVR_LIMITS_STORAGE: no Redis answers at {_place(storage)}; "
            "start it, or leave the setting out"
        )


def _place(storage: str) -> str:
    """Return an address without the password in it."""
    parts = urlsplit(storage)
    return parts.netloc.rpartition("@")[2] or parts.path
