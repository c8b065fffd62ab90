"""Keeps the secret that seals calls and logins; it outlives a restart, so no call is lost."""

from __future__ import annotations

import logging
import os
import re
import secrets
from hashlib import sha256
from hmac import new
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

SECRET = re.compile(rb"[0-9a-f]{64}")


def secret(token: str | None, folder: Path) -> str:
    """Derive a secret from the account's token; without one, keep a random one in a folder."""
    if token:
        return new(token.encode(), b"pages of ivr", sha256).hexdigest()
    try:
        return _kept(folder / "secret")
    except OSError as error:
        log.warning("calls of the pages will not outlive a restart: %s", error)
        return secrets.token_hex()


def _kept(file: Path) -> str:
    """Return what is in a file that nobody else may read; whoever comes first writes it, whole."""
    if kept := _read(file):
        return kept
    from filelock import FileLock  # noqa: PLC0415  # a secret is made once

    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(".secret.lock")):
        return _read(file) or _write(file)


def _read(file: Path) -> str | None:
    """Return a whole secret; a disk that was full may have left none, or half."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    return content.decode() if SECRET.fullmatch(content) else None


def _write(file: Path) -> str:
    if file.exists():
        log.warning("%s holds no secret; it is made anew", file)
        file.unlink()
    made = secrets.token_hex()
    with NamedTemporaryFile("w", dir=file.parent) as draft:  # only its owner may read it
        draft.write(made)
        draft.flush()
        os.link(draft.name, file)
    return made
