"""docs/design.md is true: the engine it shows how to add speaks a whole line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from twiml_phone import Phone

from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.speech.engines import engine
from ivr.speech.make import make
from ivr.speech.plan import Plan
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker
from ivr.web.app import create_app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
HOME = "http://localhost"


def the_only(pattern: str) -> str:
    [found] = re.findall(pattern, PAGE, re.DOTALL)
    return found


@pytest.fixture
def menus(tmp_path: Path, one_language: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A line whose voice is that engine's, added as the page says."""
    (tmp_path / "tones.py").write_text(the_only(r"```python\n(.*?)```"), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(engine.ENGINES, "tones", the_only(r'`"tones": "([\w:]+)"` in `ENGINES`'))
    monkeypatch.setitem(engine.VERSIONS, "tones", the_only(r'`"tones": "(\d+)"` in `VERSIONS`'))
    voices = the_only(r"`(voices: \{tones: .*?\})`")
    path = tmp_path / "menus.yaml"
    path.write_text(re.sub(r"( +)voice: .*", rf"\g<0>\n\1{voices}", one_language), encoding="utf-8")
    return path


def test_the_engine_of_the_page_speaks_a_whole_line(menus: Path, tmp_path: Path) -> None:
    audio = tmp_path / "audio"
    flow = read(menus)
    orders = Plan(Stocktaker(flow, audio)).orders()
    shelf = Shelf(audio)
    assert {order.engine for order in orders} == {"tones"}
    assert {make(order, shelf).status for order in orders} == {"made"}
    environ = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_AUDIO": str(audio)}
    call = Phone(create_app(Settings.from_environ(environ)), "/voice", home=HOME).dial()
    assert {each.kind for each in call.heard} == {"play"}
    assert call.heard[0].text == flow.everywhere.welcome["en-US"].text
    assert call.troubles == ()


def test_the_files_a_newcomer_is_sent_to_are_there() -> None:
    table = the_only(r"\| to add \|.*?\n\n")
    paths = re.findall(r"`((?:ivr|phone)/[\w/.]+)`", table)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []
