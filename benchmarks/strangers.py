"""Does anything that strangers send make the line fall, fill up, or write what it must not?"""

from __future__ import annotations

import logging
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from benchmarks.random_requests import BASE, CALLER, FORGED, TOKEN, Dice
from ivr.settings import Settings
from ivr.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from wsgiref.types import WSGIApplication

    from benchmarks.random_requests import Request

MENUS = Path(__file__).parents[1] / "tests" / "lines" / "telephone" / "menus.yaml"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What a log may not hold: it would begin a line of its own, or command a terminal."""
MOST_SHOWN = 5
REFUSES = {501, 503}
"""What is no fault from 500 on: a coding that no server knows, and a line that says it is busy."""
AT_ONCE = 8
PATIENCE = 30.0
"""Seconds a stranger waits for an answer."""


@dataclass
class Findings:
    """What came of many requests; each kind of fault keeps its first few."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, fault: str, what: object) -> None:
        """Note a fault, and what showed it."""
        shown = self.faults.setdefault(fault, [])
        if len(shown) < MOST_SHOWN:
            shown.append(str(what)[:400])

    def judge(self, status: int, request: Request) -> None:
        """Note an answer."""
        self.statuses[status] += 1
        if status >= 500 and status not in REFUSES:
            self.add(f"status {status}", request)

    def read(self, line: str, why: object = "") -> None:
        """Look in a line of a log for what does not belong there."""
        if CONTROL.search(line) or line.startswith(FORGED):
            self.add("a log line was forged", f"{line!r}: {why}")
        if CALLER.strip("+") in line:
            self.add("the log holds the caller's number", f"{line!r}: {why}")


class Log(logging.Handler):
    """Reads every line of the log as whoever keeps it would."""

    def __init__(self, findings: Findings) -> None:
        super().__init__()
        self._findings = findings
        self.now: object = None

    def emit(self, record: logging.LogRecord) -> None:
        """Read a line; a traceback is lines of its own."""
        self._findings.read(record.getMessage(), self.now)
        if record.exc_info:
            for each in logging.Formatter().formatException(record.exc_info).splitlines():
                self._findings.read(each, self.now)


def settings(folder: str) -> dict[str, str]:
    """Return settings by which strangers may reach everything, and nothing is rendered."""
    return {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": BASE,
        "IVR_OWNER_PASSWORD": "twelve letters",
        "IVR_AUDIO": folder,
        "IVR_RENDER": "0",
        "MENUS": str(MENUS),
    }


def ask(app: WSGIApplication, requests: Iterable[Request]) -> Findings:
    """Send requests to an app in this process, and watch its answers and its log."""
    findings = Findings()
    log = Log(findings)
    root = logging.getLogger()
    before = root.level
    root.addHandler(log)
    root.setLevel(logging.INFO)
    try:
        for request in requests:
            log.now = request
            status = _status(app, request, findings)
            findings.judge(status, request)
    finally:
        root.removeHandler(log)
        root.setLevel(before)
    return findings


def _status(app: WSGIApplication, request: Request, findings: Findings) -> int:
    """Return the status of the whole answer; what falls out of the app is a fault."""
    statuses: list[str] = []

    def start_response(status: str, _headers: Any, _error: Any = None) -> Any:
        statuses.append(status)

    try:
        body = app(request.environ(), start_response)
        for _ in body:
            pass
        getattr(body, "close", lambda: None)()
    except Exception as error:
        findings.add(f"{type(error).__name__} fell out of the app", f"{error}: {request}")
        return 500
    return int(statuses[-1].split()[0])


def over_sockets(requests: Sequence[Request]) -> Findings:
    """Send requests to a line in a process of its own, over the network, and read its log."""
    findings = Findings()
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("w+b") as log:
        command = [sys.executable, "-m", "ivr", "serve", "--port", "0"]
        environ = os.environ | settings(folder) | {"PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(command, env=environ, stdout=log, stderr=log) as line:  # noqa: S603
            try:
                port = _port(Path(log.name), line)
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    statuses = pool.map(lambda each: _sent(port, each), requests)
                    for request, status in zip(requests, statuses, strict=True):
                        findings.judge(status, request)
            finally:
                line.terminate()
        log.seek(0)
        for each in log.read().decode("utf-8", "replace").split("\n"):
            findings.read(each)
    return findings


def _port(log: Path, line: subprocess.Popen[bytes]) -> int:
    """Wait until the line says where it answers."""
    while True:
        if found := re.search(r"port (\d+)", log.read_text(encoding="utf-8")):
            return int(found[1])
        if line.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        time.sleep(0.05)


def _sent(port: int, request: Request) -> int:
    """Return the status of the answer, or 0 where the line hung up without one."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        try:
            connection.sendall(request.sent())
            if request.promises_more:  # else the line would wait for it, as long as it waits at all
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            while more := connection.recv(65536):
                answer = answer or more
        except ConnectionError:
            return 0
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.") else 0


def table(count: int, seed: int) -> Table:
    """Ask so many times in this process, and a tenth as often over the network."""
    dice = Dice(seed)
    with TemporaryDirectory() as folder:
        app = create_app(Settings.from_environ(settings(folder)))
        began = time.perf_counter()
        found = ask(app, dice.requests(count // 10))
        memory = _memory()
        rest = ask(app, dice.requests(count - count // 10))
        speed, grown = count / (time.perf_counter() - began), (_memory() - memory) / 1e6
    sent = over_sockets([dice.request(lies=True) for _ in range(count // 10)])
    shown = Table("", "in this process", "over the network", title=f"{count:,} requests, {seed=}")
    shown.add_row("requests a second", f"{speed:,.0f}")
    shown.add_row("memory grew after a tenth by", f"{grown:,.1f} MB")
    here = found.statuses + rest.statuses
    for status in sorted(here | sent.statuses):
        shown.add_row(f"status {status}", f"{here[status]:,}", f"{sent.statuses[status]:,}")
    for column, each in enumerate((found, rest, sent)):
        for fault, examples in each.faults.items():
            cell = escape("\n".join(examples))
            shown.add_row(f"[red]{fault}", *(["", cell] if column == 2 else [cell]))
    return shown


def _memory() -> int:
    """Return the bytes of memory this process holds."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGESIZE")
