"""Finds the files that the pages are made of, and the version that browsers keep them under."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "pages" / "static"

SHEETS = {
    "listening": (
        "colors",
        "base",
        "listening/welcome",
        "listening/header",
        "listening/tiles",
        "listening/numbers",
        "listening/keypad",
        "listening/captions",
        "listening/commands",
        "listening/call",
    ),
    "workbench": (
        "colors",
        "base",
        "workbench/workbench",
        "workbench/controls",
        "workbench/bar/bar",
        "workbench/handset/handset",
        "workbench/handset/pace_form",
        "workbench/map/map",
        "workbench/map/place_card",
        "workbench/transcript/transcript",
        "workbench/inspector/inspector",
        "workbench/replay/dialogs",
    ),
    "login": (
        "colors",
        "base",
        "workbench/workbench",
        "workbench/controls",
        "workbench/login",
    ),
}
"""The style sheets of each page, in the order in which a later rule overrides an earlier one."""


@cache
def version() -> str:
    """Return what changes when any file does: browsers keep each until then."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


@cache
def style(page: str) -> bytes:
    """Return all style sheets of a page as one: each request costs a slow network a round trip."""
    return b"\n".join((FOLDER / f"{sheet}.css").read_bytes() for sheet in SHEETS[page])
