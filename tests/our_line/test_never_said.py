"""What is not true today, or not ours to say, is said nowhere on our line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ivr.menu.flow import Flow

NEVER = yaml.safe_load(Path(__file__).with_name("never_said.yaml").read_text("utf-8"))


def heard(flow: Flow, language: str) -> Iterator[tuple[str, str]]:
    """Yield what is heard at each place before its choices, and what is said everywhere."""
    for name, place in flow.places.items():
        yield name, " ".join(each[language].text for each in (place.titles, *place.said))
    for prompts in flow.everywhere.prompts():
        yield prompts[language].name, prompts[language].text


@pytest.mark.parametrize("each", NEVER)
@pytest.mark.parametrize("language", ["pt-BR", "en-US", "tr-TR"])
def test_what_may_not_be_said_is_said_nowhere(flow: Flow, language: str, each: str) -> None:
    never = re.compile(NEVER[each][language]["never"], re.IGNORECASE)
    assert never.search(NEVER[each][language]["such as"])
    assert [name for name, text in heard(flow, language) if never.search(text)] == []


def test_docs_tell_what_may_not_be_said_and_why() -> None:
    page = (Path(__file__).parents[2] / "docs" / "facts.md").read_text("utf-8")
    for each, rule in NEVER.items():
        assert f"| {each} | {rule['why']} |" in page
