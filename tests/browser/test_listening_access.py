"""Who can use the listening page: with pictures alone, on any screen, with any aid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

Callers = Callable[..., Any]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
MOVING = {"reduced_motion": "no-preference"}
SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True} | MOVING
LOOKS: dict[str, dict[str, Any]] = {
    "pt-BR": SMALL,
    "en-US": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"} | MOVING,
    "tr-TR": {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"},
}
SHOWN = "button:visible, a:visible"


@pytest.mark.parametrize("language", LOOKS)
def test_axe_finds_nothing_wrong_in_any_state(caller: Callers, language: str) -> None:
    someone = caller(f"?language={language}", **LOOKS[language])
    page: Page = someone.page
    wrong: dict[str, str] = {}

    def look(state: str) -> None:
        found = Axe().run(page, options=RULES)
        if found.violations_count:
            wrong[state] = found.generate_report()

    look("idle")
    held: list[Route] = []
    page.route("**/calls", lambda route: held.append(route))  # noqa: PLW0108  # it takes no method
    page.click("#answer")
    look("ringing")
    held.pop().continue_()
    someone.is_told("speaking")
    look("menu")
    if language != "tr-TR":
        page.click("#captions-toggle")
        page.click("#keypad-toggle")
        look("keypad and captions")
        page.click("#keypad-toggle")
    someone.type("bill", "second-invoice")
    expect(page.locator("a.number").first).to_be_visible()
    look("answer")
    page.click("#hang-up")
    look("ended")
    assert wrong == {}


def test_everything_is_large_enough_to_touch_and_nothing_is_cut_off(caller: Callers) -> None:
    someone = caller(**SMALL)
    page: Page = someone.page
    assert small(page, SHOWN, 44) == []
    someone.call()
    assert small(page, SHOWN, 44) == []
    assert small(page, ".tile", 96) == []
    assert small(page, ".command", 64) == []
    page.click("#keypad-toggle")
    assert small(page, "#keypad button", 44) == []
    someone.type("bill", "second-invoice")
    expect(page.locator("a.number").first).to_be_visible()
    assert small(page, "a.number", 64) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.click("#hang-up")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_long_number_is_whole_on_a_small_screen(caller: Callers) -> None:
    someone = caller(**SMALL)
    someone.call()
    someone.type(*someone.flow.trails["ombudsman"][1:], "ombudsman")
    expect(someone.page.locator(".digits").first).to_have_text("0800 555 0180")
    assert not someone.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def small(page: Page, selector: str, least: int) -> list[str]:
    return page.eval_on_selector_all(
        selector.replace(":visible", ""),
        """(all, least) => all.filter(each => each.checkVisibility())
            .filter(each => { const { width, height } = each.getBoundingClientRect();
                              return Math.min(width, height) < least; })
            .map(each => each.outerHTML)""",
        least,
    )


def test_a_call_can_be_made_with_all_text_hidden(caller: Callers) -> None:
    someone = caller(**SMALL)
    page: Page = someone.page
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(".label, .title, .name, .language span, .about, .over span, "
                              + ".key, .digits, .sentence { color: transparent !important }");
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert without_picture(page) == []
    page.tap("#answer")
    page.locator(".tile").first.wait_for()
    assert without_picture(page) == []
    someone.choose("bill")
    someone.stands_at("bill")
    someone.choose("second-invoice")
    expect(page.locator("a.number").first).to_be_visible()
    assert without_picture(page) == []
    page.tap("#hang-up")
    assert without_picture(page) == []


def without_picture(page: Page) -> list[str]:
    """Return the controls that show no picture of at least 32 pixels."""
    return page.eval_on_selector_all(
        "button, a",
        """all => all.filter(each => each.checkVisibility()).filter(each => {
            const icon = each.querySelector(".icon");
            const { width = 0, height = 0 } = icon?.getBoundingClientRect() ?? {};
            return Math.min(width, height) < 32;
        }).map(each => each.outerHTML)""",
    )


def test_every_picture_that_is_used_is_in_the_sprite(caller: Callers) -> None:
    someone = caller(**SMALL)
    page: Page = someone.page
    someone.call()
    someone.type("bill", "second-invoice")
    expect(page.locator("a.number").first).to_be_visible()
    names = page.eval_on_selector_all(
        "use", "all => all.map(use => use.getAttribute('href').split('#')[1])"
    )
    sprite = page.request.get("/static/icons.svg").text()
    assert [name for name in names if f'id="{name}"' not in sprite] == []


def test_the_option_that_is_spoken_stands_out_and_nothing_moves(caller: Callers) -> None:
    someone = caller(**SMALL)
    page: Page = someone.page
    page.evaluate(
        """() => {
            window.moved = 0;
            new PerformanceObserver(list => {
                for (const { hadRecentInput, value } of list.getEntries())
                    if (!hadRecentInput) moved += value;
            }).observe({ type: "layout-shift" });
        }"""
    )
    someone.call()
    someone.choose("bill")
    lit = page.locator(".tile[aria-current=true]")
    for key in "12":
        expect(lit).to_have_attribute("data-key", key)
        expect(lit).to_have_count(1)
    assert page.evaluate("moved") < 0.05


def test_at_double_zoom_and_on_its_side_all_is_within_reach(caller: Callers) -> None:
    for viewport in ({"width": 320, "height": 320}, {"width": 640, "height": 320}):
        someone = caller(viewport=viewport, **MOVING)
        someone.call()
        *_, last = someone.flow.places["main"].choices
        someone.choose(last.to)
        someone.stands_at(last.to)
        someone.page.click("#hang-up")
        someone.is_told("ended")


def test_the_page_is_light_and_asks_nobody_else(caller: Callers, line: str) -> None:
    bodies: dict[str, int] = {}
    someone = caller(alone=True)
    page: Page = someone.page
    page.on("response", lambda each: bodies.update({each.url: len(each.body())}))
    page.reload(wait_until="networkidle")
    assert len(bodies) <= 20
    someone.call()
    someone.hears(someone.flow.everywhere.welcome["pt-BR"].text)
    assert {url for url in bodies if not url.startswith(f"{line}/")} == set()
    assert sum(size for url, size in bodies.items() if "/audio/" not in url) < 200_000


def test_every_word_of_the_page_is_there_in_each_language(caller: Callers) -> None:
    page: Page = caller().page
    texts = page.evaluate("JSON.parse(document.getElementById('words').textContent)")
    used = page.eval_on_selector_all(
        "[data-word], [data-label]", "all => all.map(e => e.dataset.word ?? e.dataset.label)"
    )
    assert texts.keys() == {"pt-BR", "en-US", "tr-TR"}
    for each in texts.values():
        assert all(each["words"].values())
        assert set(used) - {"", *each["words"]} == set()
