"""A small good menu file, and what comes of spoiling it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivr.menu.reader import examine
from ivr.menu.source import parse

Spoil = Callable[..., list[str]]


@pytest.fixture(scope="session")
def good(good_menus: str) -> str:
    return good_menus


@pytest.fixture(scope="session")
def spoiled(good: str) -> Spoil:
    """The problems of the good file after edits: pairs of what stood there and what now does."""

    def problems(*edits: tuple[str, str]) -> list[str]:
        text = good
        for old, new in edits:
            assert old in text, f"the good file has no {old!r}"
            text = text.replace(old, new, 1)
        return [str(problem) for problem in examine(parse(text, "menus.yaml")).problems]

    return problems
