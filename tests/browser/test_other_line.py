"""A line that nothing in the package knows is called from its page: a clinic, in Spanish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Serve = Callable[..., AbstractContextManager[str]]
NAMELESS = """all => all.filter(each => each.checkVisibility())
    .filter(each => !(each.ariaLabel || each.textContent.trim())).map(each => each.outerHTML)"""
WRITTEN = """all => all.filter(each => each.checkVisibility() && each.textContent.trim())
    .filter(each => each.getBoundingClientRect().width > 1).map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def clinic(serve: Serve, spanish: Path) -> Iterator[str]:
    with serve(spanish, IVR_LOCAL="1") as url:
        yield url


def test_a_clinic_is_called_in_its_own_name_and_language(
    browse: Callable[..., Page], clinic: str
) -> None:
    options: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "locale": "es-MX"}
    page = browse(url=clinic, **options)
    expect(page).to_have_title("Clínica Norte")
    expect(page.locator("h1")).to_have_text("Clínica Norte")
    expect(page.locator(".about")).to_have_text("El teléfono de la Clínica Norte.")
    assert page.eval_on_selector_all("button, a", NAMELESS) == []
    page.click("#answer")
    expect(page.locator("#title")).to_have_text("Inicio")
    expect(page.locator(".tile .label")).to_have_text(["escuchar el horario", "saber los precios"])
    page.keyboard.press("1")
    expect(page.locator("#title")).to_have_text("Horario")
    expect(page.locator(".digits")).to_have_text("800 555 0199")
    again = page.locator("[data-does=repeat]")
    expect(again).to_have_attribute("aria-label", "escuchar de nuevo, más despacio")
    page.click("#captions-toggle")
    assert page.eval_on_selector_all("button, a", NAMELESS) == []
    assert page.eval_on_selector_all("[data-word]", WRITTEN) == []
    expect(page.locator("html")).to_have_attribute("lang", "es-MX")
