"""A request that is let in is answered with TwiML, whatever it says and whatever breaks inside."""

from __future__ import annotations

import string
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from xml.etree import ElementTree as ET

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from ivr.line.dialogue import State
from ivr.line.twilio import address
from ivr.menu.flow import Flow
from ivr.settings import Settings
from ivr.web.app import create_app


def twiml(response) -> ET.Element:
    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    root = ET.fromstring(response.data)  # noqa: S314  # our own
    assert root.tag == "Response"
    return root


def said(root: ET.Element) -> str:
    return " ".join("".join(say.itertext()) for say in root.iter("Say"))


def test_the_number_s_webhook_answers_post_and_get(twilio, flow: Flow) -> None:
    for response in (twilio.post("/voice"), twilio.get("/voice", {"From": "+55", "Digits": ""})):
        assert flow.everywhere.welcome["pt-BR"].text in said(twiml(response))


def test_a_number_may_begin_in_another_language(twilio, flow: Flow) -> None:
    root = twiml(twilio.post("/voice?language=tr-TR"))
    assert flow.everywhere.welcome["tr-TR"].text in said(root)


def test_every_turn_gathers_one_key_and_nothing_else(twilio, flow: Flow) -> None:
    for place in flow.places:
        for language in flow.languages:
            root = twiml(twilio.post(f"/voice/{language}/{place}", {"Digits": "9"}))
            [gather] = root
            assert gather.attrib == {
                "input": "dtmf",
                "numDigits": "1",
                "timeout": "7",
                "finishOnKey": "",
                "action": gather.attrib["action"],
                "method": "POST",
                "actionOnEmptyResult": "true",
            }
            assert gather.attrib["action"].isascii()
            assert {child.tag for child in gather} == {"Say"}


def path_of(target: str) -> str:
    return target.partition("?")[0]


def test_every_say_has_its_language_and_a_voice_of_it_and_fits(twilio, flow: Flow) -> None:
    voices = {language.code: language.voice for language in flow.languages.values()}
    for place in flow.places:
        for language in flow.languages:
            for say in twiml(twilio.post(f"/voice/{language}/{place}", {"Digits": "9"})).iter(
                "Say"
            ):
                assert voices[say.attrib["language"]] == say.attrib["voice"]
                assert 0 < len("".join(say.itertext())) <= 3000


def test_a_call_that_is_over_says_goodbye_and_hangs_up(twilio, flow: Flow) -> None:
    root = twiml(twilio.post("/voice/pt-BR/main?silences=3"))
    assert [child.tag for child in root] == ["Say", "Hangup"]
    assert said(root) == flow.everywhere.goodbye["pt-BR"].text


def test_slow_turns_are_spoken_slowly_with_longer_gaps(twilio) -> None:
    root = twiml(twilio.post("/voice/pt-BR/main", {"Digits": "9"}))
    assert {each.attrib["rate"] for each in root.iter("prosody")} == {"85%"}
    assert {each.attrib["time"] for each in root.iter("break")} == {"1200ms"}


def test_a_status_callback_is_taken_without_an_answer(twilio) -> None:
    response = twilio.post("/voice/status", {"CallStatus": "completed", "CallDuration": "49"})
    assert (response.status_code, response.data) == (204, b"")


def test_a_status_callback_leaves_no_trace_of_the_caller(twilio, caplog) -> None:
    caplog.set_level("DEBUG")
    twilio.post("/voice/status", {"CallStatus": "completed", "CallDuration": "x"})
    assert "+5511987654321" not in caplog.text


def test_the_fallback_needs_no_menus(twilio) -> None:
    root = twiml(twilio.post("/voice/fallback", {"ErrorCode": "11200"}))
    assert {each.tag for each in root[:-1]} == {"Say"}
    assert root[-1].tag == "Hangup"


def test_a_place_that_was_renamed_leads_to_an_apology_and_the_start(twilio, flow: Flow) -> None:
    root = twiml(twilio.post("/voice/en-US/renamed", {"Digits": "1"}))
    assert said(root).startswith(flow.everywhere.sorry["en-US"].text)
    assert path_of(root[0].attrib["action"]) == "/voice/en-US/main"


def test_a_fault_of_ours_is_logged_with_its_cause_and_the_caller_hears_an_apology(
    failing, flow: Flow, caplog
) -> None:
    root = twiml(failing(1).post("/voice/pt-BR/main", {"Digits": "1"}))
    assert said(root).startswith(flow.everywhere.sorry["pt-BR"].text)
    assert path_of(root[0].attrib["action"]) == "/voice/pt-BR/main"
    assert "the disk is full" in caplog.text


def test_when_even_the_apology_fails_the_fallback_speaks(failing, caplog) -> None:
    root = twiml(failing(2).post("/voice/pt-BR/main?silences=1", {"Digits": "5"}))
    assert root[-1].tag == "Hangup"
    assert caplog.text.count("the disk is full") >= 2


def test_under_a_path_of_a_proxy_the_next_address_keeps_the_path(telephone: Path) -> None:
    base = "https://example.org/ivr"
    environ = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": base, "MENUS": str(telephone)}
    app = create_app(Settings.from_environ(environ))
    signature = RequestValidator("t").compute_signature(base + "/voice", {})
    response = app.test_client().post("/voice", headers={"X-Twilio-Signature": signature})
    assert path_of(twiml(response)[0].attrib["action"]) == "/ivr/voice/pt-BR/main"


states = st.builds(
    State,
    language=st.sampled_from(["pt-BR", "en-US"]),
    place=st.text(string.ascii_lowercase + "-", min_size=1),
    behind=st.none()
    | st.lists(st.text(string.ascii_lowercase + "-", min_size=1), max_size=12).map(tuple),
    slow=st.integers(0, 2),
    silences=st.integers(0, 99),
    mistakes=st.integers(0, 99),
)


@given(states)
def test_a_state_comes_back_unchanged_from_its_address(state: State) -> None:

    written = address.write(state)
    parts = urlsplit(written)
    _, _, language, place = map(unquote, parts.path.split("/"))
    assert written.isascii()
    assert (
        address.read(language, place, dict(parse_qsl(parts.query, keep_blank_values=True))) == state
    )


paths = st.one_of(
    st.just("/voice"),
    st.builds(
        "/voice/{}/{}".format,
        st.sampled_from(["pt-BR", "en-US", "tr-TR"])
        | st.text(string.printable, max_size=8).map(
            lambda text: "".join(f"%{byte:02x}" for byte in text.encode())
        ),
        st.sampled_from(["main", "bill", "complain", "second-invoice", "procon", "status"])
        | st.text(string.ascii_letters + "-._~%", max_size=12),
    ),
    st.sampled_from(["/voice/status", "/voice/fallback", "/voice/", "/voice//x", "/voice/a/b/c"]),
)
queries = st.dictionaries(
    st.sampled_from(["behind", "slow", "silences", "mistakes", "language", "x", "é"]),
    st.text(max_size=12) | st.integers().map(str),
    max_size=4,
)
forms = st.dictionaries(
    st.sampled_from(["Digits", "CallSid", "msg", "SpeechResult", "CallStatus", "é"]),
    st.text(max_size=12) | st.sampled_from([*"0123456789*#", "12", ""]),
    max_size=4,
)


@given(
    method=st.sampled_from(["POST", "GET", "POST", "PUT", "HEAD", "DELETE"]),
    path=paths,
    query=queries,
    form=forms,
    signed=st.integers(0, 9).map(bool),
)
def test_random_requests_are_answered_with_twiml_or_refused(
    app: Flask, method: str, path: str, query: dict[str, str], form: dict[str, str], signed: bool
) -> None:

    encoded = urlencode(query, errors="replace")
    target = f"{path}?{encoded}" if encoded else path
    form = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    body = form if method == "POST" else {}
    signature = RequestValidator("12345").compute_signature(
        "https://line.example.org" + target, body
    )
    headers = {"X-Twilio-Signature": signature if signed else "wrong"}
    response = app.test_client().open(target, method=method, data=body or None, headers=headers)
    if response.status_code == 200 and method != "HEAD":
        assert signed
        twiml(response)
    else:
        assert response.status_code in ({200, 204, 403, 404, 405} if signed else {403, 404, 405})
