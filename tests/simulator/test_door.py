"""Who may use the workbench: its owner, here or by a password; for others it is not there."""

from __future__ import annotations

import logging
from collections.abc import Callable

import httpx
import pytest
from flask import Flask

from ivr.simulator import login

HOME = "https://line.example.org"
PASSWORD = "correct horse battery"
OURS = {"Sec-Fetch-Site": "same-origin"}
APIS = ("calls", "calls/acts", "transcript", "script")


@pytest.fixture
def owned(app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]) -> httpx.Client:
    """Somebody elsewhere, at a line whose owner has set a password."""
    return visit(app_of(IVR_OWNER_PASSWORD=PASSWORD))


def log_in(client: httpx.Client, password: str = PASSWORD) -> httpx.Response:
    return client.post("/workbench/login", data={"password": password}, headers=OURS)


def test_without_a_password_there_is_no_workbench_for_strangers(
    our_line: Flask, visit: Callable[..., httpx.Client], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client = visit(our_line)
    unknown = client.get("/nowhere")
    for path in ("", "/lines", "/menus", "/login"):
        answer = client.get(f"/workbench{path}")
        assert (answer.status_code, answer.text) == (404, unknown.text), path
    for path in APIS:
        assert client.post(f"/workbench/{path}", json={}, headers=OURS).status_code == 404, path
    assert "IVR_OWNER_PASSWORD" in caplog.text


LOCAL = {
    "this machine": ("http://localhost:8000", "127.0.0.1", {}, 200),
    "this machine, by IPv6": ("http://[::1]:8000", "::1", {}, 200),
    "another machine": ("http://localhost:8000", "192.168.0.7", {}, 404),
    "a name that was made to point here": ("http://evil.example", "127.0.0.1", {}, 404),
    "a tunnel": ("http://localhost", "127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}, 404),
    "a tunnel by the book": ("http://localhost", "127.0.0.1", {"Forwarded": "for=1.2.3.4"}, 404),
}


@pytest.mark.parametrize(("home", "address", "headers", "status"), LOCAL.values(), ids=LOCAL)
def test_local_mode_opens_the_workbench_to_this_machine_alone(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    home: str,
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    client = visit(app_of(IVR_LOCAL="1"), home, address)
    assert client.get("/workbench/lines", headers=headers).status_code == status


def test_this_machine_is_a_stranger_where_local_mode_is_off(
    our_line: Flask, visit: Callable[..., httpx.Client]
) -> None:
    assert visit(our_line, "http://localhost", "127.0.0.1").get("/workbench").status_code == 404


def test_a_stranger_is_sent_to_the_login(owned: httpx.Client) -> None:
    answer = owned.get("/workbench")
    assert (answer.status_code, answer.headers["Location"]) == (302, "workbench/login")
    page = owned.get("/workbench/login")
    assert page.status_code == 200
    assert 'name="password"' in page.text


def test_a_stranger_can_ask_nothing_of_the_workbench(owned: httpx.Client) -> None:
    for path in ("lines", "menus"):
        assert owned.get(f"/workbench/{path}").json()["code"] == "not-allowed", path
    for path in (*APIS, "logout"):
        answer = owned.post(f"/workbench/{path}", json={}, headers=OURS)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed"), path


def test_the_password_lets_in_and_logging_out_lets_out(owned: httpx.Client) -> None:
    answer = log_in(owned)
    assert (answer.status_code, answer.headers["Location"]) == (303, "../workbench")
    assert owned.get("/workbench").status_code == 200
    assert owned.post("/workbench/calls", json={}, headers=OURS).status_code == 200
    answer = owned.post("/workbench/logout", headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "../workbench")
    assert owned.get("/workbench").status_code == 302


def test_the_cookie_is_kept_from_scripts_and_other_sites(owned: httpx.Client) -> None:
    flags = log_in(owned).headers["Set-Cookie"].split("; ")[1:]
    assert {"HttpOnly", "SameSite=Strict", "Secure", "Max-Age=43200", "Path=/"} <= {*flags}


def test_a_cookie_over_http_is_not_called_secure(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    home = "http://line.example.org"
    client = visit(app_of(IVR_OWNER_PASSWORD=PASSWORD, PUBLIC_BASE_URL=home), home)
    assert "Secure" not in log_in(client).headers["Set-Cookie"]
    assert client.get("/workbench").status_code == 200


@pytest.mark.parametrize("password", ["", "correct horse", PASSWORD + "!", "ç" * 20])
def test_a_wrong_password_does_not_let_in(owned: httpx.Client, password: str) -> None:
    answer = log_in(owned, password)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert owned.get("/workbench").status_code == 302


def test_another_site_cannot_log_anybody_in(owned: httpx.Client) -> None:
    data, headers = {"password": PASSWORD}, {"Sec-Fetch-Site": "cross-site"}
    answer = owned.post("/workbench/login", data=data, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_passwords_cannot_be_tried_for_ever(owned: httpx.Client) -> None:
    statuses = [log_in(owned, "guess").status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert log_in(owned).status_code == 429
    assert owned.get("/workbench/login").status_code == 200


@pytest.mark.parametrize("cookie", ["", "owner", "Im93bmVyIg.aaaa.bbbb"])
def test_a_cookie_cannot_be_made_up(owned: httpx.Client, cookie: str) -> None:
    owned.cookies.set(login.COOKIE, cookie)
    assert owned.get("/workbench").status_code == 302


def test_a_new_password_lets_nobody_in_by_the_old_cookie(
    owned: httpx.Client, app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    log_in(owned)
    changed = visit(app_of(IVR_OWNER_PASSWORD="another horse battery"))
    changed.cookies = owned.cookies
    assert changed.get("/workbench").status_code == 302


def test_a_login_ends_after_twelve_hours(
    owned: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(owned)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 2**33)
    assert owned.get("/workbench").status_code == 302
