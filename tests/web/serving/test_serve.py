"""`ivr serve` as a whole: how it starts, what it survives, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

Serving = Callable[..., AbstractContextManager[Any]]
Refused = Callable[..., subprocess.CompletedProcess[str]]
Until = Callable[..., None]
Lives = Callable[[int], bool]

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
TURN = b"POST /voice HTTP/1.1\r\nHost: localhost\r\n" + FORM


def test_the_greeting_comes_once_and_when_it_does_the_line_answers_there(serving: Serving) -> None:
    with serving(IVR_WORKERS="2") as line:
        assert line.answers()
        assert len(line.family("serving.worker")) == 2
        assert line.end() == 0
        assert "The line answers" not in line.process.stdout.read()


def test_whoever_starts_the_line_is_told_who_will_hardly_be_understood_and_what_to_do(
    serving: Serving,
) -> None:
    with serving(IVR_SPEECH="play", IVR_RENDER="1") as line:
        told = [line.process.stdout.readline() for _ in range(2)][-1]
        assert "pt-BR is spoken by eSpeak, which callers hardly understand: " in told
        assert line.end() == 0


def test_why_nothing_is_rendered_is_told_to_every_worker(serving: Serving, until: Until) -> None:
    with serving(
        IVR_SPEECH="play", IVR_RENDER="1", IVR_AUDIO="menus.yaml", IVR_WORKERS="2"
    ) as line:
        health = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        until(lambda: b"speech is not rendered: `ivr speak` ended with 2: " in line.ask(health))
        assert str(line.folder).encode() not in line.ask(health)
        before = line.family("serving.worker")
        os.kill(before[0], signal.SIGKILL)
        until(lambda: len(set(line.family("serving.worker")) - set(before)) == 1)
        for _ in range(20):
            until(lambda: b"speech is not rendered" in line.ask(health))


def test_without_a_number_of_workers_there_is_one_for_each_processor(serving: Serving) -> None:
    with serving(IVR_WORKERS="") as line:
        assert len(line.family("serving.worker")) == os.cpu_count()


def test_a_port_that_is_taken_is_one_sentence_and_nothing_has_been_started(
    refused: Refused, menus: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = refused(PORT=str(port))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"port {port} of 127.0.0.1 is taken by another program: "
        f"stop that one, or choose another port, such as PORT={port + 1}\n"
    )
    assert [path.name for path in menus.parent.iterdir()] == ["menus.yaml"]


def test_two_lines_never_share_a_port(serving: Serving, refused: Refused) -> None:
    with serving() as line:
        assert refused(PORT=str(line.port)).returncode == 2
        assert line.answers()


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.name.invalid"])
def test_an_address_that_is_not_this_machines_is_one_sentence(refused: Refused, host: str) -> None:
    signed = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": "https://line.example.org"}
    done = refused(IVR_HOST=host, PORT="0", **(signed | {"IVR_LOCAL": ""}))
    assert done.returncode == 2
    assert done.stderr.startswith(f"IVR_HOST={host} is no address")
    assert done.stderr.count("\n") == 1


def test_menus_with_a_problem_are_reported_once_whatever_the_number_of_workers(
    refused: Refused, menus: Path
) -> None:
    menus.write_text(menus.read_text("utf-8").replace("- to: sales", "- to: sale"), "utf-8")
    done = refused(IVR_WORKERS="4", PORT="0")
    assert done.returncode == 1
    assert done.stderr.count('leads to "sale"') == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("workers", ["0", "65", "many"])
def test_a_number_of_workers_that_makes_no_sense_is_refused(refused: Refused, workers: str) -> None:
    done = refused(IVR_WORKERS=workers)
    assert done.returncode == 2
    assert done.stderr.startswith(f"IVR_WORKERS={workers}: write a")


@pytest.mark.parametrize(
    "start", [0, *(pytest.param(each, marks=pytest.mark.long) for each in range(1, 5))]
)
def test_callers_who_call_at_once_right_after_the_start_are_answered(
    serving: Serving, start: int
) -> None:
    """With sounds to look up, none of which is there: the engines' versions are asked for."""
    with (
        serving(IVR_SPEECH="play", IVR_RENDER="0", IVR_WORKERS="2") as line,
        ThreadPoolExecutor(8) as callers,
    ):
        first = line.family("serving.worker")
        assert all(callers.map(lambda _: line.answers(), range(16)))
        assert line.family("serving.worker") == first, f"a worker died at start {start}"


def test_a_worker_that_dies_is_started_again_and_the_line_answers_meanwhile(
    serving: Serving, until: Until
) -> None:
    with serving(IVR_WORKERS="2") as line:
        first = line.family("serving.worker")
        os.kill(first[0], signal.SIGKILL)
        until(lambda: "was ended by SIGKILL; another is started" in line.log)
        until(lambda: len(line.family("serving.worker")) == 2)
        assert line.answers()
        assert line.family("serving.worker") != first


@pytest.mark.parametrize("ends", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_survives_the_line_however_it_ends(
    serving: Serving, until: Until, lives: Lives, ends: signal.Signals
) -> None:
    with serving(IVR_SPEECH="play") as line:
        until(lambda: bool(line.family("ivr speak")) and len(line.family("spawn_main")) > 0)
        family = line.family()
        line.tell(ends)
        line.process.wait(timeout=60)
        until(lambda: not any(map(lives, family)))


def test_one_renderer_serves_all_workers_and_is_woken_when_a_prompt_has_no_sound(
    serving: Serving, until: Until, one_language: str
) -> None:
    def rendered(times: int) -> bool:
        return line.log.count("speech rendered in the background") == times

    with serving(menus=one_language, IVR_SPEECH="play", IVR_WORKERS="2") as line:
        assert len(line.family("ivr speak")) <= 1
        until(lambda: rendered(1))
        spoken = next((line.folder / "audio" / "spoken" / "en-US").glob("*.normal.*.phone.wav"))
        for sound in spoken.parent.glob("*.normal.*.phone.wav"):
            sound.unlink()
        until(lambda: b"<Say" in line.ask(TURN + b"Content-Length: 0\r\n\r\n"))
        until(spoken.exists)
        until(lambda: rendered(2))


def test_a_request_in_the_making_is_answered_after_the_line_was_told_to_end(
    serving: Serving,
) -> None:
    """Its body comes after the signal: whoever began to ask is waited for."""
    with serving() as line:
        asking = line.send(TURN + b"Content-Length: 8\r\n\r\nDig")
        kept = line.send(TURN + b"Content-Length: 0\r\n\r\n")
        assert answer(kept).startswith(b"HTTP/1.1 200 ")
        line.tell(signal.SIGTERM)
        time.sleep(0.1)  # the signal must come first; if it comes later this passes all the same
        asking.sendall(b"its=1")
        kept.sendall(TURN + b"Content-Length: 0\r\n\r\n")
        for connection in (asking, kept):
            with connection:
                told = answer(connection)
                assert told.startswith(b"HTTP/1.1 200 ")
                assert b"connection: close" in told
        assert line.process.wait(timeout=60) == 0


def lost_answers(line: Any, callers: int = 12) -> int:
    """End a line that many call, half of them on a connection of its own each time.

    Whoever is not let in any more has lost nothing: the telephone network then calls elsewhere.
    """
    ending, answered = Event(), Event()

    def calls(number: int) -> int:
        while not (ending.is_set() and line.process.poll() is not None):
            try:
                connection = socket.create_connection(("127.0.0.1", line.port), timeout=3)
            except OSError:
                return 0
            with connection:
                for _ in range(20 if number % 2 else 1):
                    connection.settimeout(60)
                    told = whole(connection)
                    if not told.startswith(b"HTTP/1.1 200 "):
                        return 1
                    answered.set()
                    if b"connection: close" in told:
                        break
        return 0

    with ThreadPoolExecutor(callers) as pool:
        lost = [pool.submit(calls, number) for number in range(callers)]
        assert answered.wait(60)
        time.sleep(0.5)  # under load, not only begun
        line.tell(signal.SIGTERM)
        ending.set()
        return sum(each.result() for each in lost)


def whole(connection: socket.socket) -> bytes:
    """Ask once, and return the answer if it is there to its last byte, else nothing."""
    try:
        connection.sendall(TURN + b"Content-Length: 8\r\n\r\nDigits=1")
        return answer(connection)
    except OSError:
        return b""


def answer(connection: socket.socket) -> bytes:
    """Return an answer to its last byte, in however many pieces it comes, else nothing."""
    told = b""
    while not told.endswith(b"</Response>"):
        if not (more := connection.recv(65536)):
            return b""
        told += more
    return told


def test_no_answer_is_lost_when_a_busy_line_is_told_to_end(serving: Serving) -> None:
    with serving(IVR_WORKERS="2") as line:
        assert lost_answers(line) == 0
        assert line.process.wait(timeout=60) == 0


def test_no_answer_is_lost_when_the_line_is_the_first_process_of_a_container(
    serving: Serving,
) -> None:
    """The system ignores signals for process 1 unless it says what to do with them."""
    alone = ("unshare", "--pid", "--fork")
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("no namespace of processes can be had here")
    with serving(before=alone) as line:
        assert lost_answers(line) == 0
        assert line.process.wait(timeout=60) == 0
