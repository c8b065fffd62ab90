"""docs/icons.md shows every picture a menu may name, with its words; `--update` draws it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ivr.menu.icons import Icon, icons

ROOT = Path(__file__).parents[2]
SPRITE = ROOT / "ivr" / "web" / "pages" / "static" / "icons.svg"
PICTURES = ROOT / "docs" / "pictures" / "icons"
MARK = "<!-- What follows is written by `pytest tests/docs --update`. -->\n"
SYMBOL = re.compile(r'<symbol id="([^"]+)"(.*?)</symbol>', re.DOTALL)
BLUE = "#3b82c4"
"""A colour that is seen on white pages and on dark ones."""


@pytest.fixture(scope="module")
def icons_md(page: Callable[[str], Any]) -> Any:
    return page("icons.md")


def test_the_page_holds_every_picture_and_its_words(icons_md: Any, update: bool) -> None:
    head, mark, written = icons_md.text.partition(MARK)
    rows = "".join(map(_row, icons().values()))
    whole = f"\n| Picture | Name | Português | English | Türkçe |\n|---|---|---|---|---|\n{rows}"
    if update:
        icons_md.path.write_text(head + mark + whole, encoding="utf-8")
    else:
        assert written == whole, "run `pytest tests/docs --update`"


def test_each_picture_is_the_one_of_the_web_page(update: bool) -> None:
    drawn = dict(_drawn())
    if update:
        for name, text in drawn.items():
            (PICTURES / name).write_text(text, encoding="utf-8")
    stored = {path.name: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()}
    assert stored == drawn, "run `pytest tests/docs --update`, and delete what is no icon any more"


def _row(icon: Icon) -> str:
    words = " | ".join(", ".join(each) for each in icon.words.values())
    picture = f'<img src="pictures/icons/{icon.name}.svg" width="40" alt="">'
    return f"| {picture} | `{icon.name}` | {words} |\n"


def _drawn() -> Iterator[tuple[str, str]]:
    """Yield each picture of the web page as a file of its own, which needs a colour of its own."""
    for name, rest in SYMBOL.findall(SPRITE.read_text(encoding="utf-8")):
        begin = f'<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" color="{BLUE}"'
        yield f"{name}.svg", f"{begin}{rest}</svg>\n"
