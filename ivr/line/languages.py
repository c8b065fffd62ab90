"""Which language of the line somebody means who writes it in another way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def match(wanted: str | None, known: Iterable[str]) -> str | None:
    """Return the known language that is meant: the same one, or else the first of the same kind.

    >>> match("EN_us", ["pt-BR", "en-US"]), match("pt-PT", ["pt-BR", "en-US"])
    ('en-US', 'pt-BR')
    >>> match("de", ["pt-BR", "en-US"])
    """
    parts = _parts(wanted or "")
    languages = [(language, _parts(language)) for language in known]
    same = (language for language, others in languages if others == parts)
    alike = (language for language, others in languages if others[0] == parts[0])
    return next(same, None) or next(alike, None)


def _parts(language: str) -> list[str]:
    return re.split("[-_]", language.strip().lower())
