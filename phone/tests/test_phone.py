"""The phone as a library: what a test or a page can do with a call."""

from __future__ import annotations

import json

import pytest
from flask import Flask, request
from twilio.request_validator import RequestValidator
from twiml_phone import Phone
from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.events import CallEnd, KeyPress, RequestMade

MENU = (
    "<Gather numDigits='1' action='/choice'><Say>For bills, 1.</Say><Say>For us, 2.</Say></Gather>"
)


def test_dialling_hears_everything_up_to_where_the_line_waits(dial, answering) -> None:
    call = dial(answering(voice=f"<Say>Hello.</Say>{MENU}"))
    assert [heard.text for heard in call.heard] == ["Hello.", "For bills, 1.", "For us, 2."]
    assert call.seconds == 6
    assert call.ended is None


def test_the_line_says_how_long_it_will_listen(dial, answering) -> None:
    call = dial(answering(voice=MENU))
    assert (call.listening.at, call.listening.until) == (0, 9)
    assert call.listening.num_digits == 1


def test_a_key_leads_to_the_next_document(dial, answering) -> None:
    call = dial(answering(voice=MENU, choice="<Say>Thank you.</Say>"))
    call.press("1")
    assert dict(call.requests[-1].params)["Digits"] == "1"
    assert call.heard[-1].text == "Thank you."
    assert call.ended == CallEnd(at=6, by="document", status="completed")
    assert call.listening is None


def test_a_key_pressed_early_cuts_the_prompt_short(dial, answering) -> None:
    call = dial(answering(voice=MENU, choice="<Say>Thank you.</Say>"))
    call.press("1", after=2.5)
    assert [(h.text, h.end, h.cut) for h in call.heard] == [
        ("For bills, 1.", 2, False),
        ("For us, 2.", 2.5, True),
        ("Thank you.", 4.5, False),
    ]


def test_after_counts_from_where_the_current_document_began(dial, answering) -> None:
    call = dial(answering(voice="<Say>Hello.</Say><Redirect>/menu</Redirect>", menu=MENU))
    call.press("1", after=1)
    assert call.requests[-1].at == 3


def test_after_counts_from_the_last_key_too(dial, answering) -> None:
    call = dial(answering(voice="<Gather numDigits='2' action='/choice'><Say>Two.</Say></Gather>"))
    call.press("1", after=1)
    call.press("2", after=0.5)
    assert call.requests[-1].at == 1.5


def test_waiting_lets_the_line_give_up(dial, answering) -> None:
    call = dial(answering(voice=f"{MENU}<Redirect>/again</Redirect>", again="<Say>Again.</Say>"))
    call.wait()
    assert call.heard[-1].text == "Again."
    assert call.heard[-1].start == 9


def test_waiting_stops_at_the_next_gather_of_the_same_document(dial, answering) -> None:
    call = dial(answering(voice=MENU + MENU))
    call.wait()
    assert call.seconds == 13
    call.wait()
    assert call.ended == CallEnd(at=18, by="document", status="completed")


def test_waiting_some_seconds_is_staying_silent_that_long(dial, answering) -> None:
    call = dial(answering(voice=MENU))
    call.wait(3)
    call.press("1", after=0)
    assert call.requests[-1].at == 3


def test_waiting_after_the_end_changes_nothing(dial, answering) -> None:
    call = dial(answering(voice="<Say>Bye.</Say>"))
    call.wait()
    call.wait(5)
    assert call.seconds == 2


def test_hanging_up_is_told_of_the_caller(dial, answering) -> None:
    call = dial(answering(voice=MENU))
    call.hang_up(after=1)
    assert call.ended == CallEnd(at=1, by="caller", status="completed")
    assert call.heard[-1].end == 1


def test_hanging_up_twice_is_hanging_up_once(dial, answering) -> None:
    call = dial(answering(voice=MENU))
    call.hang_up()
    call.hang_up()
    assert sum(isinstance(event, CallEnd) for event in call.events) == 1


def test_nothing_can_be_pressed_when_the_call_is_over(dial, answering) -> None:
    call = dial(answering(voice="<Say>Bye.</Say>"))
    with pytest.raises(PhoneError, match="1 cannot be pressed: the call ended at 2 s"):
        call.press("1")


def test_keys_left_over_when_the_call_ends_are_lost(dial, answering) -> None:
    call = dial(answering(voice=MENU, choice="<Hangup/>"))
    call.press("123")
    assert [event.key for event in call.events if isinstance(event, KeyPress)] == ["1"]


@pytest.mark.parametrize("keys", ["", "x", "1 2", "A", "é"])
def test_only_the_twelve_keys_can_be_pressed(dial, answering, keys: str) -> None:
    call = dial(answering(voice=MENU))
    with pytest.raises(PhoneError, match="cannot be pressed"):
        call.press(keys)


def test_a_live_call_asks_for_nothing_before_its_time(dial, answering) -> None:
    call = dial(answering(voice="<Say>Hello.</Say><Redirect>/menu</Redirect>"), live=True)
    assert (call.seconds, len(call.requests), call.heard) == (0, 1, ())
    assert call.ahead[0].text == "Hello."
    call.wait(1.9)
    assert len(call.requests) == 1
    call.wait(0.1)
    assert len(call.requests) == 2


def test_a_live_caller_can_hang_up_in_the_middle_of_a_farewell(dial, answering) -> None:
    call = dial(answering(voice="<Say>Bye.</Say>"), live=True)
    call.wait(0.5)
    call.hang_up()
    assert call.ended == CallEnd(at=0.5, by="caller", status="completed")


def test_a_live_key_outside_a_gather_is_lost(dial, answering) -> None:
    call = dial(answering(voice="<Say>Hello.</Say>"), live=True)
    call.press("1")
    assert KeyPress(at=0, key="1", lost=True) in call.events


def test_a_live_caller_can_hear_out_what_is_being_said(dial, answering) -> None:
    call = dial(answering(voice="<Say>Hello.</Say><Redirect>/m</Redirect>", m=MENU), live=True)
    call.hear_out()
    assert (call.seconds, call.heard[-1].text) == (6, "For us, 2.")


def test_a_strict_phone_raises_what_twilio_only_warns_about(dial, answering) -> None:
    with pytest.raises(PhoneError, match="12200: <Foo> is not a verb of TwiML"):
        dial(answering(voice="<Foo/>"), strict=True)


def test_a_phone_that_is_not_strict_keeps_the_warning(dial, answering) -> None:
    call = dial(answering(voice="<Foo/><Say>Hello.</Say>"))
    assert [warned.code for warned in call.warnings] == [12200]
    assert call.heard[0].text == "Hello."


def test_text_that_is_no_call_cannot_be_resumed(answering) -> None:
    with pytest.raises(PhoneError, match="not a call that was written down"):
        Phone(answering()).resume('{"state": {}}')


def test_a_cookie_stays_within_its_call() -> None:
    app = Flask(__name__)
    seen: list[str | None] = []

    @app.post("/voice")
    def voice():
        seen.append(request.cookies.get("turn"))
        reply = app.make_response("<Response><Gather numDigits='1'/></Response>")
        reply.set_cookie("turn", "second")
        return reply

    phone = Phone(app)
    phone.resume(phone.dial().to_json()).press("1")
    phone.dial()
    assert seen == [None, "second", None]


def test_the_status_callback_is_signed_and_comes_last() -> None:
    app = Flask(__name__)
    told = []

    @app.post("/voice")
    def voice():
        return "<Response><Say>Hello.</Say></Response>"

    @app.post("/status")
    def status():
        signature = request.headers["X-Twilio-Signature"]
        told.append(RequestValidator("12345").validate(request.url, request.form, signature))
        told.append(request.form["CallStatus"])
        return "", 204

    call = Phone(app, auth_token="12345", status_callback="/status").dial()
    assert told == [True, "completed"]
    assert isinstance(call.events[-1], RequestMade)
    assert len(call.requests) == 1


def test_a_url_that_is_none_cannot_be_dialled() -> None:
    with pytest.raises(PhoneError, match="cannot be dialled: Invalid IPv6 URL"):
        Phone("http://[")


def test_a_url_without_a_path_is_dialled_at_voice(served, answering) -> None:
    with Phone(served(answering(voice="<Say>Hello.</Say>"))) as phone:
        assert phone.dial().heard[0].text == "Hello."


def test_an_app_does_not_answer_for_other_hosts(dial, answering) -> None:
    call = dial(answering(voice="<Redirect>https://elsewhere.example/voice</Redirect>"))
    assert [trouble.code for trouble in call.troubles] == [11205]


def test_the_network_and_the_process_give_the_same_call(served, answering) -> None:
    app = answering(voice=MENU, choice="<Say>Thank you.</Say>")
    with Phone(served(app)) as far, Phone(app) as near:
        calls = [far.dial(), near.dial()]
        for call in calls:
            call.press("1", after=1)
    assert calls[0].heard == calls[1].heard
    assert calls[0].ended == calls[1].ended


def test_what_is_said_is_worked_out_once_for_its_end_and_once_as_it_is_heard(answering) -> None:
    asked: list[str] = []

    def seconds(text: str, _verb: object) -> float:
        asked.append(text)
        return 2.0

    with Phone(answering(voice=MENU, choice="<Say>Thank you.</Say>"), seconds=seconds) as phone:
        call = phone.dial()
        assert sorted(asked) == ["For bills, 1.", "For bills, 1.", "For us, 2.", "For us, 2."]
        call.press("1")
    assert asked[4:] == ["Thank you."]


def test_an_app_is_not_asked_at_an_address_without_a_host(dial, answering) -> None:
    call = dial(answering(voice="<Redirect>http:///x</Redirect>"))
    assert [trouble.code for trouble in call.troubles] == [11100]


def test_an_app_that_redirects_to_what_is_no_address_breaks_http() -> None:
    def app(_environ, start_response):
        start_response("302 Found", [("Location", "http://a:b:c/")])
        return [b""]

    assert [trouble.code for trouble in Phone(app).dial().troubles] == [11206]


def test_a_call_saved_in_an_interlude_is_written_as_it_always_was(answering) -> None:
    queue = "<Enqueue waitUrl='/wait'>bills</Enqueue>"
    with Phone(answering(voice=queue, wait="<Say>Please wait.</Say>")) as phone:
        saved = json.loads(phone.dial(live=True).to_json())
    assert saved["state"]["aside"]["kind"] == "queue"
    assert "interlude" not in saved["state"]
