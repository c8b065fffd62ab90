"""Calls settled by Twilio's documents and captures, one object each in `cases/*.json`.

It gives the documents by path, what the caller does or what happens to them and when, and what must
come of it: each field that is present is compared; `media` are the sounds fetched, each with the
time it first was: a path nobody answers is a sound. `id` is the case's name in the conformance
suite they were taken from. A case of the kind `parse` is only read. `variants` are the same case
with other fields. Between any two steps the call goes through JSON.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin

import httpx
import pytest
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from ivr.phone import Call, Phone
from ivr.phone.elements import names
from ivr.phone.events import Asked, Heard, Trouble
from ivr.phone.signature import sign, signed_url
from ivr.phone.stories import Leg, Stream
from ivr.phone.twiml import TwimlError, parse

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


TOPICS = (
    *("gather", "speech", "record", "prompts", "voices", "media", "endings", "documents"),
    *("dial", "queue", "connect", "others", "inline", "parsed", "callbacks"),
)


@pytest.mark.parametrize("case", cases(*TOPICS))
def test_a_call_goes_as_it_would_at_twilio(case: dict[str, Any]) -> None:
    for variant in ({}, *case.get("variants", ())):
        compare(case | variant)


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
    """Make the call: every act at its second, then silence to the end."""
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
        default_voice=config.get("default_voice", "man"),
    )
    call = phone.dial(live=True, twiml=_inline(case))
    for act in case.get("caller", ()):
        call = phone.resume(call.to_json())
        call.wait(act["t"] - call.seconds)
        call = phone.resume(call.to_json())
        _act(call, act)
    if "stop_at" in case:
        call.wait(case["stop_at"] - call.seconds)
        return phone.resume(call.to_json()), app
    while not call.ended:
        call = phone.resume(call.to_json())
        call.wait()
    return call, app


def _inline(case: dict[str, Any]) -> str | None:
    inline = case.get("config", {}).get("inline_twiml")
    return _wrapped(case["documents"]["/voice"]) if inline else None


def _act(call: Call, act: dict[str, Any]) -> None:
    match act["do"], act["value"]:
        case "press", keys:
            call.press(keys)
        case "say", words:
            call.say(words, act.get("confidence"))
        case "say_partial", words:
            call.mumble(words)
        case "talk", seconds:
            call.talk(seconds)
        case "hang_up", _:
            call.hang_up()
        case what, value:
            call.happen(what, value)


def compare(case: dict[str, Any]) -> None:
    """Assert every field the case gives."""
    if "parsed" in case or case.get("kind") == "parse":
        _same_reading(case)
    if case.get("kind") == "parse":
        return
    call, app = place(case)
    _same_requests(call, app, case)
    _same_media(call, app, case)
    _same_outcome(call, case)
    _same_company(call, case)


def _same_reading(case: dict[str, Any]) -> None:
    xml = _in_turn(case["documents"]["/voice"])[0]
    read = partial(parse, _answer(xml)[2], inline=_inline(case) is not None)
    if case.get("errors"):
        with pytest.raises(TwimlError) as raised:
            read()
        assert [raised.value.code] == case["errors"]
        return
    document = read()
    assert sorted(code for code, _ in document.warnings) == sorted(case.get("warnings", []))
    if "parsed" in case:
        _same_verbs(document.verbs, case["parsed"])


def _same_verbs(verbs: Any, expected: list[dict[str, Any]]) -> None:
    for verb, told in zip(verbs, expected, strict=True):
        assert type(verb).__name__ == told["verb"]
        shown = {_camel(name): _shown(getattr(verb, name)) for name in names(type(verb))}
        assert told.get("attributes", {}).items() <= shown.items()
        assert told.get("text", shown.get("text")) == shown.get("text")
        nested = getattr(verb, "prompts", getattr(verb, "nouns", ()))
        _same_verbs(nested if "children" in told else (), told.get("children", []))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _same_requests(call: Call, app: Scripted, case: dict[str, Any]) -> None:
    asked = [event for event in call.events if isinstance(event, Asked) and not event.media]
    reached = iter(app.requests)
    sent = [(each, next(reached) if each.status else None) for each in asked]
    requests = [pair for pair in sent if not pair[0].status_callback]
    callbacks = [pair for pair in sent if pair[0].status_callback]
    if _inline(case) is None:
        first, *requests = requests
        if "first" in case:
            _same_request(call, *first, case["first"])
    if "requests" in case:
        _same_in_turn(call, requests, case["requests"])
    for url in {each.url for each, _ in callbacks} | _urls(case):
        told = [pair for pair in callbacks if pair[0].url == url]
        expected = [x for x in case.get("callbacks", ()) if urljoin(BASE, x["url"]) == url]
        _same_in_turn(call, told, expected)


def _urls(case: dict[str, Any]) -> set[str]:
    return {urljoin(BASE, expected["url"]) for expected in case.get("callbacks", ())}


def _same_in_turn(call: Call, sent: list[Any], expected: list[dict[str, Any]]) -> None:
    for (asked, received), told in zip(sent, expected, strict=True):
        assert told.get("t") in {None, asked.at}
        _same_request(call, asked, received, told)


def _same_request(
    call: Call, asked: Asked, sent: dict[str, str] | None, expected: dict[str, Any]
) -> None:
    assert (asked.method, asked.url) == (expected["method"], urljoin(BASE, expected["url"]))
    params = dict(asked.params)
    for name, value in expected["params"].items():
        assert name in params
        assert _meant(call, value) in {params[name], "<any>"}
    assert not set(expected.get("absent", ())) & set(params)
    if sent is not None:
        _same_headers(expected.get("headers", {}), sent)


def _meant(call: Call, value: str) -> str:
    if value == "<call>":
        return dict(call.requests[0].params)["CallSid"]
    if value.startswith("<leg:"):
        return call.legs[int(value[5:-1])].sid
    return value


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
    if "ends" in case:
        end = call.ended
        seen = end and {"t": end.at, "status": end.status, "by": ENDS_BY.get(end.by, end.by)}
        assert seen == case["ends"]
    assert call.answered == case.get("answered", call.answered)
    codes = [0 if case.get("warnings") == [0] else warned.code for warned in call.warnings]
    assert sorted(codes) == sorted(case.get("warnings", []))
    troubles = [e.code for e in call.events if isinstance(e, Trouble)]
    assert troubles == case.get("errors", [])


def _same_company(call: Call, case: dict[str, Any]) -> None:
    """Compare what a caller does not hear: beeps, tones, others called, streams."""
    assert list(call.beeps) == case.get("beeps", [])
    if "tones" in case:
        assert [{"t": e.start, "digits": e.text} for e in call.tones] == case["tones"]
    if "tts" in case:
        assert [{"say": e.say, "characters": e.characters} for e in call.tts] == case["tts"]
    for leg, expected in zip(call.legs, case.get("legs", ()), strict=True):
        assert expected.items() <= _leg(leg, expected).items()
    for stream, expected in zip(call.streams, case.get("streams", ()), strict=True):
        assert expected.items() <= _stream(stream).items()


def _leg(leg: Leg, expected: dict[str, Any]) -> dict[str, Any]:
    heard = [_heard(e, x) for e, x in zip(leg.heard, expected.get("heard", ()), strict=True)]
    fields = ("to", "rings", "answered", "bridged", "ended", "status", "dtmf")
    return {name: getattr(leg, name) for name in fields} | {"from": leg.caller, "heard": heard}


def _stream(stream: Stream) -> dict[str, Any]:
    return {
        "t": stream.at,
        "url": stream.url,
        "parameters": dict(stream.parameters),
        "ended": stream.ended,
    }


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


def _same_headers(headers: dict[str, str], sent: dict[str, str]) -> None:
    for name, value in headers.items():
        assert value in {sent[name.upper()], "<valid>"}
    form = {
        name: values[0] for name, values in parse_qs(sent["body"], keep_blank_values=True).items()
    }
    validator = RequestValidator(TOKEN)
    assert validator.validate(sent["url"], form, sent["X-TWILIO-SIGNATURE"])
