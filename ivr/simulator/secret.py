"""The secret that seals are made with; it outlives a restart, so that no call is lost by one."""

from __future__ import annotations

import logging
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from hmac import new
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)


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
    """Return what is in a file that nobody else may read; who comes first writes it, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent) as draft, suppress(FileExistsError):
        draft.write(secrets.token_hex())
        draft.flush()
        os.link(draft.name, file)
    return file.read_text(encoding="ascii")
