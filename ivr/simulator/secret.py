"""The secret that seals are made with; it outlives a restart, so that no call is lost by one."""

from __future__ import annotations

import logging
import os
import re
import secrets
from contextlib import suppress
from hashlib import sha256
from hmac import new
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from filelock import FileLock

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
    """Return what is in a file that nobody else may read; who comes first writes it, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file)
    if not _is_whole(file):
        with FileLock(file.with_name(".secret.lock")):
            if not _is_whole(file):  # a disk that was full left it empty, or half
                log.warning("%s holds no secret; it is made anew", file)
                file.unlink()
                _write(file)
    return file.read_text(encoding="ascii")


def _write(file: Path) -> None:
    with NamedTemporaryFile("w", dir=file.parent) as draft, suppress(FileExistsError):
        draft.write(secrets.token_hex())
        draft.flush()
        os.link(draft.name, file)


def _is_whole(file: Path) -> bool:
    return bool(SECRET.fullmatch(file.read_bytes()))
