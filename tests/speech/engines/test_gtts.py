"""Google Translate, with the real gTTS library and real HTTP; only the host it calls is our own.

The library makes its address in `gtts.utils._translate_url`, with a fixed `https://translate.google.`
in front, and gives no option to change it. That one function is replaced, so that the library posts
its real requests to a server of this machine, which answers in the real shape of Google's RPC. One
test leaves it alone and sends the library through a proxy, which is told the true host.
"""

from __future__ import annotations

import base64
import json
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from ivr.cli import main
from ivr.errors import EngineError, EngineUnreachable
from ivr.menu.reader import read
from ivr.speech import make
from ivr.speech.audio.sound import Sound, encode, measure
from ivr.speech.engines.engine import Utterance, engine
from ivr.speech.engines.gtts import GoogleTranslate
from ivr.speech.make import MOST_REFUSALS
from ivr.speech.plan import Plan
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker
from ivr.speech.voice_choice import VoiceChoice

PATH = "/_/TranslateWebserverUi/data/batchexecute"
RPC = "jQ1olc"
TEXT = "Para ouvir de novo, tecle nove."
HELLO = Utterance(TEXT, "pt-BR", "pt")
LONG = Utterance(f"{TEXT} " * 8, "pt-BR", "pt")
"""The library asks for no more than 100 characters at a time."""


@dataclass(frozen=True)
class Answer:
    """What the far end does with one request."""

    body: bytes = b""
    status: int = 200
    cut: int | None = None
    """Close the connection after so many bytes."""
    late: float = 0.0
    endless: float | None = None
    """Then go on for ever, so many seconds between two pieces."""


@dataclass
class Google:
    """A far end that speaks the protocol, gives its answers in turn and the last one for ever."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    at_once: int = 0
    most_at_once: int = 0

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Handler(BaseHTTPRequestHandler):
    google: Google

    def do_POST(self) -> None:  # the standard library calls it so
        assert self.path == PATH
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        [[[name, parameters, nothing, kind]]] = json.loads(form["f.req"][0])
        assert (name, nothing, kind) == (RPC, None, "generic")
        self.google.asked.append(json.loads(parameters))
        self.google.at_once += 1
        self.google.most_at_once = max(self.google.most_at_once, self.google.at_once)
        answer = self.google.next()
        self.google.at_once -= 1
        self.give(answer)

    def do_CONNECT(self) -> None:  # the standard library calls it so
        self.google.hosts.append(self.path)
        self.send_error(403)

    def give(self, answer: Answer) -> None:
        if self.google.left.wait(answer.late):
            return
        self.send_response(answer.status)
        if answer.endless is None:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut])
        if answer.endless is not None:
            self.drip(answer.endless)

    def drip(self, pause: float) -> None:
        piece = b"x" if pause else b"x" * 65_536
        with suppress(OSError):
            while not self.google.left.wait(pause):
                self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Google]:
    google = Google()
    handler = type("Ours", (Handler,), {"google": google})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        google.url = f"http://127.0.0.1:{listening.server_port}"
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield google
        finally:
            google.left.set()
            listening.shutdown()
            thread.join()


@pytest.fixture
def google(server: Google, monkeypatch: pytest.MonkeyPatch) -> Google:
    def address(tld: str = "com", path: str = "") -> str:
        server.hosts.append(f"translate.google.{tld}")
        return f"{server.url}/{path}"

    monkeypatch.setattr("gtts.tts._translate_url", address)
    return server


@pytest.fixture(scope="module")
def mp3(speech: Callable[[str], Sound]) -> bytes:
    return encode(speech("pt-BR"), "MP3", "MPEG_LAYER_III")


def wrapped(audio: bytes | str) -> bytes:
    """Return an answer in the shape of Google's: a guard, then lines each after its length."""
    if isinstance(audio, bytes):
        audio = base64.b64encode(audio).decode()
    inner = json.dumps([audio], separators=(",", ":"))
    frame = ["wrb.fr", RPC, inner, None, None, None, "generic"]
    rest = [["di", 91], ["af.httprm", 90, "-8142", 12]]
    lines = json.dumps([frame, *rest], separators=(",", ":")), '[["e",4,null,null,140]]'
    return (")]}'\n\n" + "".join(f"{len(line)}\n{line}\n" for line in lines)).encode()


def quick(**options: Any) -> GoogleTranslate:
    """Make an engine that does not wait between tries."""
    return GoogleTranslate(**{"attempts": 3, "wait": 0.001, "timeout": 5.0} | options)


def refused(speaker: GoogleTranslate, utterance: Utterance = HELLO) -> str:
    with pytest.raises(EngineUnreachable) as caught:
        speaker.speak(utterance)
    return str(caught.value)


def test_an_answer_becomes_the_sound_that_was_sent(
    google: Google, mp3: bytes, speech: Callable[[str], Sound]
) -> None:
    google.answers = [Answer(wrapped(mp3))]
    sound = quick().speak(HELLO)
    sent = speech("pt-BR")
    assert sound.rate == sent.rate
    assert sound.seconds == pytest.approx(sent.seconds, abs=0.2)
    assert measure(sound).level == pytest.approx(measure(sent).level, abs=1)
    assert google.asked == [[TEXT, "pt", None, "null"]]


def test_the_engine_is_found_by_its_name() -> None:
    speaker = engine("gtts")
    assert isinstance(speaker, GoogleTranslate)


@pytest.mark.parametrize(("rate", "slow"), [(1.0, None), (0.9, None), (0.85, True)])
def test_below_nine_tenths_of_the_usual_rate_the_slow_speed_is_asked_for(
    google: Google, mp3: bytes, rate: float, slow: bool | None
) -> None:
    google.answers = [Answer(wrapped(mp3))]
    quick().speak(Utterance(TEXT, "pt-BR", "pt", rate=rate))
    assert google.asked[0][2] is slow


@pytest.mark.parametrize(("accent", "host"), [("", "com"), ("com.br", "com.br")])
def test_an_accent_is_the_end_of_the_host(
    google: Google, mp3: bytes, accent: str, host: str
) -> None:
    google.answers = [Answer(wrapped(mp3))]
    quick().speak(Utterance(TEXT, "pt-BR", "pt", accent=accent))
    assert set(google.hosts) == {f"translate.google.{host}"}


def test_all_parts_of_a_long_text_are_heard(google: Google, mp3: bytes) -> None:
    google.answers = [Answer(wrapped(mp3))]
    one = quick().speak(HELLO).seconds
    google.asked.clear()
    whole = quick().speak(LONG).seconds
    assert len(google.asked) > 2
    assert whole == pytest.approx(one * len(google.asked), abs=0.01)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(google: Google, mp3: bytes, status: int) -> None:
    google.answers = [Answer(status=status), Answer(status=status), Answer(wrapped(mp3))]
    assert quick().speak(HELLO).seconds > 1
    assert len(google.asked) == 3


def test_half_an_answer_is_tried_again(google: Google, mp3: bytes) -> None:
    whole = wrapped(mp3)
    google.answers = [Answer(whole, cut=len(whole) // 2), Answer(whole)]
    assert quick().speak(HELLO).seconds > 1
    assert len(google.asked) == 2


def test_half_answers_for_ever_are_told(google: Google, mp3: bytes) -> None:
    google.answers = [Answer(wrapped(mp3), cut=2000)]
    assert "translate.google.com cannot be reached" in refused(quick())
    assert len(google.asked) == 3


def test_too_many_requests_for_ever_are_told(google: Google) -> None:
    google.answers = [Answer(status=429)]
    told = refused(quick())
    assert told == (
        "translate.google.com answers 429, too many requests: wait an hour and go on, "
        "or let another engine speak, such as espeak"
    )
    assert len(google.asked) == 3


def test_a_fault_of_google_for_ever_is_told(google: Google) -> None:
    google.answers = [Answer(status=500)]
    assert "a fault of its own (500): try again later" in refused(quick())
    assert len(google.asked) == 3


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_told_at_once(google: Google, status: int) -> None:
    google.answers = [Answer(b"no", status=status)]
    assert f"translate.google.com refuses to speak ({status})" in refused(quick())
    assert len(google.asked) == 1


def test_a_far_end_that_is_silent_is_told(google: Google, mp3: bytes) -> None:
    google.answers = [Answer(wrapped(mp3), late=30)]
    told = refused(quick(attempts=2, timeout=0.1))
    assert "translate.google.com did not answer within 0.1 s" in told
    assert len(google.asked) == 2


def test_a_far_end_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: "http://127.0.0.1:1/")
    assert "translate.google.com cannot be reached" in refused(quick())


def test_tries_end_when_patience_does(google: Google) -> None:
    google.answers = [Answer(status=503)]
    begin = time.monotonic()
    refused(quick(attempts=100, wait=0.2, patience=1.0))
    assert time.monotonic() - begin < 5
    assert 1 < len(google.asked) < 10


UNCHANGEABLE = {
    "an HTML page": (b"<!doctype html><title>Sorry</title>", "a page without speech"),
    "nothing": (b"", "a page without speech"),
    "an answer without audio": (wrapped("x").replace(b'[\\"x\\"]', b"null"), "no speech"),
    "another name of the procedure": (wrapped(b"mp3").replace(b"jQ1olc", b"kR2pmd"), "a page"),
    "base64 that ends too early": (wrapped("AAAAA"), "that cannot be decoded"),
    "letters that are none of base64": (
        wrapped("ééé").replace(b"\\\\u00e9", b"\xc3\xa9"),
        "cannot",
    ),
    "bytes that are no text": (b"jQ1olc\xff\xfe\n", "that cannot be decoded"),
    "something that is no MP3": (wrapped(b"<html>not found</html>" * 20), "that is no sound"),
    "an empty sound": (wrapped(b""), "that is no sound"),
}


@pytest.mark.parametrize(("body", "told"), UNCHANGEABLE.values(), ids=UNCHANGEABLE)
def test_a_changed_protocol_is_told_at_once(google: Google, body: bytes, told: str) -> None:
    google.answers = [Answer(body)]
    sentence = refused(quick())
    assert told in sentence
    assert "update gTTS, or let another engine speak, such as espeak" in sentence
    assert len(google.asked) == 1


def test_a_part_without_speech_is_no_shorter_text(google: Google, mp3: bytes) -> None:
    google.answers = [Answer(wrapped(mp3)), Answer(b"<html>"), Answer(wrapped(mp3))]
    assert "a page without speech" in refused(quick(), LONG)


def test_a_sound_too_short_for_its_text_is_refused(google: Google, mp3: bytes) -> None:
    google.answers = [Answer(wrapped(mp3[:2000]))]
    assert "s of speech, too little for a text" in refused(quick())


@pytest.mark.parametrize("text", ["", " ", "…", "?!", "\n— "])
def test_nothing_to_say_is_an_error_for_a_caller_would_hear_silence(
    google: Google, text: str
) -> None:
    with pytest.raises(EngineError, match="there is nothing to say in") as caught:
        quick().speak(Utterance(text, "pt-BR", "pt"))
    assert not isinstance(caught.value, EngineUnreachable)
    assert google.asked == []


def test_a_voice_there_is_not_is_told_with_those_there_are(google: Google) -> None:
    with pytest.raises(EngineError, match=r"no voice pt-XX; it has .*\bpt-PT, .*\btr\b"):
        quick().speak(Utterance(TEXT, "pt-BR", "pt-XX"))
    assert google.asked == []


@pytest.mark.parametrize("accent", ["com/", "com@example.org", "com br", ".", "com:80"])
def test_an_accent_that_leads_elsewhere_is_refused(google: Google, accent: str) -> None:
    with pytest.raises(EngineError, match="is no accent"):
        quick().speak(Utterance(TEXT, "pt-BR", "pt", accent=accent))
    assert google.asked == []


def test_the_true_host_is_google_and_a_proxy_that_refuses_is_told(
    server: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, server.url)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    told = refused(quick(), Utterance(TEXT, "pt-BR", "pt", accent="com.br"))
    assert "translate.google.com.br cannot be reached" in told
    assert server.hosts == ["translate.google.com.br:443"] * 3


def test_refused_in_the_middle_the_line_is_complete_and_the_report_tells_who_speaks_what(
    google: Google, mp3: bytes, tmp_path: Path, good_menus: str
) -> None:
    menus = tmp_path / "menus.yaml"
    voices = "    voice: Polly.Camila\n    voices: {gtts: {voice: pt}}\n"
    menus.write_text(good_menus.replace("    voice: Polly.Camila\n", voices), encoding="utf-8")
    google.answers = [*[Answer(wrapped(mp3))] * 4, Answer(status=403)]
    words = ["--engine", "gtts", "--language", "pt-BR", "--jobs", "1"]
    where = ["--menus", str(menus), "--audio", str(tmp_path / "audio")]
    done = CliRunner().invoke(main, ["speak", *words, *where])
    assert done.exit_code == 1, done.output
    flow = read(menus)
    prompts = [prompt for prompt in flow.prompts if prompt.language == "pt-BR"]
    shelf, casting = Shelf(tmp_path / "audio"), VoiceChoice(flow, tmp_path / "audio")
    speaking = {
        (prompt.name, slow): next(
            order.engine for order in casting.candidates(prompt, slow=slow) if shelf.has(order)
        )
        for prompt in prompts
        for slow in (False, True)
    }
    embedded = [key for key, engine in speaking.items() if engine == "espeak"]
    assert len(speaking) == 2 * len(prompts)
    assert 0 < len(embedded) < len(speaking)
    assert len(google.asked) < 4 + 2 * MOST_REFUSALS
    assert "refuses to speak (403)" in done.output
    assert "not asked any more" in done.output
    told = " ".join(done.output.split())
    for name, slow in embedded:
        assert f"pt-BR/{name}" + " (slow)" * slow in told


def test_a_guest_asks_for_one_thing_at_a_time_goes_on_another_day_and_then_speaks_the_language(
    google: Google, mp3: bytes, tmp_path: Path, good_menus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "PAUSE", 0.0)
    menus, audio = tmp_path / "menus.yaml", tmp_path / "audio"
    voices = "    voice: Polly.Camila\n    voices: {gtts: {voice: pt}}\n"
    menus.write_text(good_menus.replace("    voice: Polly.Camila\n", voices), encoding="utf-8")
    where = ["--language", "pt-BR", "--menus", str(menus), "--audio", str(audio), "--jobs", "4"]

    def speak(*words: str) -> Result:
        return CliRunner().invoke(main, ["speak", *words, *where], catch_exceptions=False)

    def voice() -> str | None:
        return Stocktaker(read(menus), audio).take().voices["pt-BR", False]

    assert speak("--engine", "auto").exit_code == 0
    assert voice() == "espeak"
    google.answers = [*[Answer(wrapped(mp3))] * 4, Answer(status=403)]
    assert speak("--engine", "gtts", "--polite").exit_code == 1
    assert len(google.asked) == 5
    assert google.most_at_once == 1
    assert voice() == "espeak"
    google.answers = [Answer(wrapped(mp3))]
    assert speak("--engine", "gtts", "--polite").exit_code == 0
    assert voice() == "gtts"
    orders = Plan(Stocktaker(read(menus), audio), "gtts").orders("pt-BR")
    asked = sum(len(each.prompt.text) <= 100 for each in orders)
    assert len(google.asked) >= asked
    assert google.most_at_once == 1
    before = len(google.asked)
    assert speak("--engine", "gtts", "--polite").exit_code == 0
    assert len(google.asked) == before


def test_an_answer_without_an_end_is_left_at_five_megabytes(google: Google) -> None:
    google.answers = [Answer(endless=0)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "Google Translate sends more than 5 MB" in refused(quick())
    assert len(google.asked) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_an_answer_that_drips_for_ever_is_left_after_its_time(google: Google) -> None:
    google.answers = [Answer(endless=0.02)]
    begin = time.monotonic()
    told = refused(quick(attempts=2, timeout=0.5))
    assert "translate.google.com did not answer within 0.5 s" in told
    assert len(google.asked) == 2
    assert time.monotonic() - begin < 10


def test_whatever_the_far_end_does_there_is_a_deadline_for_all_tries(google: Google) -> None:
    google.answers = [Answer(late=30)]
    begin = time.monotonic()
    told = refused(quick(attempts=50, timeout=1.0, patience=0.5))
    assert "did not answer within 1" in told
    assert time.monotonic() - begin < 10
