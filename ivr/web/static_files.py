"""Finds the files that the pages are made of, and the version that browsers keep them under."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "pages" / "static"


@cache
def version() -> str:
    """Return what changes when any file does: browsers keep each until then."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
