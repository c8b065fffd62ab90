"""docs/answers.md shows what each answer of our line holds for a caller; `--update` writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ivr.analysis.diff.compare import keys_to
from ivr.menu.flow import Flow, Message
from ivr.menu.reader import read

ROOT = Path(__file__).parents[2]
MARK = "<!-- What follows is written by `pytest tests/docs --update`. -->\n"
COLUMNS = ("call", "say", "have", "next", "cost", "time")
pytestmark = pytest.mark.usefixtures("as_written")
HEADINGS = ("answer", "keys", "number", "words to say", "in hand", "then", "cost", "time")


@pytest.fixture(scope="module")
def answers_md(page: Callable[[str], Any]) -> Any:
    return page("answers.md")


def test_the_page_holds_every_answer_of_our_line(answers_md: Any, update: bool) -> None:
    flow = read(ROOT / "menus.yaml")
    whole = "".join(table(flow, code) for code in flow.languages)
    head, mark, written = answers_md.text.partition(MARK)
    if update:
        answers_md.path.write_text(head + mark + whole, encoding="utf-8")
    else:
        assert written == whole, "run `pytest tests/docs --update`"


def table(flow: Flow, language: str) -> str:
    """Return a table of the answers in a language: what each says of what."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *rows(flow, language)]
    body = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"\n## {flow.languages[language].name}\n\n{body}"


def rows(flow: Flow, language: str) -> Iterator[list[str]]:
    for place in flow.places.values():
        if isinstance(place, Message):
            cells = [said(place, kind, language) for kind in COLUMNS]
            yield [place.titles[language].text, " ".join(keys_to(flow, place.name)), *cells]


def said(message: Message, kind: str, language: str) -> str:
    """Return the steps of a kind; a dash where there is none."""
    texts = [step.prompts[language].text for step in message.steps if step.kind == kind]
    return " ".join(texts) or "–"
