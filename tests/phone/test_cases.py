"""Calls settled by Twilio's documents and captures, one object each in `cases/*.json`.

It gives the documents by path, what the caller does and when, and what must come of it: each field
that is present is compared; `media` are the sounds fetched, each with the time it first was: a path
nobody answers is a sound. `id` is the case's name in the conformance suite they were taken from.
Between any two steps the call goes through JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin

import httpx
import pytest
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from ivr.phone import Call, Phone
from ivr.phone.events import Answered, Asked, Heard, Trouble
from ivr.phone.signature import sign, signed_url

BASE = "https://ivr.example.com"
TOKEN = "12345"
HANGUP = "<Hangup/>"
SOUND = (200, {"Content-Type": "audio/mpeg"}, "")
ENDS_BY = {"hangup": "hangup_verb"}


def cases(*topics: str) -> list[Any]:
    """Read the cases of some topics, each under its sentence."""
    files = [Path(__file__).parent / "cases" / f"{topic}.json" for topic in topics]
    found = [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))]
    return [pytest.param(case, id=case["name"]) for case in found]


@pytest.mark.parametrize(
    "case", cases("gather", "prompts", "media", "endings", "documents", "callbacks")
)
def test_a_call_goes_as_it_would_at_twilio(case: dict[str, Any]) -> None:
    compare(case)


@pytest.mark.parametrize("case", cases("signatures"))
def test_a_signature_is_what_twilio_would_send(case: dict[str, Any]) -> None:
    for given in (case, *case.get("variants", ())):
        vector = given["signature"]
        params = MultiDict(vector["params"])
        url = signed_url(httpx.URL(vector["url"]))
        assert url == vector.get("signed_url", vector["url"])
        assert sign(vector["token"], url, params) == vector["expected"]


class Scripted:
    """A WSGI app that answers each path with its documents in turn; the last one repeats."""

    def __init__(self, documents: dict[str, Any]) -> None:
        self.answers = {path: _in_turn(entry) for path, entry in documents.items()}
        self.requests: list[dict[str, str]] = []
        self.media: list[dict[str, str]] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"]
        query = environ["QUERY_STRING"]
        body = environ["wsgi.input"].read().decode()
        headers = {k[5:].replace("_", "-"): v for k, v in environ.items() if k[:5] == "HTTP_"}
        kept = self.requests if "X-TWILIO-SIGNATURE" in headers else self.media
        kept.append({**headers, "url": f"{BASE}{path}?{query}".rstrip("?"), "body": body})
        asked = next((key for key in self.answers if _serves(key, path, query)), None)
        left = self.answers[asked] if asked else [HANGUP if kept is self.requests else SOUND]
        status, answered, text = _answer(left.pop(0) if len(left) > 1 else left[0])
        start_response(f"{status} Whatever", list(answered.items()))
        return [text.encode()]


def _serves(key: str, path: str, query: str) -> bool:
    """A key with a query answers a request that begins with it: a GET's own query comes first."""
    return f"{path}?{query}".startswith(key) if "?" in key else path == key


def _in_turn(entry: Any) -> list[Any]:
    one = isinstance(entry, str) or (bool(entry) and isinstance(entry[0], int))
    return [entry] if one else list(entry)


def _answer(entry: Any) -> tuple[int, dict[str, str], str]:
    if not isinstance(entry, str):
        status, headers, body = entry
        return status, {"Content-Type": "text/xml"} | headers, body
    if entry.startswith("RAW:"):
        return 200, {"Content-Type": "text/xml"}, entry[4:]
    if entry.startswith("PAD:"):
        _, size, body = entry.split(":", 2)
        return 200, {"Content-Type": "text/xml"}, _wrapped(body).ljust(int(size))
    return 200, {"Content-Type": "text/xml"}, _wrapped(entry)


def _wrapped(body: str) -> str:
    return f"<Response>{body}</Response>"


def place(case: dict[str, Any]) -> tuple[Call, Scripted]:
    """Make the call: every caller's act at its second, then silence to the end."""
    config = case.get("config", {})
    app = Scripted(case["documents"])
    phone = Phone(
        app,
        config.get("voice_url", "/voice"),
        home=BASE,
        method=config.get("voice_method", "POST"),
        auth_token=TOKEN,
        neighbours={"api.twilio.com": app},
        seconds=lambda _source, verb: 2 if verb.verb == "Say" else 3,
        fetch_media=True,
        fallback_url=config.get("fallback_url", "/fallback"),
        status_callback=config.get("status_callback"),
    )
    call = phone.dial(live=True)
    for act in case.get("caller", ()):
        call = phone.resume(call.to_json())
        call.wait(act["t"] - call.seconds)
        call = phone.resume(call.to_json())
        call.press(act["value"]) if act["do"] == "press" else call.hang_up()
    while not call.ended:
        call = phone.resume(call.to_json())
        call.wait()
    return call, app


def compare(case: dict[str, Any]) -> None:
    """Assert every field the case gives."""
    call, app = place(case)
    first, *rest = call.requests
    if "first" in case:
        _same_request(first, case["first"], app.requests[0])
    if "requests" in case:
        reached = iter(app.requests[1:])
        for asked, expected in zip(rest, case["requests"], strict=True):
            assert asked.at == expected["t"]
            _same_request(asked, expected, next(reached) if asked.status else None)
    callbacks = [e for e in call.events if isinstance(e, Asked) and e.status_callback]
    for asked, expected in zip(callbacks, case.get("callbacks", ()), strict=True):
        _same_request(asked, expected, app.requests[-1])
    _same_media(call, app, case)
    _same_outcome(call, case)


def _same_media(call: Call, app: Scripted, case: dict[str, Any]) -> None:
    expected = {media["url"]: media["t"] for media in case.get("media", ())}
    first: dict[str, float | None] = {}
    for asked in call.media:
        assert (asked.method, asked.params) == ("GET", ())
        first.setdefault(asked.url, None if expected.get(asked.url, 0) is None else asked.at)
    assert first == expected
    for sent in app.media:
        assert not sent["body"]
        assert "?" not in sent["url"]
        assert not {"COOKIE", "I-TWILIO-IDEMPOTENCY-TOKEN"} & set(sent)


def _same_outcome(call: Call, case: dict[str, Any]) -> None:
    if "heard" in case:
        heard = [event for event in call.heard if event.kind != "tones"]
        shown = [_heard(e, x) for e, x in zip(heard, case["heard"], strict=True)]
        assert shown == case["heard"]
    if "tones" in case:
        tones = [{"t": e.start, "digits": e.text} for e in call.heard if e.kind == "tones"]
        assert tones == case["tones"]
    if "ends" in case:
        end = call.ended
        assert end
        assert {"t": end.at, "status": end.status, "by": ENDS_BY.get(end.by, end.by)} == case[
            "ends"
        ]
    answered = next((e.at for e in call.events if isinstance(e, Answered)), None)
    assert answered == case.get("answered", answered)
    assert [w.code for w in call.warnings] == case.get("warnings", [])
    troubles = [e.code for e in call.events if isinstance(e, Trouble)]
    assert troubles == case.get("errors", [])


def _heard(event: Heard, expected: dict[str, Any]) -> dict[str, Any]:
    """Show of what was heard as much as the case expects."""
    shown = {
        "t": event.start,
        "until": event.end,
        event.kind: event.text or event.url,
        "voice": event.voice,
        "language": event.language,
        "times": event.times,
    }
    return {name: value for name, value in shown.items() if name in expected}


def _same_request(asked: Asked, expected: dict[str, Any], sent: dict[str, str] | None) -> None:
    assert (asked.method, asked.url) == (expected["method"], urljoin(BASE, expected["url"]))
    params = dict(asked.params)
    for name, value in expected["params"].items():
        assert name in params
        assert value in {params[name], "<any>"}
    assert not set(expected.get("absent", ())) & set(params)
    if sent is not None:
        _same_headers(expected.get("headers", {}), sent)


def _same_headers(headers: dict[str, str], sent: dict[str, str]) -> None:
    for name, value in headers.items():
        assert value in {sent[name.upper()], "<valid>"}
    form = {
        name: values[0] for name, values in parse_qs(sent["body"], keep_blank_values=True).items()
    }
    validator = RequestValidator(TOKEN)
    assert validator.validate(sent["url"], form, sent["X-TWILIO-SIGNATURE"])
