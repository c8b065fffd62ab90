"""The page for whoever writes menus: the wire, other lines, and calls that are written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx
import pytest
from flask import Flask, Response, redirect
from twiml_phone import Phone
from twiml_phone.testing.transcript import replay

from ivr.web.pages import calls
from ivr.web.pages.workbench import DialBody

HOME = "http://localhost"
TOKEN = "12345"
CONVERSATIONS = Path(__file__).parents[2] / "lines" / "telephone" / "conversations"


@pytest.fixture(scope="module")
def bench_of(
    app_of: Callable[..., Flask], visit: Callable[..., httpx.Client], page_of: Any
) -> Callable[..., Any]:
    """Open the workbench of a line on its owner's machine."""

    def bench_of(**environ: str) -> Any:
        app = app_of(**{"IVR_LOCAL": "1", "PUBLIC_BASE_URL": HOME} | environ)
        return page_of(visit(app, HOME, "127.0.0.1"), "workbench/calls")

    return bench_of


@pytest.fixture(scope="module")
def bench(bench_of: Callable[..., Any]) -> Any:
    return bench_of()


@pytest.fixture
def foreign_url(line: Flask, url: str) -> str:
    """The address of a line that is not ours, which answers once by way of a redirect."""
    line.add_url_rule("/away", view_func=lambda: redirect("/voice", 307), methods=["POST"])
    return url


def test_every_request_is_told_with_its_answer(bench: Any) -> None:
    bench.dial(language="pt-BR")
    moment = bench.press("1", at=2.5)
    [exchange] = moment["exchanges"]
    assert (exchange["at"], exchange["method"], exchange["status"]) == (2.5, "POST", 200)
    assert exchange["url"].partition("?")[0] == f"{HOME}/voice/pt-BR/main"
    assert ["Digits", "1"] in exchange["params"]
    assert len(exchange["signature"]) == 28
    assert exchange["content_type"] == "text/xml; charset=utf-8"
    assert exchange["body"].startswith("<?xml")
    assert 0 <= exchange["seconds"] < 15


def test_a_redirect_and_what_it_leads_to_are_two_requests(
    bench_of: Callable[..., Any], foreign_url: str
) -> None:
    bench = bench_of(IVR_MAY_CALL=foreign_url)
    moment = bench.dial(url=f"{foreign_url}/away")
    assert [exchange["status"] for exchange in moment["exchanges"]] == [307, 200]


def test_the_map_comes_first_and_again_in_another_language(bench: Any) -> None:
    first = bench.dial(language="pt-BR")
    assert (first["map"]["start"], first["map"]["language"]) == ("main", "pt-BR")
    assert "map" not in bench.press("1")
    bench.press("0")
    assert bench.press("6")["map"]["language"] == "en-US"


def test_the_caller_and_the_number_may_be_chosen(bench: Any) -> None:
    moment = bench.dial(caller="+5511900000000", number="10621")
    params = dict(moment["exchanges"][0]["params"])
    assert (params["From"], params["To"]) == ("+5511900000000", "10621")


def test_another_line_is_called_if_its_owner_allows_it(
    bench_of: Callable[..., Any], foreign_url: str
) -> None:
    bench = bench_of(IVR_MAY_CALL=foreign_url)
    moment = bench.dial(url=f"{foreign_url}/voice")
    assert moment["drawing"] is None
    assert "map" not in moment
    assert moment["ahead"][0]["text"] == "Press 1."
    assert moment["exchanges"][0]["signature"]
    moment = bench.press("1", at=1)
    assert moment["ahead"][0]["language"] == "tr-TR"
    assert bench.do({"do": "wait"})["ended"]["by"] == "document"


def test_a_line_nobody_allowed_is_not_called(bench: Any, foreign_url: str) -> None:
    answer = bench.post("workbench/calls", {"url": f"{foreign_url}/voice"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert "IVR_MAY_CALL" in answer.json()["error"]


@pytest.mark.parametrize("url", ["http://[", "ftp://example.org", "\x00", "x" * 2000, "//a"])
def test_what_is_no_address_is_not_called(bench: Any, url: str) -> None:
    answer = bench.post("workbench/calls", {"url": url})
    assert answer.json()["code"] == "not-allowed"


def test_leave_to_call_a_line_may_be_taken_back(
    bench_of: Callable[..., Any], foreign_url: str
) -> None:
    before, after = bench_of(IVR_MAY_CALL=foreign_url), bench_of()
    before.dial(url=f"{foreign_url}/voice")
    answer = after.post("workbench/calls/acts", {"call": before.held, "acts": []})
    assert answer.json()["code"] == "not-allowed"


def test_the_lines_that_may_be_called_are_told(bench_of: Callable[..., Any]) -> None:
    may_call = "https://b.example, https://a.example:8443"
    client = bench_of(IVR_MAY_CALL=may_call)._client
    page = client.get("workbench/lines")
    assert page.json() == {
        "lines": [
            {"url": "", "name": "this line"},
            {"url": "https://a.example:8443/voice"},
            {"url": "https://b.example/voice"},
        ],
        "may_call": ["https://a.example:8443", "https://b.example"],
    }
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert "media-src 'self' https://a.example:8443 https://b.example" in policy


DRAWINGS = {
    "no JSON": ("text/html", b"{}", None),
    "not a drawing": ("application/json", b'{"title": "x"}', None),
    "an address that runs": (
        "application/json",
        b'{"place": "a", "language": "en-US", "prompts":'
        b' [{"text": "x", "language": "en-US", "web": "javascript:alert(1)"}]}',
        None,
    ),
    "too much": ("application/json", b'{"title": "' + b"x" * 300_000 + b'"}', None),
    "a drawing": (
        "application/json",
        b'{"place": "a", "language": "en-US", "more": 1, "prompts":'
        b' [{"text": "x", "language": "en-US", "web": "/x.mp3"}]}',
        "a",
    ),
}


@pytest.mark.parametrize(("kind", "body", "place"), DRAWINGS.values(), ids=DRAWINGS)
def test_only_a_drawing_is_drawn(
    bench_of: Callable[..., Any], line: Flask, url: str, kind: str, body: bytes, place: str | None
) -> None:
    line.add_url_rule("/drawing", view_func=lambda: Response(body, content_type=kind))
    line.after_request(lambda answer: _linked(answer, '</drawing>; rel="describedby"'))
    moment = bench_of(IVR_MAY_CALL=url).dial(url=f"{url}/voice")
    if place is None:
        assert moment["drawing"] is None
    else:
        assert moment["drawing"]["place"] == place
        assert moment["drawing"]["prompts"][0]["web"] == f"{url}/x.mp3"
        assert "more" not in moment["drawing"]


def test_the_world_may_act(bench_of: Callable[..., Any], line: Flask, url: str) -> None:
    dial = "<Response><Dial><Number>+551130000000</Number></Dial></Response>"
    line.add_url_rule("/dial", view_func=lambda: dial, methods=["POST"])
    bench = bench_of(IVR_MAY_CALL=url)
    bench.dial(url=f"{url}/dial")
    moment = bench.do({"at": 2, "do": "happen", "what": "callee_answers"})
    assert "leg" in [event["event"] for event in moment["events"]]
    answer = bench.post(
        "workbench/calls/acts",
        {"call": bench.held, "acts": [{"do": "happen", "what": "earthquake"}]},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


def test_a_call_is_written_down_and_replays(bench: Any, our_line: Flask) -> None:
    bench.events.clear()
    bench.dial(language="pt-BR")
    bench.press("1", at=2.25)
    bench.press("1")
    bench.do({"at": "heard", "do": "hang_up"})
    told = {"path": "/voice?language=pt-BR", "events": bench.events, "comments": "# The copy.\n"}
    text = bench.post("workbench/transcript", told).json()["text"]
    assert text.startswith("# The copy.\ndials /voice?language=pt-BR\n")
    with Phone(our_line, home="https://line.example.org", auth_token=TOKEN) as phone:
        assert replay(text, phone) == text


def test_a_long_call_can_be_written_down(bench: Any) -> None:
    heard = {"event": "heard", "kind": "say", "start": 0, "end": 1, "text": "x" * 1000}
    answer = bench.post("workbench/transcript", {"events": [heard] * 200})
    assert answer.json()["text"].count("\n") == 201


def test_a_script_is_read_into_acts(bench: Any) -> None:
    text = "# Why.\ndials\nhears [en-US] Hello\npresses 12 after 2.5 s\nstays silent\nhangs up\n"
    assert bench.post("workbench/script", {"text": text}).json() == {
        "path": "",
        "acts": [
            {"do": "press", "keys": "12", "after": 2.5},
            {"do": "wait"},
            {"do": "hang_up", "after": None},
        ],
        "short": "12@2.5~s~h",
        "heard": text.partition("\n")[2],
    }


def test_a_script_without_the_lines_words_compares_with_nothing(bench: Any) -> None:
    script = bench.post("workbench/script", {"text": "# Why.\ndials\npresses 1\n"}).json()
    assert script["heard"] == ""


def test_a_shared_call_is_written_down_for_whoever_opens_its_link(bench: Any) -> None:
    link = {"call": "12@2.5~s~h", "language": "en-US"}
    text = bench.post("workbench/shared", link).json()["text"]
    assert text == ("dials ?language=en-US\npresses 12 after 2.5 s\nstays silent\nhangs up\n")
    assert bench.post("workbench/script", {"text": text}).json()["short"] == link["call"]


def test_a_link_that_makes_no_sense_is_refused(bench: Any) -> None:
    answer = bench.post("workbench/shared", {"call": "12~sing"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


@pytest.mark.parametrize(
    ("asked", "dialled"),
    [
        ({}, {"url": "", "language": "", "path": ""}),
        ({"language": "en-US"}, {"url": "", "language": "en-US", "path": "?language=en-US"}),
        (
            {"language": "en-US", "path": "/voice?language=tr-TR"},
            {"url": "", "language": "tr-TR", "path": "/voice?language=tr-TR"},
        ),
        (
            {"url": "http://a/voice", "path": "?x=1"},
            {"url": "http://a/voice?x=1", "language": "", "path": "?x=1"},
        ),
    ],
)
def test_what_is_dialled_is_told_as_a_transcript_has_it(
    asked: dict[str, str], dialled: dict[str, str]
) -> None:
    assert DialBody(**asked).dialled() == dialled


def test_a_path_that_cannot_be_dialled_is_refused(bench: Any) -> None:
    answer = bench.post("workbench/calls", {"url": "http://a/", "path": "http://["})
    assert answer.json()["code"] == "bad-request"


def test_a_script_that_makes_no_sense_is_told_by_its_line(bench: Any) -> None:
    answer = bench.post("workbench/script", {"text": "dials\nsings\n"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    assert answer.json()["error"].startswith("line 2: 'sings' is not said in a transcript")


def test_every_conversation_can_be_read(bench: Any) -> None:
    for file in CONVERSATIONS.rglob("*.txt"):
        text = file.read_text(encoding="utf-8")
        answer = bench.post("workbench/script", {"text": text})
        assert answer.status_code == 200, file


def test_a_call_too_long_to_be_held_is_hung_up(
    bench_of: Callable[..., Any], line: Flask, url: str
) -> None:
    @line.after_request
    def remember(answer: Response) -> Response:
        for number in range(20):
            answer.set_cookie(f"cookie-{number}", token_hex(1900))
        return answer

    moment = bench_of(IVR_MAY_CALL=url).dial(url=f"{url}/voice")
    assert moment["call"] is None
    assert moment["ended"]["by"] == "caller"
    assert moment["events"][-1]["message"] == calls.TOO_LONG


def test_broken_menus_are_told_and_mended_ones_too(
    bench_of: Callable[..., Any],
    tmp_path: Path,
    good_menus: str,
    until: Callable[..., None],
) -> None:
    file = tmp_path / "menus.yaml"
    file.write_text(good_menus, encoding="utf-8")
    bench = bench_of(MENUS=str(file))

    def told() -> Any:
        return bench._client.get("workbench/menus").json()

    first = told()
    assert first["problems"] == []
    file.write_text(good_menus.replace("- to: sales", "- to: sale"), encoding="utf-8")
    until(lambda: told()["problems"])
    broken = told()
    assert broken["problems"][0].startswith("menus.yaml:53:13: choice 1 leads to")
    assert broken["stamp"] == first["stamp"]
    file.write_text(good_menus.replace("Olá.", "Bom dia."), encoding="utf-8")
    until(lambda: told()["stamp"] != first["stamp"])
    assert told()["problems"] == []
    assert bench.dial()["ahead"][0]["text"] == "Bom dia."


def _linked(answer: Response, link: str) -> Response:
    answer.headers["Link"] = link
    return answer
