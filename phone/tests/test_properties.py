"""Whatever a line answers and a caller does, a call waits or ends, and is the same after JSON."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import Any
from xml.sax.saxutils import quoteattr

from hypothesis import given
from hypothesis import strategies as st
from twiml_phone import Phone
from twiml_phone.call import KEYS
from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.far_end import HAPPENINGS
from twiml_phone.interpreter.machine import waits
from twiml_phone.testing.transcript import replay, write

names = st.sampled_from(
    [
        *("Say", "Play", "Pause", "Gather", "Redirect", "Hangup", "Reject", "Foo", "break"),
        *("Say", "Gather", "Record", "Dial", "Enqueue", "Leave", "Connect", "Start", "Stop"),
        *("Echo", "Sms", "Pay", "Refer", "Number", "Client", "Conference", "Queue", "Sip"),
        *("Stream", "Siprec", "Parameter", "Task", "Identity", "Transcription"),
    ]
)
values = st.one_of(
    st.sampled_from(
        [
            *("", "0", "1", "2", "GET", "true", "false", "*", "9", "dtmf", "speech", "auto"),
            *("dtmf speech", "initiated ringing answered completed", "wss://a/b", "10"),
        ]
    ),
    st.sampled_from(
        ["/a", "/b", "?c=1", "../d", "http://[", "ftp://e", "http://f:99999/", "pt-BR"]
    ),
    st.text(st.characters(min_codepoint=32, exclude_categories=("Cs",)), max_size=4),
)
attributes = st.dictionaries(
    st.sampled_from(
        [
            *("loop", "voice", "language", "digits", "length", "action", "method", "timeout"),
            *("numDigits", "finishOnKey", "input", "bargeIn", "actionOnEmptyResult", "reason"),
            *("speechTimeout", "partialResultCallback", "transcribe", "transcribeCallback"),
            *("maxLength", "recordingStatusCallback", "waitUrl", "url", "statusCallback"),
            *("statusCallbackEvent", "hangupOnStar", "sequential", "answerOnBridge", "record"),
            *("timeLimit", "name", "value", "track", "action", "waitUrl", "url"),
        ]
    ),
    values,
    max_size=4,
)


def _element(name: str, given: dict[str, str], children: list[str]) -> str:
    written = "".join(f" {key}={quoteattr(_legal(value))}" for key, value in given.items())
    return f"<{name}{written}>{''.join(children)}</{name}>"


def _legal(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


texts = st.sampled_from(["Hello.", "/a", "/b", "a.mp3", "http://[", "ftp://x", " \n ", "123"])
verbs = st.recursive(
    texts,
    lambda inner: st.builds(_element, names, attributes, st.lists(inner, max_size=3)),
    max_leaves=5,
)
documents = st.lists(
    st.builds(_element, names, attributes, st.lists(verbs, max_size=3)), max_size=4
).map(lambda found: f"<Response>{''.join(found)}</Response>")
bodies = st.one_of(documents, documents, documents, st.text(max_size=20), st.binary(max_size=20))
answers = st.tuples(
    st.sampled_from([200, 200, 200, 200, 302, 307, 500]),
    st.sampled_from(["text/xml", "text/xml", "text/html", "text/plain", "audio/wav", "a/b", ""]),
    bodies.map(lambda body: body if isinstance(body, bytes) else body.encode(errors="replace")),
)
hundredths = st.integers(0, 3000).map(lambda n: n / 100)
keyed = st.one_of(
    st.tuples(st.just("press"), st.text(st.sampled_from(KEYS), min_size=1, max_size=3)),
    st.tuples(st.just("press"), st.sampled_from(KEYS)),
    st.tuples(st.just("wait"), st.one_of(st.none(), hundredths)),
    st.tuples(st.just("hang_up"), st.none()),
)
acts = st.one_of(
    keyed,
    st.tuples(st.just("say"), st.sampled_from(["", "yes", "sim, por favor"])),
    st.tuples(st.just("mumble"), st.sampled_from(["", "ye"])),
    st.tuples(st.just("talk"), hundredths),
    st.tuples(
        st.just("happen"),
        st.one_of(
            st.tuples(st.sampled_from([*HAPPENINGS])),
            st.tuples(st.just("callee_answers"), st.sampled_from(["123", "Hello.", "nobody"])),
            st.tuples(st.just("update_url"), st.sampled_from(["/a", "/b", "http://["])),
            st.tuples(st.just("update_twiml"), documents),
            st.tuples(st.just("update_status"), st.sampled_from(["completed", "ringing"])),
        ),
    ),
)


def _app(by_path: dict[str, tuple[int, str, bytes]]) -> Any:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        status, kind, body = by_path[
            environ["PATH_INFO"] if environ["PATH_INFO"] in by_path else ""
        ]
        headers = [("Location", "/b")] * (status in {302, 307}) + [("Content-Type", kind)] * bool(
            kind
        )
        start_response(f"{status} Whatever", headers)
        return [body]

    return app


lines = st.fixed_dictionaries({"/voice": answers, "/a": answers, "/b": answers, "": answers}).map(
    _app
)


@given(lines, st.lists(acts, max_size=6), st.booleans(), st.sampled_from([None, "/fallback"]))
def test_a_call_never_raises_and_always_waits_or_ends(
    app: Any, caller: list[tuple[str, Any]], live: bool, fallback_url: str | None
) -> None:
    phone = Phone(app, fallback_url=fallback_url, status_callback="/a")
    call = phone.dial(live=live)
    for act, value in caller:
        text = call.to_json()
        call = phone.resume(text)
        assert call.to_json() == text
        if act == "hang_up":
            call.hang_up()
        elif not call.ended:
            with suppress(PhoneError) if act == "happen" else nullcontext():
                getattr(call, act)(*value) if act == "happen" else getattr(call, act)(value)
    assert call.ended or live or waits(call._heard.state)
    assert call.until >= call.seconds >= 0
    assert len(call.legs) <= len(call.events)
    times = [event.end if hasattr(event, "end") else event.at for event in call.events]
    assert times == sorted(times)


@given(lines, st.lists(keyed, max_size=6))
def test_a_transcript_replayed_is_the_same_transcript(
    app: Any, caller: list[tuple[str, Any]]
) -> None:
    phone = Phone(app, seconds=lambda _source, _verb: 2.0, fetch_media=True)
    call = phone.dial(live=True)
    for act, value in caller:
        if act == "hang_up":
            call.hang_up()
        elif not call.ended:
            getattr(call, act)(value)
    call.hear_out()
    text = write(call.events)
    assert replay(text, phone) == text
