"""Pages of the documentation, as the tests of this folder read and rewrite them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^(?:<!-- ([^\n]+) -->\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^(?:<!-- ([^\n]+) -->\n)?((?:\|.*\|\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def anchors(self) -> set[str]:
        return {_anchor(title) for title in HEADING.findall(self._without_blocks())}

    def section(self, anchor: str) -> str:
        """Return what stands under a heading, down to the next of any level."""
        parts = re.split(r"^#+ (.+)$\n", self._without_blocks(), flags=re.MULTILINE)
        return dict(zip(map(_anchor, parts[1::2]), parts[2::2], strict=True))[anchor]

    def blocks(self, language: str) -> list[tuple[str, str]]:
        """Return the mark and the text of each fenced block of a language."""
        return [(mark, text) for mark, kind, text in BLOCK.findall(self.text) if kind == language]

    def rows(self, mark: str) -> Iterator[list[str]]:
        """Yield the cells of all tables that bear a mark; without one, of those that bear none."""
        for found, table in TABLE.findall(self.text):
            if found == mark:
                yield from map(cells, table.splitlines()[2:])

    def _without_blocks(self) -> str:
        return BLOCK.sub("", self.text)

    def links(self) -> list[str]:
        return re.findall(r"\]\(([^)]+)\)", self._without_blocks())

    def replace(self, old: str, new: str) -> None:
        assert self.text.count(old) == 1, old
        self.path.write_text(self.text.replace(old, new), encoding="utf-8")


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def _anchor(title: str) -> str:
    """Return the anchor GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.fixture(scope="session")
def page() -> Callable[[str], Page]:
    return lambda name: Page(DOCS / name)
