"""The words that a language's voices get wrong on any line: one file a language, beside this."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from ivr.menu.flow import Pronunciation

FOLDER = Path(__file__).parent


@cache
def defaults(language: str) -> tuple[Pronunciation, ...]:
    """Return what is known of a language by its code: what is said in Brazil is not in Portugal."""
    path = FOLDER / f"{language}.yaml"
    if path not in _files():
        return ()
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(_read(str(written), how) for written, how in listed.items())


@cache
def _files() -> frozenset[Path]:
    return frozenset(FOLDER.glob("*.yaml"))


def _read(written: str, how: str | dict[str, str]) -> Pronunciation:
    if isinstance(how, str):
        return Pronunciation(written, how)
    return Pronunciation(written, how.get("as", ""), how.get("ipa", ""))
