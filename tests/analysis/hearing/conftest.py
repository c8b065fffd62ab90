"""The languages of a whole line: what words its digits and keys have."""

from __future__ import annotations

import pytest

from ivr.menu.flow import Flow, Language


@pytest.fixture(scope="session")
def portuguese(flow: Flow) -> Language:
    return flow.languages["pt-BR"]


@pytest.fixture(scope="session")
def english(flow: Flow) -> Language:
    return flow.languages["en-US"]


@pytest.fixture(scope="session")
def turkish(flow: Flow) -> Language:
    return flow.languages["tr-TR"]
