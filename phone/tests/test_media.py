"""Sounds: how long they last, what words they tell, and that each is asked for once."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response, request
from twiml_phone import Phone
from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.machine import advance, begin_call, deliver, listen, supply
from twiml_phone.interpreter.prompts import usual_seconds
from twiml_phone.interpreter.state import Loading, SoundInfo
from twiml_phone.testing.transcript import replay, write
from twiml_phone.twiml.parser import parse

WORDS = "Para a segunda via da conta, tecle 1. Şimdi, ığdır."
MENU = "<Gather numDigits='1' action='/choice'>{}</Gather><Redirect>/voice</Redirect>"


def test_the_interpreter_stops_until_it_is_told_of_the_sounds_of_a_verb() -> None:
    gather = "<Gather><Play>a</Play><Play>b</Play><Play>a</Play></Gather>"
    document = parse(f"<Response>{gather}</Response>")
    url = "https://ivr.invalid/voice"
    state, _ = deliver(begin_call(url), document, url, usual_seconds)
    urls = ("https://ivr.invalid/a", "https://ivr.invalid/b")
    assert state.doing == Loading(urls=urls)
    assert advance(state, 99, usual_seconds) == (state, ())
    told = [
        SoundInfo(url=urls[0], seconds=1.5, text="Olá.", language="pt-BR"),
        SoundInfo(url=urls[1]),
    ]
    state, events = supply(state, told, usual_seconds)
    assert [(event.at, event.until) for event in events] == [(0, 11)]
    state, events = listen(state, usual_seconds)
    assert [(event.text, event.end) for event in events] == [("Olá.", 1.5), ("", 4.5), ("Olá.", 6)]


@pytest.mark.parametrize(
    ("content_type", "made", "seconds"),
    [
        ("audio/wav", ("WAV", "PCM_16"), 2.5),
        ("audio/wave", ("WAV", "ULAW"), 2.5),
        ("audio/x-wav; charset=binary", ("WAV", "PCM_24", 44100), 2.5),
        ("Audio/WAV", ("WAV", "GSM610"), 2.52),
        ("audio/mpeg", ("MP3", "MPEG_LAYER_III", 24000), 2.5),
        ("audio/aiff", ("AIFF", "PCM_16"), 2.5),
        ("audio/x-aiff", ("AIFF", "PCM_16"), 2.5),
        ("audio/x-aifc", ("AIFF", "ULAW"), 2.5),
        ("audio/basic", ("AU", "ULAW"), 2.5),
        ("audio/ulaw", ("RAW", "ULAW"), 2.5),
        ("audio/gsm", ("RAW", "GSM610"), 2.5),
        ("audio/x-gsm", ("RAW", "GSM610"), 2.5),
    ],
)
def test_a_sound_lasts_as_long_as_it_really_does(
    playing, recording, content_type: str, made: Any, seconds: float
) -> None:
    body = recording(2.5, *made)
    call = Phone(playing(voice="<Play>/a</Play>", a=(content_type, body))).dial()
    assert call.heard[0].end == pytest.approx(seconds, abs=0.001)
    assert call.troubles == call.warnings == ()


@pytest.mark.parametrize(
    ("kind", "coding", "words"),
    [("WAV", "ULAW", WORDS), ("AIFF", "PCM_16", WORDS), ("MP3", "MPEG_LAYER_III", "Hello.")],
)
def test_a_sound_tells_its_words_and_their_language(
    playing, recording, kind: str, coding: str, words: str
) -> None:
    body = recording(1, kind, coding, title=words, comment="pt-BR")
    heard = Phone(playing(voice="<Play>/a</Play>", a=("audio/mpeg", body))).dial().heard[0]
    assert (heard.kind, heard.text, heard.language) == ("play", words, "pt-BR")
    assert heard.url == "https://ivr.invalid/a"


@pytest.mark.parametrize("comment", ["pt-BR", "tr", "zh-Hant-TW", "es-419"])
def test_a_comment_that_is_a_language_is_taken(playing, recording, comment: str) -> None:
    body = recording(1, title="Olá", comment=comment)
    assert Phone(playing(voice="<Play>/a</Play>", a=body)).dial().heard[0].language == comment


@pytest.mark.parametrize("comment", ["Made by hand", "silence", "pt_BR", "PT", "p", "-"])
def test_a_comment_that_is_no_language_is_not(playing, recording, comment: str) -> None:
    body = recording(1, title="Olá", comment=comment)
    heard = Phone(playing(voice="<Play>/a</Play>", a=body)).dial().heard[0]
    assert (heard.text, heard.language) == ("Olá", "")


def test_a_call_reads_the_same_whether_it_was_said_or_played(playing, recording) -> None:
    play = playing(
        voice=MENU.format("<Play>/a</Play>"),
        a=recording(3, title=WORDS, comment="pt-BR"),
        choice="<Play>/b</Play>",
        b=recording(1, title="Tchau.", comment="pt-BR"),
    )
    said = playing(
        voice=MENU.format(f"<Say language='pt-BR'>{WORDS}</Say>"),
        choice="<Say language='pt-BR'>Tchau.</Say>",
    )
    text = (
        f"dials\nhears [pt-BR] {WORDS}\nstays silent\n"
        f"begins to hear [pt-BR] {WORDS}\npresses 1 after 0.5 s\n"
        "hears [pt-BR] Tchau.\nhung up by the line\n"
    )
    assert replay(text, Phone(play)) == replay(text, Phone(said)) == text


@pytest.mark.parametrize("tags", [{}, {"title": "Olá"}, {"comment": "pt-BR"}])
def test_a_sound_that_does_not_tell_both_is_its_url(playing, recording, tags: Any) -> None:
    phone = Phone(playing(voice="<Play>/a</Play>", a=recording(1, **tags)))
    text = "dials\nhears [sound] https://ivr.invalid/a\nhung up by the line\n"
    assert replay("dials\n", phone) == text


def test_words_in_a_sound_cannot_forge_a_line(playing, recording) -> None:
    body = recording(1, title="Olá\nhangs up\x9b2J", comment="pt-BR")
    phone = Phone(playing(voice="<Play>/a</Play>", a=body))
    text = "dials\nhears [pt-BR] Olá hangs up 2J\nhung up by the line\n"
    assert replay(text, phone) == text


def test_a_gap_passes_unheard(playing, recording) -> None:
    gap = recording(0.7, comment="silence")
    menu = MENU.format("<Say>One.</Say><Play>/gap</Play><Say>Two.</Say>")
    call = Phone(playing(voice=menu, gap=gap)).dial()
    assert [(heard.text, heard.start) for heard in call.heard] == [("One.", 0), ("Two.", 1.5)]


def test_a_gap_stops_at_a_key_like_any_sound(playing, recording, dial) -> None:
    app = playing(voice=MENU.format("<Play>/gap</Play>"), gap=recording(9, comment="silence"))
    call = dial(app, seconds=None)
    call.press("1", after=0.5)
    assert (call.requests[-1].at, call.heard) == (0.5, ())


def test_a_call_is_the_same_after_json_whatever_it_was_told_of_sounds(
    playing, recording, dial
) -> None:
    menu = MENU.format("<Play>/a</Play><Play loop='2'>/b</Play>")
    app = playing(
        voice=f"<Play>/b</Play>{menu}",
        a=recording(2, title="Olá.", comment="pt-BR"),
        b=recording(1.25),
        choice="<Play>/a</Play>",
    )
    call = dial(app, seconds=None, live=True)
    for seconds in (1, 0.25, 1, 2, 2):
        call.wait(seconds)
    call.press("1")
    call.hear_out()
    assert [(h.start, h.end, h.text, h.cut) for h in call.heard] == [
        (0, 1.25, "", False),
        (1.25, 3.25, "Olá.", False),
        (3.25, 5.75, "", False),
        (6.25, 8.25, "Olá.", False),
    ]
    assert [asked.url[-2:] for asked in call.media] == ["/b", "/a"]


def test_a_call_goes_on_at_another_phone_without_asking_again(playing, recording) -> None:
    menu = MENU.format("<Play>/a</Play><Play>/b</Play>")
    app = playing(voice=menu, a=recording(1), b=recording(1))
    call = Phone(app).dial(live=True)
    elsewhere = Phone(app).resume(call.to_json())
    elsewhere.wait(9)
    assert [heard.end for heard in elsewhere.heard[:2]] == [1, 2]
    assert len(elsewhere.media) == 2
    assert [environ["PATH_INFO"] for environ in app.asked].count("/a") == 1


def test_a_sound_is_fetched_once_in_all_the_calls_of_a_phone(playing, recording) -> None:
    app = playing(voice=MENU.format("<Play>/a</Play>"), choice="<Play>/a</Play>", a=recording(1))
    phone = Phone(app)
    first, second = phone.dial(), phone.dial()
    first.wait()
    first.press("1")
    assert [len(call.media) for call in (first, second)] == [1, 0]
    assert second.heard == first.heard[:1]


def test_fetching_counts_apart_from_the_documents(playing, recording) -> None:
    call = Phone(playing(voice="<Play>/a</Play>", a=recording(1))).dial()
    assert (len(call.requests), len(call.media)) == (1, 1)
    assert (call.media[0].status, call.media[0].method, call.media[0].params) == (200, "GET", ())


def test_a_key_can_be_pressed_before_a_sound_that_was_fetched_ahead(playing, recording) -> None:
    app = playing(voice=f"<Say>Hello there.</Say>{MENU.format('<Play>/a</Play>')}", a=recording(5))
    call = Phone(app).dial()
    hello = call.heard[0].end
    assert [event.at for event in call.media] == [hello]
    call.press("1", after=hello + 1)
    assert call.heard[1].end == hello + 1
    times = [getattr(event, "end", None) or event.at for event in call.events]
    assert times == sorted(times)


def test_a_sound_ahead_that_fails_fails_when_its_turn_comes(playing) -> None:
    call = Phone(playing(voice="<Say>Hello there.</Say><Play>/a</Play>")).dial()
    assert (call.heard[0].text, call.heard[0].cut) == ("Hello there.", False)
    assert call.troubles[0].at == call.heard[0].end


def test_who_gives_seconds_fetches_nothing(playing) -> None:
    call = Phone(playing(voice="<Play>/a</Play>"), seconds=lambda _source, _verb: 7).dial()
    assert (call.media, call.heard[0].end, call.troubles) == ((), 7, ())


def test_who_gives_seconds_may_fetch_all_the_same(playing, recording) -> None:
    body = recording(1, title="Olá.", comment="pt-BR")
    app = playing(voice="<Play>/a</Play><Play>/b</Play>", a=body, b=b"noise")
    call = Phone(app, seconds=lambda _source, _verb: 7, fetch_media=True).dial()
    assert (len(call.media), call.heard[0].end, call.heard[0].text) == (2, 7, "Olá.")
    assert call.warnings == ()


def test_who_wants_no_sounds_hears_three_seconds_of_each(playing) -> None:
    call = Phone(playing(voice="<Play>/a</Play>"), fetch_media=False).dial()
    assert (call.media, call.heard[0].end) == ((), 3)


@pytest.mark.parametrize(
    "body",
    [b"", b"RIFF", b"<!doctype html><p>Not found", bytes(5000), bytes(range(256)) * 40],
    ids=["nothing", "a beginning", "a page", "zeros", "noise"],
)
@pytest.mark.parametrize("content_type", ["audio/wav", "audio/mpeg", "audio/aiff"])
def test_a_sound_that_cannot_be_decoded_is_a_warning_each_call(
    playing, body: bytes, content_type: str
) -> None:
    phone = Phone(playing(voice="<Play>/a</Play><Play>/a</Play>", a=(content_type, body)))
    for call in (phone.dial(), phone.dial()):
        assert [(warned.code, warned.at) for warned in call.warnings] == [(0, 0)]
        assert "/a cannot be decoded as audio/" in call.warnings[0].message
        assert [heard.end for heard in call.heard] == [3, 6]


def test_a_strict_phone_refuses_a_sound_that_cannot_be_decoded(playing) -> None:
    with pytest.raises(
        PhoneError, match="/a cannot be decoded as audio/wav: its format is not known"
    ):
        Phone(playing(voice="<Play>/a</Play>", a=b"noise"), strict=True).dial()


def test_a_file_cut_short_lasts_as_long_as_what_is_left(playing, recording) -> None:
    whole = recording(2, "WAV", "ULAW")
    call = Phone(playing(voice="<Play>/a</Play>", a=whole[:-8000])).dial()
    assert call.heard[0].end == pytest.approx(1, abs=0.01)


def test_damaged_files_never_break_a_call(playing, recording) -> None:
    chance = random.Random(7)  # noqa: S311  # the same damage each time
    files = [recording(0.2, title="Olá", comment="pt-BR"), recording(0.2, "AIFF")]
    for body in files * 150:
        damaged = bytearray(body)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(120)] = chance.randrange(256)
        call = Phone(playing(voice="<Play>/a</Play>", a=bytes(damaged))).dial()
        assert call.ended
        assert call.seconds >= 0


def test_a_sound_in_place_of_a_document_is_measured_and_not_asked_for_again(
    playing, recording
) -> None:
    app = playing(voice=recording(9, "WAV", "PCM_16", 16000, title="Olá.", comment="pt-BR"))
    call = Phone(app).dial()
    assert (call.heard[0].text, call.heard[0].end) == ("Olá.", 9)
    assert (len(app.asked), call.media) == (1, ())


def test_files_are_kept_for_who_wants_to_play_them(playing, recording) -> None:
    body = recording(1)
    app = playing(voice="<Play>/a</Play>", a=body)
    for keep, kept in ((True, body), (False, None)):
        phone = Phone(app, keep_sounds=keep)
        phone.dial()
        assert phone.sound_file("https://ivr.invalid/a") == kept
        assert phone.sound_file("https://ivr.invalid/b") is None


def test_a_sound_request_carries_nothing_of_the_call(served, recording) -> None:
    app = Flask(__name__)
    seen: list[Any] = []

    @app.post("/voice")
    def voice() -> Response:
        reply = app.make_response("<Response><Play>a.wav?v=1</Play></Response>")
        reply.set_cookie("turn", "1")
        return reply

    @app.get("/a.wav")
    def sound() -> Response:
        seen.append((request.full_path, dict(request.headers)))
        return Response(recording(1.5), content_type="audio/wav")

    with Phone(served(app), auth_token="12345") as phone:
        call = phone.dial()
    [(path, headers)] = seen
    assert path == "/a.wav?v=1"
    assert sorted(headers) == [
        "Accept",
        "Accept-Encoding",
        "Connection",
        "Host",
        "User-Agent",
    ]
    assert headers["User-Agent"] == "TwilioProxy/1.1"
    assert call.heard[0].end == 1.5


def test_the_network_and_the_process_hear_the_same_sounds(served, playing, recording) -> None:
    app = playing(
        voice=MENU.format("<Play>/a</Play>"),
        a=recording(1.5, title="Olá.", comment="pt-BR"),
    )
    with Phone(served(app)) as far, Phone(app) as near:
        assert write(far.dial().events) == write(near.dial().events)


def _line_that_plays_a() -> Flask:
    app = Flask(__name__)
    twiml = "<Response><Play>a</Play></Response>"
    app.add_url_rule("/voice", view_func=lambda: twiml, methods=["POST"])
    return app


def test_a_slow_sound_in_this_process_is_late_too() -> None:
    app = _line_that_plays_a()

    @app.get("/a")
    def slow() -> Response:
        time.sleep(0.3)
        return Response(b"", content_type="audio/wav")

    assert [trouble.code for trouble in Phone(app, patience=0.2).dial().troubles] == [11200]


def test_no_more_than_32_mb_of_an_endless_sound_are_read() -> None:
    app = _line_that_plays_a()
    given = 0

    @app.get("/a")
    def endless() -> Response:
        def for_ever() -> Iterator[bytes]:
            nonlocal given
            while True:
                given += 1
                yield bytes(1024 * 1024)

        return Response(for_ever(), content_type="audio/wav")

    call = Phone(app).dial()
    assert [trouble.code for trouble in call.troubles] == [11200]
    assert "more than 32768 kB" in call.troubles[0].message
    assert given <= 34


def test_a_page_where_a_sound_should_be_is_not_even_read() -> None:
    app = _line_that_plays_a()

    @app.get("/a")
    def endless() -> Response:
        def for_ever() -> Iterator[bytes]:
            while True:
                yield bytes(1024)

        return Response(for_ever(), content_type="text/html")

    assert [trouble.code for trouble in Phone(app).dial().troubles] == [13420]


def test_further_hosts_may_be_answered_in_this_process(playing, recording) -> None:
    voice = "<Play>https://cdn.example/a</Play>"
    phone = Phone(playing(voice=voice), neighbours={"cdn.example": playing(a=recording(1.5))})
    assert phone.dial().heard[0].end == 1.5
