"""Only Twilio gets in; who is refused by mistake finds the reason in the log."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from ivr.settings import Settings
from ivr.web.app import create_app

Make = Callable[..., Flask]


@pytest.fixture
def make() -> Make:
    return lambda **environ: create_app(Settings.from_environ(environ))


PATHS = ["/voice", "/voice/pt-BR/main", "/voice/xx/nowhere", "/voice/status", "/voice/fallback"]
ODD = [
    "/voice?name=S%C3%A3o",
    "/voice?q=a%27b&k=a%2Fb",
    "/voice/pt-BR/main?behind=&x=%20+",
    "/voice/pt-BR/S%C3%A3o",
    "/voice?a=1&a=2&b=",
    "/voice?%zz",
]


@pytest.mark.parametrize("target", PATHS + ODD)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unsigned_request_is_refused(app: Flask, method: str, target: str) -> None:
    assert app.test_client().open(target, method=method).status_code == 403


@pytest.mark.parametrize("target", PATHS + ODD)
@pytest.mark.parametrize("signature", ["", "x", "é", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "a" * 5000])
def test_a_wrongly_signed_request_is_refused(app: Flask, target: str, signature: str) -> None:
    headers = {"X-Twilio-Signature": signature}
    assert app.test_client().post(target, headers=headers, data={"a": ""}).status_code == 403


@pytest.mark.parametrize("target", [*(path for path in PATHS if "status" not in path), *ODD])
def test_a_request_signed_over_the_bytes_that_were_sent_gets_in(twilio, target: str) -> None:
    assert twilio.post(target).status_code == 200
    assert twilio.get(target).status_code == 200


def test_a_signature_for_another_path_is_refused(twilio) -> None:
    signature = RequestValidator("12345").compute_signature(twilio.base + "/voice", {})
    headers = {"X-Twilio-Signature": signature}
    assert twilio.client.post("/voice/fallback", headers=headers).status_code == 403


def test_a_changed_parameter_is_refused(twilio) -> None:
    signature = RequestValidator("12345").compute_signature(
        twilio.base + "/voice/pt-BR/main", {"Digits": "1"}
    )
    headers = {"X-Twilio-Signature": signature}
    response = twilio.client.post("/voice/pt-BR/main", data={"Digits": "2"}, headers=headers)
    assert response.status_code == 403


def test_a_body_too_large_for_a_webhook_is_refused(twilio) -> None:
    assert twilio.post("/voice", {"x": "y" * 100_000}).status_code == 403


def test_twilio_signs_https_with_and_without_its_port(twilio) -> None:
    twilio.base = "https://line.example.org:443"
    assert twilio.post("/voice").status_code == 200


MISTAKES = {
    "http where Twilio was given https": ("http://localhost", {}),
    "the address the server sees": ("https://localhost:8000", {"Host": "localhost:8000"}),
    "without the port": ("https://localhost", {"Host": "localhost:8000"}),
    "what a proxy forwards": ("https://tunnel.example", {"X-Forwarded-Host": "tunnel.example"}),
}


@pytest.mark.parametrize(("base", "headers"), MISTAKES.values(), ids=MISTAKES)
def test_the_log_names_the_setting_that_would_have_let_a_request_in(
    make: Make, caplog: pytest.LogCaptureFixture, base: str, headers: dict[str, str]
) -> None:
    app = make(TWILIO_AUTH_TOKEN="12345", PUBLIC_BASE_URL="https://line.example.org")
    signature = RequestValidator("12345").compute_signature(base + "/voice?a=1", {"From": "+55"})
    response = app.test_client().post(
        "/voice?a=1", data={"From": "+55"}, headers={"X-Twilio-Signature": signature, **headers}
    )
    assert response.status_code == 403
    assert f"set PUBLIC_BASE_URL={base}" in caplog.text
    assert "+55" not in caplog.text


def test_the_log_says_when_only_the_token_can_be_wrong(make: Make, twilio, caplog) -> None:
    app = make(TWILIO_AUTH_TOKEN="12345", PUBLIC_BASE_URL="https://line.example.org")
    twilio.client, twilio.token = app.test_client(), "another"
    assert twilio.post("/voice").status_code == 403
    assert "is TWILIO_AUTH_TOKEN right?" in caplog.text


def test_forwarded_headers_are_believed_only_when_a_setting_says_so(make: Make) -> None:
    signature = RequestValidator("t").compute_signature("https://tunnel.example/voice", {})
    headers = {
        "X-Twilio-Signature": signature,
        "X-Forwarded-Host": "tunnel.example",
        "X-Forwarded-Proto": "https",
    }
    trusting = make(TWILIO_AUTH_TOKEN="t", IVR_TRUSTED_PROXIES="1", IVR_NAMES="tunnel.example")
    wary = make(TWILIO_AUTH_TOKEN="t", PUBLIC_BASE_URL="https://localhost")
    assert trusting.test_client().post("/voice", headers=headers).status_code == 200
    assert wary.test_client().post("/voice", headers=headers).status_code == 403


def test_local_mode_answers_unsigned_calls_from_this_machine(make: Make) -> None:
    client = make(IVR_LOCAL="1").test_client()
    assert client.post("/voice").status_code == 200
    assert client.post("/voice", headers={"X-Twilio-Signature": "any"}).status_code == 200


def test_local_mode_with_a_token_still_refuses_a_wrong_signature(make: Make) -> None:
    client = make(IVR_LOCAL="1", TWILIO_AUTH_TOKEN="t").test_client()
    assert client.post("/voice").status_code == 200
    assert client.post("/voice", headers={"X-Twilio-Signature": "wrong"}).status_code == 403


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "nonsense"])
def test_local_mode_answers_nobody_else(make: Make, address: str) -> None:
    environ = {"REMOTE_ADDR": address}
    client = make(IVR_LOCAL="1").test_client()
    assert client.post("/voice", environ_overrides=environ).status_code == 403


@pytest.mark.parametrize("host", ["tunnel.example", "evil.localhost.example:8000"])
def test_local_mode_answers_no_tunnel(make: Make, host: str, caplog) -> None:
    caplog.set_level(logging.WARNING)
    client = make(IVR_LOCAL="1").test_client()
    assert client.post("/voice", headers={"Host": host}).status_code == 403
    assert "only calls from this machine" in caplog.text


NAMES = {
    "one of ours": ("line.example.org", 200),
    "one of ours, written large": ("LINE.example.org", 200),
    "one of ours, with a port": ("line.example.org:443", 200),
    "the other one of ours": ("linha.example.org", 200),
    "somebody else's": ("other.example.org", 403),
    "one that only ends like ours": ("evil.line.example.org", 403),
    "half a bracket": ("[::1", 403),
    "this machine's": ("localhost", 403),
}


@pytest.mark.parametrize(("name", "status"), NAMES.values(), ids=NAMES)
def test_a_signature_counts_for_the_line_s_own_names_alone(
    make: Make, caplog: pytest.LogCaptureFixture, name: str, status: int
) -> None:
    names = "line.example.org linha.example.org"
    line = make(TWILIO_AUTH_TOKEN="t", IVR_TRUSTED_PROXIES="1", IVR_NAMES=names)
    signature = RequestValidator("t").compute_signature(f"https://{name}/voice", {})
    headers = {"X-Forwarded-Host": name, "X-Forwarded-Proto": "https"}
    headers["X-Twilio-Signature"] = signature
    assert line.test_client().post("/voice", headers=headers).status_code == status
    assert ("IVR_NAMES" in caplog.text) == (status == 403)
