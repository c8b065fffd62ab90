"""The page of a line that nothing in the package knows: a clinic, in Spanish."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from flask import Flask


@pytest.fixture(scope="module")
def clinic(app_of: Callable[..., Flask], spanish: Path) -> Flask:
    return app_of(MENUS=str(spanish))


@pytest.fixture
def page(clinic: Flask, visit: Callable[..., httpx.Client]) -> str:
    return visit(clinic).get("/", headers={"Accept-Language": "pt-BR, en"}).text


def test_its_page_is_called_as_its_menu_file_says(page: str) -> None:
    assert '<html lang="es-MX" data-unwritten>' in page
    assert '<title data-line="name">Clínica Norte</title>' in page
    assert re.search(r"<h1[^>]*>Clínica Norte</h1>", page)
    assert re.search(r'<p class="about"[^>]*>El teléfono de la Clínica Norte.</p>', page)
    assert '<meta name="description" content="El teléfono de la Clínica Norte.">' in page


def test_its_page_knows_no_other_line_and_no_other_language(page: str) -> None:
    assert not re.search(r"pt-BR|en-US|tr-TR|flag-|Guia|Spoken|Ligar|Hang up", page)


def test_with_one_language_there_is_none_to_choose(page: str) -> None:
    assert "data-language" not in page


def test_its_buttons_have_signs_for_names(page: str) -> None:
    assert re.search(r'id="answer"[^>]* aria-label="📞"', page)
    assert re.search(r'id="hang-up"[^>]* aria-label="⏹️"', page)


def test_it_is_installed_under_its_name(clinic: Flask, visit: Callable[..., httpx.Client]) -> None:
    told = visit(clinic).get("/manifest.webmanifest").json()
    assert told["name"] == told["short_name"] == "Clínica Norte"
    assert (told["lang"], told["description"]) == ("es-MX", "El teléfono de la Clínica Norte.")


def test_a_line_is_installed_in_the_language_of_its_page(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    client = visit(our_line)
    page = client.get("/", headers={"Accept-Language": "tr"}).text
    [link] = re.findall(r'<link rel="manifest" href="([^"]+)"', page)
    told = client.get(link).json()
    assert (told["name"], told["lang"]) == ("Sesli Norte", "tr-TR")


def test_the_languages_of_a_page_are_those_of_its_line(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    page = visit(our_line).get("/").text
    offered = re.findall(r'data-language="([^"]+)".*?#([a-z-]+)".*?<span>([^<]+)', page, re.DOTALL)
    assert offered == [
        ("pt-BR", "flag-br", "Português"),
        ("en-US", "flag-us", "English"),
        ("tr-TR", "flag-tr", "Türkçe"),
    ]


def test_without_a_name_a_line_is_called_by_its_welcome(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], menus: Path
) -> None:
    client = visit(app_of(MENUS=str(menus)))
    page = client.get("/?language=en-US").text
    told = client.get("/manifest.webmanifest?language=en-US").json()
    assert re.search(r"<h1[^>]*>Hello.</h1>", page)
    assert re.search(r'<p class="about"[^>]*></p>', page)
    assert told["name"] == "Hello."
    assert "description" not in told


def test_a_name_cannot_become_part_of_the_page(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], spanish: Path, tmp_path: Path
) -> None:
    menus = tmp_path / "menus.yaml"
    name = "</script><i>Norte"
    menus.write_text(spanish.read_text("utf-8").replace('"Clínica Norte"', f'"{name}"'), "utf-8")
    page = visit(app_of(MENUS=str(menus))).get("/").text
    [texts] = re.findall(r'<script type="application/json" id="words">(.*?)</script>', page)
    assert json.loads(texts)["es-MX"]["line"]["name"] == name
    assert "<i>" not in page


def test_the_workbench_offers_the_languages_of_the_line(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], spanish: Path
) -> None:
    client = visit(app_of(MENUS=str(spanish), IVR_LOCAL="1"), "http://localhost", "127.0.0.1")
    offered = re.findall(
        r'<option value="([a-z]{2}-[A-Z]{2})"[^>]*>', client.get("/workbench").text
    )
    assert offered == ["es-MX"]
