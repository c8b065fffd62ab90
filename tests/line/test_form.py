"""A webhook's form is small and readable, or it is refused before it costs anything."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from ivr.settings import Settings
from ivr.web.app import create_app

BASE = "https://line.example.org"
TOKEN = "12345"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def line() -> Flask:
    return create_app(
        Settings.from_environ(
            {"TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_BASE_URL": BASE, "IVR_SPEECH": "say"}
        )
    )


def signed(form: dict[str, str], target: str = "/voice") -> dict[str, str]:
    signature = RequestValidator(TOKEN).compute_signature(BASE + target, form)
    return {"X-Twilio-Signature": signature}


UNREADABLE: dict[str, tuple[dict[str, Any], str]] = {
    "JSON": ({"json": {"CallSid": "CA"}}, "its body is application/json"),
    "several parts": (
        {"data": {"CallSid": "CA"}, "content_type": "multipart/form-data"},
        "its body is multipart/form-data",
    ),
    "no type": ({"data": b"a=1"}, "its body is of no named type"),
    "a packed form": (
        {
            "data": gzip.compress(b"a=1"),
            "content_type": FORM,
            "headers": {"Content-Encoding": "gzip"},
        },
        "its body is compressed (gzip)",
    ),
    "letters of another alphabet": (
        {"data": b"a=%E3o%FF", "content_type": FORM},
        "its form is not written in UTF-8",
    ),
    "raw bytes": ({"data": b"a=\xff", "content_type": FORM}, "its form is not written in UTF-8"),
    "chunks the server keeps": (
        {
            "headers": {"Transfer-Encoding": "chunked"},
            "content_type": FORM,
            "environ_overrides": {"CONTENT_LENGTH": ""},
        },
        "its body is sent in chunks",
    ),
    "a body that breaks off": (
        {"data": b"a=1", "content_type": FORM, "environ_overrides": {"CONTENT_LENGTH": "50"}},
        "its body broke off",
    ),
    "many bytes": (
        {"data": {"x": "y" * 9000}, "headers": signed({"x": "y" * 9000})},
        "its body has more than 8 kB",
    ),
    "many fields": (
        {"data": "&".join(f"a{each}=" for each in range(101)), "content_type": FORM},
        "its form has more than 100 fields",
    ),
    "a long address": (
        {"query_string": "a=" + "b" * 9000},
        "its address has more than 8 kB",
    ),
}


@pytest.mark.parametrize(("sent", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_and_the_log_says_what_it_was(
    line: Flask, caplog: pytest.LogCaptureFixture, sent: dict[str, Any], told: str
) -> None:
    assert line.test_client().post("/voice", **sent).status_code == 403
    [record] = caplog.records
    assert record.getMessage().startswith(f"refused: /voice cannot be read: {told}")
    assert len(record.getMessage()) < 200


def test_a_form_as_large_as_allowed_is_let_in(line: Flask) -> None:
    form = {f"a{each}": "b" * 70 for each in range(100)}
    assert 7000 < len(urlencode(form)) <= 8 * 1024
    assert line.test_client().post("/voice", data=form, headers=signed(form)).status_code == 200


def test_a_wrong_signature_is_explained_once_a_minute(
    line: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    signature = RequestValidator(TOKEN).compute_signature("http://localhost/voice", {})
    for _ in range(5):
        headers = {"X-Twilio-Signature": signature}
        assert line.test_client().post("/voice", headers=headers).status_code == 403
    assert caplog.text.count("set PUBLIC_BASE_URL=http://localhost") == 1
    assert caplog.text.count("X-Twilio-Signature does not fit") == 5


def test_a_wrong_signature_costs_at_most_two_computations(
    line: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = []
    compute = RequestValidator.compute_signature

    def counted(self: RequestValidator, url: str, form: Any) -> str:
        computed.append(url)
        return str(compute(self, url, form))

    monkeypatch.setattr(RequestValidator, "compute_signature", counted)
    wrong = {
        "X-Twilio-Signature": "wrong",
        "Host": "a.example:8000",
        "X-Forwarded-Host": "b.example",
    }
    costs = []
    for _ in range(4):
        computed.clear()
        assert line.test_client().post("/voice", headers=wrong).status_code == 403
        costs.append(len(computed))
    assert costs[0] > 2  # the first is explained, which takes some more
    assert costs[1:] == [2, 2, 2]


FLOODS: dict[str, Callable[[int], dict[str, Any]]] = {
    "unsigned": lambda _: {},
    "wrongly signed": lambda number: {"headers": {"X-Twilio-Signature": str(number)}},
    "unreadable": lambda number: {"json": number},
}


@pytest.mark.parametrize("sent", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_refusals_does_not_fill_the_log(
    line: Flask, caplog: pytest.LogCaptureFixture, sent: Callable[[int], dict[str, Any]]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = line.test_client()
    for number in range(300):
        client.post(f"/voice/{number}", **sent(number))
    assert 0 < len(caplog.records) <= 11


def test_a_host_that_is_none_is_refused_in_every_set_up() -> None:
    for environ in ({"IVR_LOCAL": "1"}, {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": BASE}):
        client = create_app(Settings.from_environ({"IVR_SPEECH": "say"} | environ)).test_client()
        for host in ("[::1", "localhost:port:port", "a b"):
            headers = {"Host": host, "X-Twilio-Signature": ""}
            assert client.post("/voice", headers=headers).status_code == 403, host
