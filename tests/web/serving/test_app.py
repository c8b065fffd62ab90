"""`app.py` under each way to serve it: by itself, by Flask's own command, by gunicorn."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

ROOT = Path(__file__).parents[3]
Serving = Callable[..., AbstractContextManager[Any]]
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("IVR_", "TWILIO", "MENUS", "PORT", "FLASK"))
}
BASE = "https://line.example.org/phone"
LINE = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": BASE, "IVR_SPEECH": "say"}


@contextmanager
def served(*program: str) -> Iterator[str]:
    """Run a server of others until the block ends, and yield its address."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *program],
        cwd=ROOT,
        env=BARE | LINE | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr
            found = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in process.stderr)
            yield next(each[0] for each in found if each)
        finally:
            process.terminate()
            process.communicate(timeout=60)


def turn(url: str, token: str = LINE["TWILIO_AUTH_TOKEN"]) -> int:
    """Ask for a turn as Twilio does, by an address that nobody would write; return the status."""
    target = "/voice/pt-BR/main?behind=a%2Fb.S%C3%A3o&x=%20+%2b'&y=~"
    form = {"Digits": "1", "CallerCity": "SÃO PAULO"}
    signature = RequestValidator(token).compute_signature(BASE + target, form)
    connection = HTTPConnection(url.removeprefix("http://"), timeout=60)
    headers = {
        "X-Twilio-Signature": signature,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", target, urlencode(form), headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize(
    "program",
    [
        ("flask", "--app", "app", "run", "--port", "0"),
        ("gunicorn", "app:app", "--bind", "127.0.0.1:0", "--threads", "2"),
    ],
    ids=lambda program: program[0],
)
def test_other_servers_serve_the_line(program: tuple[str, ...]) -> None:
    with served(*program) as url:
        assert turn(url) == 200
        assert turn(url, token="another") == 403


def test_signatures_cover_the_bytes_that_were_sent_under_ivr_serve_too(serving: Serving) -> None:
    with serving(**LINE, IVR_LOCAL="1") as line:
        assert turn(f"http://127.0.0.1:{line.port}") == 200
        assert turn(f"http://127.0.0.1:{line.port}", token="another") == 403


def test_app_py_as_a_program_is_ivr_serve(serving: Serving) -> None:
    with serving(str(ROOT / "app.py")) as line:
        assert line.answers()
        assert len(line.family("serving.worker")) == 1
        assert line.end() == 0


@pytest.mark.parametrize("program", [["app.py"], ["-m", "flask", "--app", "app", "run"]])
def test_a_wrong_setting_is_one_sentence_and_no_traceback(program: list[str]) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *program],
        cwd=ROOT,
        env=BARE | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("TWILIO_AUTH_TOKEN is not set")
    assert done.stderr.count("\n") == 1


def test_the_folders_of_sounds_are_kept_and_explained() -> None:
    assert "recorded/<language>/" in (ROOT / "audio" / "README.md").read_text("utf-8")
    for language in ("pt-BR", "en-US", "tr-TR"):
        assert (ROOT / "audio" / "recorded" / language / ".gitkeep").exists()
