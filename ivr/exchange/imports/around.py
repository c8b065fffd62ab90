"""The words of a line around the texts that are taken in: phrases of a language, and commands."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def languages() -> dict[str, dict[str, Any]]:
    """Return the words around, by language."""
    text = resources.files(__package__).joinpath("languages.yaml").read_text(encoding="utf-8")
    known: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return known


def usual() -> str:
    """Return the language whose words stand in for all that have none: the first of the file."""
    return next(iter(languages()))


def code(asked: str) -> str:
    """Return the whole code of a language that another program may call otherwise.

    >>> code("en"), code("es-ES"), code("pt_br"), code("alice")
    ('en-US', 'es-ES', 'pt-BR', '')
    """
    main, _, country = asked.strip().replace("_", "-").partition("-")
    if len(country) == 2 and country.isalpha() and 2 <= len(main) <= 3 and main.isalpha():
        return f"{main.lower()}-{country.upper()}"
    return next((each for each in languages() if each.startswith(f"{main.lower()}-")), "")


def nearest(language: str) -> str:
    """Return the language whose words are taken for another: one of the same name, or the usual.

    >>> nearest("es-AR"), nearest("sw-KE")
    ('es-MX', 'en-US')
    """
    if language in languages():
        return language
    main = language.partition("-")[0]
    return next((each for each in languages() if each.startswith(f"{main}-")), usual())
