"""The pictures stand for every choice of a line and every button, and weigh little."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from ivr.menu.flow import Choice, Flow

PAGES = Path(__file__).parents[3] / "ivr" / "web" / "pages"
STATIC = PAGES / "static"
SPRITE = STATIC / "icons.svg"
SVG = "{http://www.w3.org/2000/svg}"
# fmt: off
BUTTONS = {
    "arrow-back-up", "captions", "check", "close", "copy-link", "ear", "faster", "home",
    "keypad", "microphone", "microphone-off", "offline", "pause", "phone-answer",
    "phone-hang-up", "play", "repeat", "replay", "save", "settings", "slower", "speaker",
    "speaker-off", "timer", "timer-off", "warning",
}
# fmt: on
"""What the pages draw beside the choices."""


def symbols() -> list[Element]:
    return list(ElementTree.parse(SPRITE).iter(f"{SVG}symbol"))


@pytest.fixture(scope="module")
def names() -> set[str]:
    return {symbol.get("id", "") for symbol in symbols()}


def choices(flow: Flow) -> Iterator[Choice]:
    everywhere = flow.everywhere
    yield from (everywhere.repeat, everywhere.back, everywhere.start)
    for place in flow.places.values():
        for language in flow.languages:
            yield from place.choices_in(language)


def test_every_choice_of_the_menus_has_its_picture(flow: Flow, names: set[str]) -> None:
    wanted = {choice.icon for choice in choices(flow)}
    assert {"flag-br", "home", "receipt"} <= wanted
    assert wanted - names == set()


def test_every_button_of_the_pages_has_its_picture(names: set[str]) -> None:
    assert BUTTONS - names == set()


def test_every_picture_a_template_draws_is_there(names: set[str]) -> None:
    text = "".join(path.read_text("utf-8") for path in (PAGES / "templates").iterdir())
    drawn = set(re.findall(r"""\bicon\(["']([a-z0-9-]+)""", text))
    assert drawn
    assert drawn - names == set()


def test_no_name_stands_twice() -> None:
    ids = [element.get("id") for element in ElementTree.parse(SPRITE).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_every_picture_is_drawn_on_the_same_grid() -> None:
    assert {symbol.get("viewBox") for symbol in symbols()} == {"0 0 48 48"}


@pytest.mark.parametrize("name", ["icons.svg", "icon.svg"])
def test_a_drawing_passes_a_strict_policy(name: str) -> None:
    parts = list(ElementTree.parse(STATIC / name).iter())
    assert [part.tag for part in parts if part.tag in {f"{SVG}style", f"{SVG}script"}] == []
    assert [key for part in parts for key in part.attrib if re.match(r"style$|on", key)] == []


def test_pictures_take_the_colour_of_the_text_around_them() -> None:
    plain = [symbol for symbol in symbols() if not symbol.get("id", "").startswith("flag-")]
    parts = [part for symbol in plain for part in symbol.iter()]
    painted = {part.get(key) for part in parts for key in ("fill", "stroke")}
    assert painted == {None, "none", "currentColor"}


def test_the_pictures_weigh_little() -> None:
    assert SPRITE.stat().st_size <= 45_000


@pytest.mark.parametrize(
    ("name", "side"), [("icon-192.png", 192), ("icon-512.png", 512), ("icon-maskable-512.png", 512)]
)
def test_the_sign_of_the_line_fits_a_home_screen(name: str, side: int) -> None:
    png = (STATIC / name).read_bytes()
    assert struct.unpack(">8s4x4sII", png[:24]) == (b"\x89PNG\r\n\x1a\n", b"IHDR", side, side)
    assert len(png) < 15_000
