"""Nearly right addresses are answered by what was meant; whatever is signed gets TwiML."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from ivr.line.languages import match
from ivr.menu.flow import Flow
from ivr.settings import Settings
from ivr.web.app import create_app

KNOWN = ("pt-BR", "en-US", "tr-TR")
MEANT = {
    "pt-BR": ("pt-BR", "pt-br", "PT_BR", "pt", "pt-PT", " pt "),
    "en-US": ("en-US", "en-us", "en_US", "EN", "en-GB", "en_GB.UTF-8"),
    "tr-TR": ("tr-TR", "tr_tr", "TR", "tr-CY"),
    None: ("de", "", "e", "english", "-", "ptBR", None),
}


@pytest.mark.parametrize(("meant", "written"), [(k, v) for k, vs in MEANT.items() for v in vs])
def test_a_language_is_known_by_its_main_part(meant: str | None, written: str | None) -> None:
    assert match(written, KNOWN) == meant


def test_the_very_language_goes_before_one_of_its_kind() -> None:
    assert match("en-gb", ("en-US", "en-GB")) == "en-GB"
    assert match("en-AU", ("en-US", "en-GB")) == "en-US"


def spoken(response) -> str:
    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    root = ET.fromstring(response.data)  # noqa: S314  # our own
    return str(next(root.iter("Say")).get("language"))


@pytest.mark.parametrize("target", ["/voice?language={}", "/voice/{}", "/voice/{}/main"])
@pytest.mark.parametrize("written", ["en-us", "en_US", "en", "EN-gb"])
def test_a_language_that_is_nearly_right_is_spoken_and_logged(
    make: Callable[[], Flask], caplog: pytest.LogCaptureFixture, target: str, written: str
) -> None:
    assert spoken(call(make(), "POST", target.format(written))) == "en-US"
    assert f"Twilio asked for the language {written}; en-US is used" in caplog.text


BEGINNINGS = [
    "/voice/",
    "/Voice",
    "/VOICE/",
    "/voice/pt-BR",
    "/voice/pt-br/",
    "/voice//",
    "/Voice?language=pt",
]


@pytest.mark.parametrize("target", BEGINNINGS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_an_address_that_is_nearly_the_line_s_begins_a_call(
    make: Callable[[], Flask],
    flow: Flow,
    caplog: pytest.LogCaptureFixture,
    target: str,
    method: str,
) -> None:
    response = call(make(), method, target)
    assert spoken(response) == "pt-BR"
    assert flow.everywhere.welcome["pt-BR"].text in response.text
    assert "Twilio asked for an unusual address: " in caplog.text


@pytest.mark.parametrize(
    "target",
    ["/voice/pt-BR/bill/", "/Voice/pt-BR/bill", "/voice//pt-BR/bill", "/voice/pt-BR/Bill"],
)
def test_a_place_is_found_behind_stray_slashes_and_capitals(twilio, target: str) -> None:
    right = twilio.post("/voice/pt-BR/bill", {"Digits": "1"})
    assert twilio.post(target, {"Digits": "1"}).data == right.data


STRANGE = ["/voice/a/b/c", "/voice/xx", "/voice/en/a/b", "/voice/%0a", "/voice/%E2%80%AE/x"]


@pytest.mark.parametrize("target", STRANGE)
def test_what_means_nothing_gets_an_apology_and_the_start(twilio, flow: Flow, target: str) -> None:
    response = twilio.post(target)
    language = spoken(response)
    assert flow.everywhere.sorry[language].text in response.text
    assert language == ("en-US" if "/en/" in target else "pt-BR")


def test_a_place_and_a_language_that_the_line_does_not_have_are_logged(
    make: Callable[[], Flask], caplog: pytest.LogCaptureFixture
) -> None:
    assert spoken(call(make(), "POST", "/voice/de/gone")) == "pt-BR"
    assert "Twilio asked for the language de; pt-BR is used" in caplog.text
    assert "Twilio asked for the place gone; it is answered by an apology" in caplog.text


@pytest.mark.parametrize("target", ["/", "/voice.xml", "/voicemail", "/ivr/voice"])
def test_a_signed_call_to_an_address_that_is_no_webhook_is_logged(
    make: Callable[[], Flask], caplog: pytest.LogCaptureFixture, target: str
) -> None:
    assert call(make(), "POST", target).status_code in {404, 405}
    assert f"Twilio asked for {target}; the line is called at /voice" in caplog.text


def test_what_strangers_ask_for_in_vain_is_not_logged(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert app.test_client().post("/wp-login.php").status_code == 404
    assert "Twilio asked" not in caplog.text


@pytest.mark.parametrize("target", ["/voice/status/", "/Voice/Status", "/voice//STATUS/"])
def test_the_status_is_found_however_it_is_written(twilio, target: str) -> None:
    assert twilio.post(target).status_code == 204


def test_the_fallback_is_found_behind_a_slash(twilio) -> None:
    assert twilio.post("/Voice/fallback/").data == twilio.post("/voice/fallback").data


@pytest.mark.parametrize("target", BEGINNINGS + STRANGE)
def test_an_unsigned_request_gets_in_nowhere(app: Flask, target: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"):
        assert app.test_client().open(target, method=method).status_code == 403, method


def test_unusual_addresses_are_logged_escaped_and_not_for_ever(
    make: Callable[[], Flask], caplog: pytest.LogCaptureFixture
) -> None:
    app = make()
    for _ in range(100):
        call(app, "POST", "/voice/a/%0aforged%1b[2J/c")
    told = [record.getMessage() for record in caplog.records]
    assert told[0] == r"Twilio asked for an unusual address: /voice/a/\nforged\x1b[2J/c"
    assert len(told) <= 30  # ten of each kind: the address, its language, its place


def test_descriptions_know_languages_the_same_way(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/turns?language=en_gb").json["language"] == "en-US"
    assert client.get("/turns/EN/main").json["language"] == "en-US"
    assert client.get("/map?language=pt").json["language"] == "pt-BR"
    assert client.get("/map?language=de").status_code == 404


@pytest.fixture
def make(telephone) -> Callable[[], Flask]:
    environ = {"TWILIO_AUTH_TOKEN": "12345", "PUBLIC_BASE_URL": "https://line.example.org"}
    more = {"IVR_SPEECH": "say", "MENUS": str(telephone)}
    return lambda: create_app(Settings.from_environ(environ | more))


def call(app: Flask, method: str, target: str):
    signature = RequestValidator("12345").compute_signature(f"https://line.example.org{target}", {})
    return app.test_client().open(target, method=method, headers={"X-Twilio-Signature": signature})
