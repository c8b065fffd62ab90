"""A running line picks up edited menus, and keeps the last good ones through a broken edit."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from twiml_phone import Phone

from ivr.errors import MenusError

Serve = Callable[..., AbstractContextManager[str]]
Until = Callable[..., None]


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def first_words(url: str) -> str:
    with Phone(url, "/voice", auth_token="12345") as phone:
        return phone.dial().heard[0].text


def test_an_edit_is_heard_without_a_restart(serve: Serve, menus: Path, until: Until) -> None:
    with serve(menus) as url:
        assert first_words(url) == "Olá."
        edit(menus, "Olá.", "Bom dia.")
        until(lambda: first_words(url) == "Bom dia.")


def test_a_broken_edit_keeps_the_last_good_menus_and_says_so(
    serve: Serve, menus: Path, caplog: pytest.LogCaptureFixture, until: Until
) -> None:
    caplog.set_level(logging.INFO)
    with serve(menus) as url:
        assert httpx.get(f"{url}/health").json()["status"] == "ok"
        edit(menus, "- to: sales", "- to: sale")
        until(lambda: httpx.get(f"{url}/health").json()["status"] == "last good menus")
        health = httpx.get(f"{url}/health")
        assert health.status_code == 200
        assert health.json()["problems"] == [
            'menus.yaml:53:13: choice 1 leads to "sale", no menu or message; did you mean "sales"?'
        ]
        assert "the last good ones stay in use" in caplog.text
        assert first_words(url) == "Olá."
        edit(menus, "- to: sale\n", "- to: sales\n")
        until(lambda: httpx.get(f"{url}/health").json()["status"] == "ok")


def test_a_file_that_vanishes_does_not_end_the_line(
    serve: Serve, menus: Path, until: Until
) -> None:
    with serve(menus) as url:
        menus.unlink()
        until(lambda: httpx.get(f"{url}/health").json()["status"] == "last good menus")
        assert first_words(url) == "Olá."


def edition(url: str) -> str:
    return str(httpx.get(f"{url}/health").json()["edition"])


def test_a_place_that_is_gone_when_a_caller_chooses_it_leads_to_an_apology(
    serve: Serve, menus: Path, until: Until
) -> None:
    with serve(menus) as url, Phone(url, "/voice", auth_token="12345") as phone:
        call = phone.dial()
        call.press("1")
        before = edition(url)
        edit(menus, "prices", "costs")
        until(lambda: edition(url) != before)
        call.press("1")
        assert "Desculpe." in [heard.text for heard in call.heard]
        assert not call.troubles


def test_a_line_does_not_start_with_broken_menus(serve: Serve, menus: Path) -> None:
    edit(menus, "- to: sales", "- to: sale")
    with pytest.raises(MenusError, match="choice 1"), serve(menus):
        pass


def test_health_tells_what_the_line_speaks(line_url: str) -> None:
    health = httpx.get(f"{line_url}/health").json()
    assert health["status"] == "ok"
    assert health["languages"] == ["pt-BR", "en-US", "tr-TR"]
    assert health["problems"] == []


def test_the_raw_bytes_of_the_address_are_what_is_checked(line_url: str) -> None:
    with Phone(line_url, "/voice?name=S%C3%A3o+Paulo&k=a%2Fb&q=a%27b", auth_token="12345") as phone:
        call = phone.dial()
    assert call.requests[0].status == 200
    assert not call.troubles
