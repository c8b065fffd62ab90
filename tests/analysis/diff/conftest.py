"""Versions of a small menu file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivr.menu.flow import Flow
from ivr.menu.reader import examine
from ivr.menu.source import parse


@pytest.fixture(scope="session")
def old(good_menus: str) -> Flow:
    return _flow(good_menus)


@pytest.fixture(scope="session")
def edited(good_menus: str) -> Callable[..., Flow]:
    """What makes a version in which some words stand for others."""

    def edited(*pairs: tuple[str, str]) -> Flow:
        text = good_menus
        for written, instead in pairs:
            assert written in text
            text = text.replace(written, instead, 1)
        return _flow(text)

    return edited


def _flow(text: str) -> Flow:
    reading = examine(parse(text, "menus.yaml"))
    assert reading.flow, reading.problems
    return reading.flow
