"""A whole hostile session against real servers leaves nothing bad in their log."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from twilio.request_validator import RequestValidator

ROOT = Path(__file__).parents[1]
TOKEN = "12345"
NUMBER = "5511987654321"
CALLER = {"From": f"+{NUMBER}", "CallerName": "MARIA DA SILVA", "CallSid": "CA" + "0" * 32}
FORGED = "\n2026-11-26 12:00:00,000 ERROR forged\r\n\x1b[2J\u202e\x9b1m"
FORM = "application/x-www-form-urlencoded"
SERVERS = {
    "ivr serve": ["-m", "ivr", "serve", "--port", "{port}"],
    "flask run": ["-m", "flask", "--app", "app", "run", "--port", "{port}"],
}


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(params=SERVERS)
def log(
    request: pytest.FixtureRequest, port: int, telephone: Path, tmp_path: Path
) -> Iterator[Path]:
    """The log of a server that answers meanwhile."""
    file = tmp_path / "log"
    environ = os.environ | {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "MENUS": str(telephone),
        "IVR_AUDIO": str(tmp_path / "log" / "no folder"),
        "IVR_RENDER": "0",
        "IVR_WORKERS": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    arguments = [each.format(port=port) for each in SERVERS[request.param]]
    with (
        file.open("wb") as out,
        subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=out, stderr=out
        ) as server,
    ):
        try:
            _wait_until_it_answers(port)
            yield file
        finally:
            _end(server)


def _wait_until_it_answers(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        with suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/health")
            return
        assert time.monotonic() < end, "the server never came up"
        time.sleep(0.05)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        server.kill()


class Stranger:
    """Sends whatever they like, signed or not."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._base = f"http://127.0.0.1:{port}"

    def send(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        signed: dict[str, str] | None = None,
        **headers: str,
    ) -> int:
        """Make one request on a connection of its own, and return the status of its answer."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if signed is not None:
            signature = RequestValidator(TOKEN).compute_signature(self._base + target, signed)
            sent["X-Twilio-Signature"] = signature
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, target, body or None, sent)
            return connection.getresponse().status
        except (HTTPException, ConnectionError):
            return 0  # it was not even HTTP
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are, and return what comes back."""
        answer = b""
        with socket.create_connection(("127.0.0.1", self._port), timeout=60) as line:
            line.sendall(data)
            with suppress(OSError):
                while piece := line.recv(4096):
                    answer += piece
        return answer


def attack(stranger: Stranger) -> None:
    """Be refused and let in, by GET and POST, well formed and not, with the caller's number."""
    query, forged = urlencode(CALLER), quote(FORGED)
    form = CALLER | {"Digits": "1"}
    wrong = {"X_Twilio_Signature": "wrong"}
    assert stranger.send("GET", f"/voice?{query}") == 403
    assert stranger.send("GET", f"/voice?{query}", **wrong) == 403
    assert stranger.send("GET", f"/voice?{query}", signed={}) == 200
    assert stranger.send("GET", f"/voice/pt-BR/main?Digits=1&{query}", signed={}) == 200
    assert stranger.send("GET", f"/Voice/en?{query}", signed={}) == 200
    assert stranger.send("GET", f"/voice/{forged}?{query}", signed={}) == 200
    assert stranger.send("GET", f"/voice?language={forged}&{query}", signed={}) == 200
    assert stranger.send("GET", f"/voice/fallback?ErrorCode={forged}&{query}", signed={}) == 200
    assert stranger.send("GET", f"/voice/status?CallStatus={forged}&{query}", signed={}) == 204
    for path in ("/voice", "/voice/pt-BR/nowhere", "/voice/fallback"):
        posted = form | {"ErrorCode": FORGED}
        body = urlencode(posted).encode()
        assert stranger.send("POST", path, body, signed=posted, Content_Type=FORM) == 200
        assert stranger.send("POST", path, body, Content_Type=FORM, **wrong) == 403
        assert stranger.send("POST", path, body, Content_Type=FORM) == 403
        assert stranger.send("POST", path, body, Content_Type="application/json") == 403
    posted = form | {"CallStatus": FORGED, "CallDuration": FORGED}
    body = urlencode(posted).encode()
    assert stranger.send("POST", "/voice/status", body, signed=posted, Content_Type=FORM) == 204
    large = urlencode(form | {"x": "y" * 20_000}).encode()
    assert stranger.send("POST", "/voice", large, Content_Type=FORM) in {403, 413}
    assert stranger.send("GET", f"/{forged}?{query}") == 404
    assert stranger.send("GET", f"/workbench?{query}") == 404
    assert stranger.send("GET", f"/turns/{forged}/x?{query}") == 404
    assert stranger.send("POST", f"/calls?{query}", b"{", Content_Type="application/json") == 403
    stranger.raw(f"GET /voice?{query} HTTP/9.9 x\r\n\r\n".encode())
    stranger.raw(b"\x16\x03\x01\x1b[2J\r\n\r\n")
    with ThreadPoolExecutor(10) as strangers:  # at once: refusals are kept back a moment
        asked = [strangers.submit(forge, stranger, f"/voice/{forged}?{query}") for _ in range(100)]
    assert {each.result() for each in asked} == {403}


def forge(stranger: Stranger, target: str) -> int:
    return stranger.send("GET", target, X_Twilio_Signature="wrong")


def test_no_log_holds_a_caller_s_number_or_a_line_that_a_stranger_wrote(
    log: Path, port: int
) -> None:
    attack(Stranger(port))
    text = log.read_bytes().decode()
    assert "refused: " in text
    assert NUMBER not in text
    assert "MARIA" not in text
    lines = text.splitlines()
    assert not [line for line in lines if line.startswith("2026-11-26 12:00:00,000 ERROR forged")]
    assert [line for line in lines if not line.isprintable()] == []
    ours = [line for line in lines if "refused: " in line]
    assert len(ours) < 100


@pytest.fixture
def local(port: int, telephone: Path) -> Iterator[int]:
    """The port of a line in local mode."""
    environ = os.environ | {"IVR_LOCAL": "1", "IVR_SPEECH": "say", "MENUS": str(telephone)}
    command = [sys.executable, "-m", "ivr", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_until_it_answers(port)
            yield port
        finally:
            _end(server)


@pytest.mark.parametrize(("protocol", "status"), [("HTTP/1.0", b" 403 "), ("HTTP/1.1", b" 200 ")])
def test_local_mode_is_closed_to_nginx_that_is_told_no_more_than_where_to_pass_on(
    local: int, protocol: str, status: bytes
) -> None:
    lines = (f"POST /voice {protocol}", f"Host: 127.0.0.1:{local}", "Connection: close", "", "")
    answer = Stranger(local).raw("\r\n".join(lines).encode())
    assert status in answer.partition(b"\r\n")[0]
