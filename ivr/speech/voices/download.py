"""Downloads files piece by piece, goes on where it broke off, and checks each as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from ivr.errors import EngineError, EngineUnreachable
from ivr.files import PART
from ivr.speech.voices.files import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ivr.speech.voices.files import File

ATTEMPTS = 4
LONGEST_REST = 8.0
"""Seconds between two attempts."""
PATIENCE = 30.0
"""Seconds to wait for a byte."""


def download(file: File, path: Path, got: Callable[[int], None]) -> None:
    """Bring a file to a path; `got` is told how many more bytes are there.

    Raises:
        EngineUnreachable: It cannot be had from there now; what has come is kept.
        EngineError: What came is another file.
    """
    part = path.with_name(path.name + PART)
    part.parent.mkdir(parents=True, exist_ok=True)
    got(part.stat().st_size if part.exists() else 0)
    try:
        for attempt in Retrying(
            retry=retry_if_exception_type(httpx.TransportError),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(max=LONGEST_REST),
            reraise=True,
        ):
            with attempt:
                _go_on(file, part, got)
    except httpx.HTTPError as error:
        raise EngineUnreachable(f"{file.url} cannot be had: {error}") from error
    if not is_whole(part, file):
        part.unlink()
        raise EngineError(f"{file.url} is another file than it was: it is not used")
    part.replace(path)


def _go_on(file: File, part: Path, got: Callable[[int], None]) -> None:
    """Ask for what is missing; a server that begins anew is let."""
    have = part.stat().st_size if part.exists() else 0
    if have >= file.size:
        return
    asked = {"Range": f"bytes={have}-"} if have else {}
    with httpx.stream(
        "GET", file.url, headers=asked, follow_redirects=True, timeout=PATIENCE
    ) as answer:
        answer.raise_for_status()
        if answer.status_code != httpx.codes.PARTIAL_CONTENT:
            got(-have)
            have = 0
        with part.open("ab" if have else "wb") as written:
            for piece in answer.iter_raw():
                written.write(piece)
                got(len(piece))
                if written.tell() > file.size:
                    return
