"""One act on a line ends, whatever the line does: by its time, requests, size and events."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, Response
from twiml_phone import Phone
from twiml_phone.http.limits import Allowance, SpentError
from werkzeug.serving import make_server

MEGABYTE = 2**20


def allowance(
    seconds: float = 60, requests: int = 1000, size: int = 64 * MEGABYTE, events: int = 100_000
) -> Allowance:
    return Allowance(seconds, requests, size, events)


@pytest.fixture
def slow_url() -> Iterator[str]:
    """A line on the network, each of whose sounds takes its time."""
    app, leave = Flask(__name__), threading.Event()

    @app.post("/voice")
    def voice() -> str:
        plays = "".join(f"<Play>/{each}.wav</Play>" for each in range(60))
        return f"<Response>{plays}</Response>"

    @app.get("/<name>.wav")
    def sound(name: str) -> Response:
        leave.wait(0.5)
        return Response(name, content_type="audio/wav")

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/voice"
    leave.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_line_of_many_slow_sounds_has_so_many_seconds(slow_url: str) -> None:
    begun = time.monotonic()
    with Phone(slow_url) as phone, pytest.raises(SpentError, match="more than 2 s"):
        phone.within(allowance(seconds=2)).dial()
    assert time.monotonic() - begun < 10  # alone the sounds would take 30


def test_a_request_that_hangs_ends_with_the_time_of_the_act(slow_url: str) -> None:
    begun = time.monotonic()
    with Phone(slow_url) as phone, pytest.raises(SpentError, match=r"more than 0\.2 s"):
        phone.within(allowance(seconds=0.2)).dial()
    assert time.monotonic() - begun < 5


def test_a_line_that_is_asked_again_and_again_has_so_many_requests(
    answering: Callable[..., Any],
) -> None:
    line = answering(voice="<Pause length='1'/><Redirect>/voice</Redirect>")
    with Phone(line) as phone:
        call = phone.within(allowance(requests=20)).dial(live=True)
        with pytest.raises(SpentError, match="more than 20 requests"):
            call.wait(3600)


def test_a_queue_that_plays_for_an_hour_has_so_many_requests(answering: Callable[..., Any]) -> None:
    line = answering(voice="<Enqueue waitUrl='/wait'>q</Enqueue>", wait="<Pause length='1'/>")
    with Phone(line) as phone:
        call = phone.within(allowance(requests=100)).dial(live=True)
        with pytest.raises(SpentError, match="more than 100 requests"):
            call.wait(3600)


def test_sounds_have_so_many_bytes_together() -> None:
    def line(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        sound = environ["PATH_INFO"].endswith(".wav")
        start_response("200 OK", [("Content-Type", "audio/wav" if sound else "text/xml")])
        plays = b"".join(b"<Play>/%d.wav</Play>" % each for each in range(10))
        return [bytes(MEGABYTE) if sound else b"<Response>" + plays + b"</Response>"]

    with Phone(line) as phone, pytest.raises(SpentError, match="more than 3 MB"):
        phone.within(allowance(size=3 * MEGABYTE)).dial()


def test_an_act_leads_to_so_many_events(answering: Callable[..., Any]) -> None:
    line = answering(voice="<Say>a</Say>" * 3000)
    with Phone(line) as phone, pytest.raises(SpentError, match="more than 2000 events"):
        phone.within(allowance(events=2000)).dial(live=True).wait(14_000)


def test_a_call_goes_on_from_where_it_was_before_the_act(answering: Callable[..., Any]) -> None:
    line = answering(voice="<Pause length='1'/><Redirect>/voice</Redirect>")
    with Phone(line) as phone:
        written = phone.dial(live=True).to_json()
        with pytest.raises(SpentError):
            phone.within(allowance(requests=2)).resume(written).wait(60)
        call = phone.within(allowance()).resume(written)
        call.wait(2.5)
        assert call.seconds == 2.5


def test_a_description_that_costs_too_much_is_none(answering: Callable[..., Any]) -> None:
    with Phone(answering()) as phone:
        assert phone.within(allowance(requests=0)).look_up("https://ivr.invalid/turns") is None


def test_a_phone_without_an_allowance_has_no_bounds_but_twilio_s(
    answering: Callable[..., Any],
) -> None:
    line = answering(voice="<Say>a</Say>" * 3000)
    with Phone(line) as phone:
        phone.within(allowance(events=10))
        assert len(phone.dial().heard) == 3000


def test_documents_full_of_unknown_verbs_take_time_by_their_number_alone(
    answering: Callable[..., Any],
) -> None:
    verbs = "".join(f"<V{each}/>" for each in range(2000))
    line = answering(voice=f"{verbs}<Pause length='1'/><Redirect>/voice</Redirect>")

    def seconds(documents: int) -> float:
        begun = time.process_time()
        with Phone(line) as phone:
            call = phone.dial(live=True)
            call.wait(documents - 1)
        assert len(call.warnings) == 2000 * documents
        return time.process_time() - begun

    few, many = min(seconds(5) for _ in range(3)), seconds(40)
    assert many < 8 * few * 4  # it was more than 60 times as long before
