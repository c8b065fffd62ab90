"""Who may use the workbench: its owner, here or by a password; for others it is not there."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from flask import Flask

from ivr.web.security import login

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


HIDDEN = ("", "/", "/lines", "/menus", "/login", "/logout", *(f"/{each}" for each in APIS))
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", HIDDEN)
def test_without_a_password_there_is_no_workbench_for_strangers(
    our_line: Flask, visit: Callable[..., httpx.Client], method: str, path: str
) -> None:
    client = visit(our_line)
    unknown = client.request(method, "/nowhere", headers=OURS)
    answer = client.request(method, f"/workbench{path}", headers=OURS)
    assert unknown.status_code == 404
    assert (answer.status_code, answer.text) == (404, unknown.text)
    assert answer.headers == unknown.headers


def test_the_log_says_once_in_a_while_how_the_workbench_is_opened(
    app_of: Callable[..., Flask],
    visit: Callable[..., httpx.Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = visit(app_of())
    for _ in range(100):
        client.get("/workbench")
    assert caplog.text.count("IVR_OWNER_PASSWORD opens it to you") == 1


def test_nothing_of_the_workbench_is_kept_by_a_browser(owned: httpx.Client) -> None:
    paths = ("/workbench", "/workbench/login", "/workbench/lines", "/workbench/menus")
    assert {owned.get(path).headers["Cache-Control"] for path in paths} == {"no-store"}
    log_in(owned)
    assert {owned.get(path).headers["Cache-Control"] for path in paths} == {"no-store"}
    answer = owned.post("/workbench/calls", json={}, headers=OURS)
    assert answer.headers["Cache-Control"] == "no-store"


LOCAL = {
    "this machine": ("http://localhost:8000", "127.0.0.1", {}, 200),
    "this machine, by IPv6": ("http://[::1]:8000", "::1", {}, 200),
    "another machine": ("http://localhost:8000", "192.168.0.7", {}, 404),
    "a name that was made to point here": ("http://evil.example", "127.0.0.1", {}, 404),
    "nginx, told no more": ("http://localhost", "127.0.0.1", {"X-Real-IP": "203.0.113.7"}, 404),
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


def test_a_copied_cookie_does_not_outlive_the_logout_on_any_worker(
    owned: httpx.Client, app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    log_in(owned)
    copied = str(owned.cookies[login.COOKIE])
    thieves = [owned, visit(app_of(IVR_OWNER_PASSWORD=PASSWORD))]
    headers = {"Cookie": f"{login.COOKIE}={copied}"}
    assert [each.get("/workbench", headers=headers).status_code for each in thieves] == [200] * 2
    owned.post("/workbench/logout", headers=OURS)
    assert [each.get("/workbench", headers=headers).status_code for each in thieves] == [302] * 2
    log_in(owned)
    assert owned.get("/workbench").status_code == 200
    assert thieves[1].get("/workbench", headers=headers).status_code == 302


def test_a_logout_ends_no_other_login(
    owned: httpx.Client, app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    other = visit(app_of(IVR_OWNER_PASSWORD=PASSWORD), address="198.51.100.1")
    log_in(owned)
    log_in(other)
    owned.post("/workbench/logout", headers=OURS)
    assert other.get("/workbench").status_code == 200


def test_right_passwords_do_not_count_as_tries(owned: httpx.Client) -> None:
    assert [log_in(owned).status_code for _ in range(10)] == [303] * 10


def test_behind_a_trusted_proxy_a_stranger_s_tries_do_not_lock_the_owner_out(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client]
) -> None:
    app = app_of(IVR_OWNER_PASSWORD=PASSWORD, IVR_TRUSTED_PROXIES="1")
    proxy = visit(app, address="127.0.0.1")

    def told(caller: str, password: str) -> int:
        return proxy.post(
            "/workbench/login",
            data={"password": password},
            headers=OURS | {"X-Forwarded-For": f"1.2.3.4, {caller}"},
        ).status_code

    assert [told("203.0.113.9", "guess") for _ in range(6)][-1] == 429
    assert told("198.51.100.1", PASSWORD) == 303


ORIGINS = ["http://[::1", "http://[", "null", "", "http://", "://", "http://a:b", "\x00"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_origin_that_is_none_is_refused(our_line: Flask, origin: str) -> None:
    client = our_line.test_client()
    for path in ("/calls", "/calls/acts"):
        answer = client.post(path, json={}, headers={"Origin": origin})
        assert (answer.status_code, answer.json["code"]) == (403, "not-allowed"), path
