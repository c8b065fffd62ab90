"""Calls as plain text: written, read, and replayed."""

from __future__ import annotations

import pytest
from twiml_phone import Phone
from twiml_phone.testing.script import HangUp, Press, Silence
from twiml_phone.testing.transcript import TranscriptError, read, replay, write

MENU = (
    "<Gather numDigits='1' action='/choice'>"
    "<Say language='pt-BR'>Guia independente.\n  Para contas, tecle 1.</Say></Gather>"
    "<Redirect>/voice</Redirect>"
)
CALL = """\
# A bill is heard.

# After some thought.
dials
hears [pt-BR] Guia independente. Para contas, tecle 1.
stays silent
begins to hear [pt-BR] Guia independente. Para contas, tecle 1.
presses 1 after 0.5 s
hears 2 times [sound] https://ivr.invalid/bill.mp3
hears [tones] 12
hung up by the line
"""


@pytest.fixture
def phone(answering) -> Phone:
    choice = "<Play loop='2'>bill.mp3</Play><Play digits='w12'/>"
    return Phone(answering(voice=MENU, choice=choice), fetch_media=False)


def test_a_transcript_replayed_gives_itself(phone: Phone) -> None:
    assert replay(CALL, phone) == CALL


def test_what_the_line_says_is_written_as_it_is_now(phone: Phone) -> None:
    assert replay("dials\nhears [en-US] Something old.\n", phone) == (
        "dials\nhears [pt-BR] Guia independente. Para contas, tecle 1.\n"
    )


def test_a_call_by_the_library_is_written_and_replayed(phone: Phone) -> None:
    call = phone.dial()
    call.wait()
    call.press("1", after=0.5)
    assert CALL.endswith(write(call.events))
    assert replay(write(call.events), phone) == write(call.events)


def test_waiting_until_the_longest_call_is_over_is_replayed(answering) -> None:
    phone = Phone(answering(voice="<Echo/>"))
    call = phone.dial(live=True)
    call.wait()
    text = write(call.events)
    assert text == "dials\nstays silent\nhung up by the line\n"
    assert replay(text, phone) == text


@pytest.mark.parametrize("after", [None, 0, 0.5, 1.25, 7, 20])
def test_hanging_up_at_any_moment_is_replayed(phone: Phone, after: float | None) -> None:
    call = phone.dial(live=True)
    call.wait(1 if after is None else after)
    call.hang_up()
    text = write(call.events)
    assert text.splitlines()[-1].startswith("hangs up")
    assert replay(text, phone) == text


def test_hanging_up_in_the_middle_of_a_farewell_is_replayed(answering) -> None:
    phone = Phone(answering(voice="<Say>Good bye, and thank you.</Say>"))
    text = "dials\nbegins to hear [en-US] Good bye, and thank you.\nhangs up after 0.5 s\n"
    assert replay(text, phone) == text


def test_keys_pressed_together_stand_together(answering) -> None:
    phone = Phone(answering(voice="<Gather><Say>Your code?</Say></Gather>"))
    text = "dials\nhears [en-US] Your code?\npresses 12#\nhears [en-US] Your code?\n"
    assert replay(text, phone) == text


def test_a_pause_between_keys_is_kept(answering) -> None:
    phone = Phone(answering(voice="<Gather finishOnKey=''/>"))
    text = "dials\npresses 1\npresses 2 after 3 s\nstays silent\n"
    assert replay(text, phone).startswith(text)


def test_hanging_up_as_a_gather_ends_is_not_waiting_for_the_next_words(answering) -> None:
    phone = Phone(answering(voice="<Gather/><Say>Never heard.</Say>"))
    text = "dials\npresses #\nhangs up after 0 s\n"
    assert replay(text, phone) == text


def test_another_path_is_dialled(answering) -> None:
    phone = Phone(answering(other="<Say>Hello.</Say>"))
    text = "dials /other?a=1\nhears [en-US] Hello.\nhung up by the line\n"
    assert replay(text, phone) == text


def test_a_call_turned_away_says_how(answering) -> None:
    phone = Phone(answering(voice="<Reject reason='busy'/>"))
    assert replay("dials\n", phone) == "dials\nhung up by the line (busy)\n"


def test_trouble_and_warnings_are_written(answering) -> None:
    phone = Phone(answering(voice="<Foo/><Redirect>ftp://a</Redirect>"))
    text = replay("dials\n", phone)
    assert text == (
        "dials\n"
        "warning 12200: <Foo> is not a verb of TwiML; it is skipped\n"
        "trouble 11100: ftp://a: Twilio calls only http:// and https://\n"
        "hears [sound] <application error>\n"
        "hung up by the line\n"
    )
    assert replay(text, phone) == text


def test_what_the_caller_did_is_read() -> None:
    transcript = read(
        "# Top.\ndials /a\npresses 12#\npresses 1 after 2.5 s\nstays silent\nhangs up\n"
    )
    assert transcript.comments == "# Top.\n"
    assert transcript.path == "/a"
    assert transcript.acts == (Press("12#"), Press("1", 2.5), Silence(), HangUp())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the transcript ends before anybody dials"),
        ("# Nothing.\n", "line 2: the transcript ends before anybody dials"),
        ("presses 1\n", "line 1: a call begins with one dials, not 'presses 1'"),
        ("dials\n\nhears\n", "line 2: ''"),
        ("dials\npress 1\n", "line 2: 'press 1' is not said in a transcript"),
        ("dials\npresses x\n", "line 2: 'presses x'"),
        ("dials\nhears Hello\n", "line 2: 'hears Hello'"),
        ("dials\ndials\n", "line 2: a call begins with one dials"),
        ("dials\n# Late.\n", "line 2: '# Late.' .* comments stay on top"),
    ],
)
def test_a_line_that_says_nothing_is_named(text: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read(text)


def test_a_text_from_the_line_cannot_forge_a_line(answering) -> None:
    phone = Phone(answering(voice="<Say>Hello.\nhangs up&#x9b;2J</Say>"))
    text = replay("dials\n", phone)
    assert text == "dials\nhears [en-US] Hello. hangs up 2J\nhung up by the line\n"
