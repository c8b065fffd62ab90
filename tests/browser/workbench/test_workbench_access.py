"""The workbench can be used by everybody, on every screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Benches = Callable[..., Any]
Deep = tuple[tuple[str, ...], str]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
}
SCREENS = [(1440, 900), (768, 1024), (360, 740)]
LEAST = 24
"""CSS pixels of what is touched; of a key 44."""


def test_axe_finds_nothing_on_the_hook_in_a_call_and_in_each_dialog(
    bench: Benches, deep: Deep
) -> None:
    opened = bench()
    page = opened.page
    _check(page)
    _call(opened, deep)
    _check(page)
    for dialog in ("#save", "#share", "#replay"):
        page.locator(dialog).click()
        expect(page.locator("dialog[open]")).to_be_visible()
        _check(page)
        opened.close()
    opened.replay("dials\nhears [pt-BR] Alô.\npresses 1\n")
    _check(page)


def test_axe_finds_nothing_in_the_dark(bench: Benches, deep: Deep) -> None:
    opened = bench(color_scheme="dark")
    _call(opened, deep)
    _check(opened.page)


def test_axe_finds_nothing_on_the_page_of_the_password(
    bench: Benches, serve: Callable[..., Any]
) -> None:
    with serve(None, IVR_OWNER_PASSWORD="twelve letters") as url:
        _check(bench(url=url).page)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_every_control_is_large_enough_and_no_screen_scrolls_sideways(
    bench: Benches, width: int, height: int
) -> None:
    opened = bench(viewport={"width": width, "height": height}).pace().dial().press("1")
    opened.page.locator("[aria-current]").locator(".line").first.click()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    for name, box_width, box_height in opened.page.evaluate(BOXES):
        assert min(box_width, box_height) >= LEAST, name
    keys = opened.page.locator("#keys button")
    sizes = [keys.nth(number).bounding_box() for number in range(12)]
    assert all(size and min(size["width"], size["height"]) >= 44 for size in sizes)


BOXES = """() => {
  const all = document.querySelectorAll("button, a, input, select, summary, .line");
  return [...all].filter((each) => each.checkVisibility() && !each.matches(".skip")).map((each) => {
    const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
    return [each.outerHTML.slice(0, 80), width, height];
  });
}"""


def _call(opened: Any, deep: Deep) -> None:
    """Make a call and open what can be looked into."""
    way, keys = deep
    opened.pace().dial().press(keys)
    opened.place(way[-1]).locator(".line").first.click()
    opened.page.locator(".requests > li:not(.media) summary").last.click()


def _check(page: Page) -> None:
    violations = Axe().run(page, options=RULES).response["violations"]
    found = [
        (each["id"], [node["html"][:120] + node["failureSummary"] for node in each["nodes"]])
        for each in violations
    ]
    assert not found
