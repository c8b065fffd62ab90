"""Finds a language, as people type it, among those that a line speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Collection


def spoken(asked: str, languages: Collection[str]) -> str:
    """Return the code of a language, however its letters are written, or from its main part alone.

    >>> spoken("EN_us", ["pt-BR", "en-US"]), spoken("pt", ["pt-BR", "en-US"])
    ('en-US', 'pt-BR')
    """
    plain = asked.strip().replace("_", "-").casefold()
    for code in languages:
        if plain in {code.casefold(), code.partition("-")[0].casefold()}:
            return code
    raise click.UsageError(f"{asked} is not one of {', '.join(languages)}")
