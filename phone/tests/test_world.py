"""What happens to a call from outside, and what a caller says: as a test of a line would use it."""

from __future__ import annotations

import pytest
from twiml_phone import Phone
from twiml_phone.connection import StrictError
from twiml_phone.errors import PhoneError


def test_a_call_waits_until_somebody_answers(dial, answering) -> None:
    call = dial(answering(voice="<Say>One moment.</Say><Dial>123</Dial><Say>Good bye.</Say>"))
    call.happen("callee_answers", after=5)
    call.press("7", after=1)
    call.happen("callee_hangs_up", after=10)
    (leg,) = call.legs
    assert (leg.to, leg.rings, leg.answered, leg.bridged) == ("123", 2, 5, 5)
    assert (leg.ended, leg.status, leg.dtmf) == (16, "completed", "7")
    assert call.heard[-1].text == "Good bye."


def test_waiting_lets_nobody_answer(dial, answering) -> None:
    call = dial(answering(voice="<Dial>123</Dial><Say>Nobody.</Say>"))
    call.wait()
    assert call.legs[0].status == "no-answer"
    assert (call.heard[-1].text, call.heard[-1].start) == ("Nobody.", 35)


def test_what_is_said_is_sent_with_its_confidence(dial, answering) -> None:
    voice = "<Gather input='speech' action='/said'><Say>Yes or no?</Say></Gather>"
    call = dial(answering(voice=voice, said="<Say>Thank you.</Say>"))
    call.mumble("ye", after=1)
    call.say("yes", confidence=0.9, after=0.5)
    params = dict(call.requests[-1].params)
    assert (params["SpeechResult"], params["Confidence"]) == ("yes", "0.9")
    assert (call.requests[-1].at, call.heard[0].cut) == (1.5, True)


def test_words_in_a_recording_are_transcribed(dial, answering) -> None:
    record = "<Record transcribe='true' transcribeCallback='/text' action='/done'/>"
    call = dial(answering(voice=record))
    call.say("Good morning.", after=1)
    call.press("#", after=1)
    assert dict(call.callbacks[-1].params)["TranscriptionText"] == "Good morning."
    assert call.beeps == (0,)


@pytest.mark.parametrize(
    ("what", "value", "told"),
    [
        ("callee_sneezes", None, "'callee_sneezes' cannot happen"),
        ("callee_answers", None, "nobody can answer: nobody is being called"),
        ("leave_queue", None, "the call can leave no queue"),
        ("agent_dials_queue", "help", "an agent finds nobody in the queue help"),
        ("stream_disconnects", None, "no stream is open"),
        ("update_url", None, "update_url needs the URL"),
        ("update_status", "ringing", "the call cannot become ringing"),
    ],
)
def test_what_cannot_happen_is_said_to_be(dial, answering, what, value, told) -> None:
    call = dial(answering(voice="<Gather/>"))
    with pytest.raises(PhoneError, match=told):
        call.happen(what, value)


FAR_ENDS = {
    "<Gather/>": (),
    "<Dial>123</Dial>": ("callee_answers", "callee_is_busy", "callee_fails"),
    "<Dial><Conference>room</Conference></Dial>": ("callee_answers",),
    "<Enqueue waitUrl=''>help</Enqueue>": ("agent_dials_queue", "leave_queue"),
    "<Connect><Stream url='wss://example.com'/></Connect>": ("stream_disconnects",),
    "<Hangup/>": (),
}


@pytest.mark.parametrize(("verb", "possible"), FAR_ENDS.items(), ids=FAR_ENDS)
def test_what_is_possible_can_happen_and_nothing_else(dial, answering, verb, possible) -> None:
    def can_happen(what: str) -> bool:
        try:
            dial(answering(voice=verb)).happen(what)
        except PhoneError:
            return False
        return True

    happenings = {name for names in FAR_ENDS.values() for name in names} | {"callee_hangs_up"}
    assert dial(answering(voice=verb)).possible == possible
    assert {what for what in happenings if can_happen(what)} == {*possible}


@pytest.mark.parametrize(
    ("verb", "answers"),
    [
        ("<Dial>1</Dial>", "callee_answers"),
        ("<Enqueue waitUrl=''>help</Enqueue>", "agent_dials_queue"),
    ],
)
def test_whoever_answers_can_hang_up(dial, answering, verb, answers) -> None:
    call = dial(answering(voice=verb))
    call.happen(answers)
    assert call.possible == ("callee_hangs_up",)


def test_what_is_possible_once_all_is_heard_is_told_before(answering) -> None:
    call = Phone(answering(voice="<Say>One moment.</Say><Dial>1</Dial>")).dial(live=True)
    assert (call.possible, call.waits) == ((), True)
    assert call.possible_ahead == ("callee_answers", "callee_is_busy", "callee_fails")


def test_a_line_that_only_speaks_waits_for_nobody(answering) -> None:
    call = Phone(answering(voice="<Say>Hello.</Say><Redirect>/voice</Redirect>")).dial(live=True)
    assert not call.waits


def test_one_of_several_called_must_be_named(dial, answering) -> None:
    call = dial(answering(voice="<Dial><Number>1</Number><Client>bob</Client></Dial>"))
    with pytest.raises(PhoneError, match="among: 1, bob"):
        call.happen("callee_answers")
    call.happen("callee_answers", "bob")
    with pytest.raises(PhoneError, match="somebody has done so before"):
        call.happen("callee_answers", "1")


def test_nothing_happens_after_the_end(dial, answering) -> None:
    call = dial(answering(voice="<Hangup/>"))
    with pytest.raises(PhoneError, match="the call ended at 0 s"):
        call.say("hello")


def test_new_twiml_is_obeyed_at_once(dial, answering) -> None:
    call = dial(answering(voice="<Echo/>"))
    call.happen("update_twiml", "<Response><Say>Hello.</Say></Response>", after=3)
    assert (call.heard[-1].text, call.ended.at) == ("Hello.", 5)


def test_a_queue_is_heard_round_by_round(dial, answering) -> None:
    call = dial(answering(voice="<Enqueue waitUrl='/wait'>q</Enqueue>", wait="<Say>Wait.</Say>"))
    call.wait()
    call.wait()
    assert [heard.start for heard in call.heard] == [0, 2]


def test_a_strict_phone_raises_what_a_callback_answers() -> None:
    def app(environ, start_response):
        found = environ["PATH_INFO"] == "/voice"
        start_response("200 OK" if found else "500 No", [("Content-Type", "text/xml")])
        return [b"<Response/>"]

    with pytest.raises(StrictError, match="15003"):
        Phone(app, strict=True, status_callback="/status").dial()


def test_too_much_twiml_cannot_be_given_with_a_call(answering) -> None:
    with pytest.raises(PhoneError, match="32018"):
        Phone(answering()).dial(twiml="<Response>" + " " * 4000 + "</Response>")
