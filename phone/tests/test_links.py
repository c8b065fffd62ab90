"""What an answer links to besides, what is looked up of it, and who may look on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask, Response
from twiml_phone import Phone
from twiml_phone.http.exchange import Exchange
from twiml_phone.interpreter.events import Listening

HOME = "https://ivr.invalid"


@pytest.fixture
def linking() -> Callable[[str], Flask]:
    """Make an app whose documents bear a Link header."""

    def linking(link: str) -> Flask:
        app = Flask(__name__)

        @app.post("/voice")
        def voice() -> Response:
            body = "<Response><Gather timeout='2'><Say>Hi</Say></Gather></Response>"
            return Response(body, content_type="text/xml", headers={"Link": link})

        return app

    return linking


LINKS = {
    "a path": (
        '</turns/main?a=1>; rel="describedby"',
        (("describedby", f"{HOME}/turns/main?a=1"),),
    ),
    "two": (
        "<map>; rel=contents, <https://b.example/t>; rel=describedby",
        (("describedby", "https://b.example/t"), ("contents", f"{HOME}/map")),
    ),
    "relations nobody here knows": ('</x>; rel="stylesheet"', ()),
    "no relation": ("</x>", ()),
    "no address of the web": ('<javascript:alert(1)>; rel="describedby"', ()),
    "an address too long": (f'</{"x" * 2000}>; rel="describedby"', ()),
    "nonsense": (";;,,<>;rel==,", ()),
    "no URL": ('<http://[>; rel="describedby"', (("describedby", "http://["),)),
}


@pytest.mark.parametrize(("link", "told"), LINKS.values(), ids=LINKS)
def test_an_answers_links_are_told(linking: Any, link: str, told: tuple[Any, ...]) -> None:
    call = Phone(linking(link)).dial()
    assert call.requests[0].links == told
    assert not call.troubles


JSONS = {
    "an object": (Response('{"a": 1}', content_type="application/json"), {"a": 1}),
    "a charset": (Response("[]", content_type="application/json; charset=utf-8"), []),
    "TwiML": (Response("<Response/>", content_type="text/xml"), None),
    "no JSON": (Response("{", content_type="application/json"), None),
    "no text": (Response(b"\xff\xff\xff", content_type="application/json"), None),
    "an error": (Response("{}", 500, content_type="application/json"), None),
    "deep": (Response("[" * 200_000, content_type="application/json"), None),
    "256 kB": (Response(f'"{"x" * (256 * 1024 - 2)}"', content_type="application/json"), "x"),
    "more": (Response(f'"{"x" * 256 * 1024}"', content_type="application/json"), None),
}


@pytest.mark.parametrize(("answer", "told"), JSONS.values(), ids=JSONS)
def test_json_is_looked_up(answer: Response, told: Any) -> None:
    app = Flask(__name__)
    app.add_url_rule("/turn", view_func=lambda: answer)
    found = Phone(app).look_up(f"{HOME}/turn")
    assert found == told or found[:1] == told


@pytest.mark.parametrize("url", ["http://[", "https://elsewhere.example", "", "file:///etc/passwd"])
def test_what_cannot_be_looked_up_is_none(answering: Any, url: str) -> None:
    assert Phone(answering()).look_up(url) is None


def test_looking_up_tells_nothing_of_the_caller() -> None:
    seen: list[Any] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(environ)
        start_response("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "a=1")])
        return [b"{}"]

    phone = Phone(app, auth_token="12345")
    assert phone.look_up(f"{HOME}/a?b=1") == phone.look_up(f"{HOME}/a?b=1") == {}
    for environ in seen:
        assert (environ["REQUEST_METHOD"], environ["QUERY_STRING"]) == ("GET", "b=1")
        assert not {"HTTP_X_TWILIO_SIGNATURE", "HTTP_COOKIE"} & environ.keys()


def test_a_watched_phone_tells_what_goes_over_the_wire(playing: Any, recording: Any) -> None:
    app = playing(voice="<Play>/a.wav</Play><Redirect>/bye</Redirect>", **{"a.wav": recording(1)})
    told: list[Exchange] = []
    phone = Phone(app, auth_token="12345")
    phone.watched(told.append).dial()
    assert [exchange.url for exchange in told] == [f"{HOME}/voice", f"{HOME}/bye"]
    assert all(len(exchange.signature) == 28 for exchange in told)
    assert told[0].reply.status == 200
    assert told[0].params["CallStatus"] == "ringing"
    phone.dial()
    assert len(told) == 2
    assert len([environ for environ in app.asked if environ["PATH_INFO"] == "/a.wav"]) == 1


def test_a_phone_that_does_not_sign_tells_no_signature(answering: Any) -> None:
    told: list[Exchange] = []
    Phone(answering()).watched(told.append).dial()
    assert [exchange.signature for exchange in told] == [""]


def test_a_bounded_phone_calls_only_where_it_may(served: Any, answering: Any) -> None:
    url = served(answering(voice="<Say>Hello</Say>"))
    with Phone(url, may_call=frozenset({url})) as phone:
        assert phone.dial().heard[0].text == "Hello"
    with Phone(url, may_call=frozenset({"https://example.org"})) as phone:
        call = phone.dial()
    [trouble] = call.troubles
    assert (trouble.code, trouble.message) == (11100, f"this phone may not call {url}")
    assert [asked.status for asked in call.requests] == [0]


ASKING = "<Gather timeout='2'><Say>Press keys.</Say></Gather><Say>Bye.</Say>"


def test_a_call_may_forget_what_happened_and_go_on(answering: Any) -> None:
    phone = Phone(answering(voice=ASKING))
    call = phone.dial(live=True)
    call.wait(0.5)
    again = phone.resume(call.to_json(events=False))
    assert [type(event) for event in again.events] == [Listening]
    assert (again.listening, again.ahead, again.until) == (call.listening, call.ahead, call.until)
    assert again.to_json(events=False) == call.to_json(events=False)
    told = len(call.events)
    for each in (call, again):
        each.wait()
        each.wait()
    assert again.ended is not None
    assert again.events[1:] == call.events[told:]


def test_a_call_waits_until_exactly_a_moment(dial: Any, answering: Any) -> None:
    call = dial(answering(voice=ASKING), live=True)
    call.wait(1 / 3)
    until = call.until
    call.wait(until=until)
    assert (call.seconds, call.listening) == (until, None)
    call.wait(until=0)
    assert call.seconds == until


def test_a_caller_and_a_number_may_be_given_for_one_call(answering: Any) -> None:
    call = Phone(answering()).dial(caller="+551199", number="10621")
    params = dict(call.requests[0].params)
    assert (params["From"], params["To"]) == ("+551199", "10621")


def test_many_calls_at_once_share_a_phone(served: Any, playing: Any, recording: Any) -> None:
    sounds = {f"{n}.wav": recording(n / 10, title=str(n), comment="pt-BR") for n in range(1, 20)}
    plays = "".join(f"<Play>/{name}</Play>" for name in sounds)
    with Phone(served(playing(voice=plays, **sounds))) as phone, ThreadPoolExecutor(8) as pool:
        calls = list(pool.map(lambda _: phone.dial(), range(16)))
    for call in calls:
        assert [(heard.text, heard.end) for heard in call.heard] == [
            (heard.text, heard.end) for heard in calls[0].heard
        ]
        assert not call.troubles


def test_what_was_fetched_is_bounded(
    monkeypatch: pytest.MonkeyPatch, playing: Any, recording: Any
) -> None:
    monkeypatch.setattr("twiml_phone.http.media.MOST_SOUNDS", 2)
    monkeypatch.setattr("twiml_phone.http.media.MOST_FILE_BYTES", 40_000)
    sounds = {f"{n}.wav": recording(1) for n in range(5)}
    app = playing(voice="".join(f"<Play>/{name}</Play>" for name in sounds), **sounds)
    phone = Phone(app, keep_sounds=True)
    phone.dial()
    kept = [phone.sound_file(f"{HOME}/{name}") is not None for name in sounds]
    assert kept == [False, False, False, True, True]
    asked = len(app.asked)
    phone.dial()
    assert len(app.asked) == asked + 1 + 5
