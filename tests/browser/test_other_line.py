"""Lines that nothing in the package knows are called from their page: a clinic's, in Spanish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Browse = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
SMALL = {"width": 320, "height": 640}
SHOWN = """all => all.filter(each => each.checkVisibility() && each.textContent.trim())
    .filter(each => each.getBoundingClientRect().width > 1).map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def clinic(serve: Serve, spanish: Path) -> Iterator[str]:
    with serve(spanish, IVR_LOCAL="1") as url:
        yield url


@pytest.fixture
def both(serve: Serve, good_menus: str, tmp_path: Path) -> Iterator[str]:
    """A line in a language the page has words in, and one it has none in."""
    menus = tmp_path / "menus.yaml"
    menus.write_text(good_menus.replace("en-US", "es-MX"), encoding="utf-8")
    with serve(menus, IVR_LOCAL="1") as url:
        yield url


def is_right(page: Page) -> None:
    """Make sure that everybody can use the page, and that its pictures stand alone."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.eval_on_selector_all("[data-word]", SHOWN) == []


def test_a_clinic_is_called_by_its_own_name_and_in_its_own_words(
    browse: Browse, clinic: str
) -> None:
    page = browse(url=clinic, viewport=SMALL, locale="es-MX")
    expect(page).to_have_title("Clínica Norte")
    expect(page.locator("h1")).to_have_text("Clínica Norte")
    expect(page.locator(".about")).to_have_text("El teléfono de la Clínica Norte.")
    is_right(page)
    page.click("#answer")
    expect(page.locator("#title")).to_have_text("Inicio")
    expect(page.locator(".tile .label")).to_have_text(["escuchar el horario", "saber los precios"])
    is_right(page)
    page.keyboard.press("1")
    expect(page.locator("#title")).to_have_text("Horario")
    expect(page.locator(".digits")).to_have_text("800 555 0199")
    again = page.locator("[data-does=repeat]")
    expect(again).to_have_attribute("aria-label", "escuchar de nuevo, más despacio")
    page.click("#captions-toggle")
    expect(page.locator(".caption.you")).to_have_text("1")
    is_right(page)
    page.click("#hang-up")
    expect(page.locator("body")).to_have_attribute("data-state", "ended")
    is_right(page)


def test_words_give_way_to_pictures_where_a_call_changes_to_a_language_without_any(
    browse: Browse, both: str
) -> None:
    page = browse(url=both, viewport=SMALL, locale="pt-BR")
    hang_up = page.locator("#hang-up")
    expect(hang_up).to_have_attribute("aria-label", "Desligar")
    page.click("[data-language=es-MX]")
    expect(page.locator("#title")).not_to_be_empty()
    expect(page.locator("html")).to_have_attribute("lang", "es-MX")
    expect(hang_up).to_have_attribute("aria-label", "⏹️")
    expect(page.locator("#tiles")).not_to_have_attribute("aria-label", "Escolhas")
    is_right(page)
    page.click("#hang-up")
    page.click("[data-language=pt-BR]")
    expect(hang_up).to_have_attribute("aria-label", "Desligar")
    expect(page.locator("#tiles")).to_have_attribute("aria-label", "Escolhas")
