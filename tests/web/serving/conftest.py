"""A served line as its owner starts it: a supervisor, workers, a port of this machine."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("IVR_", "TWILIO", "MENUS", "PORT"))
}
FORM = b"Digits=1"
TURN = (
    b"POST /voice HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 8\r\n\r\n" + FORM
)
"""What a caller's telephone network sends, in local mode."""


@dataclass
class Line:
    """A line that is served, by a process and its children."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def send(self, message: bytes) -> socket.socket:
        connection = self.connect()
        connection.sendall(message)
        return connection

    def ask(self, message: bytes = TURN) -> bytes:
        """Return the head of the answer, and what came with it."""
        with self.send(message) as connection:
            return connection.recv(65536)

    def answers(self) -> bool:
        return self.ask().startswith(b"HTTP/1.1 200 ")

    def family(self, of: str = "") -> list[int]:
        """Return the processes the line has started, whose command holds a word."""
        return [pid for pid in descendants(self.process.pid) if of in command(pid) and lives(pid)]

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the supervisor, which may be the child of what was started."""
        supervisor = [self.process.pid, *self.family("-m ivr serve")][-1]
        os.kill(supervisor, number)

    def end(self) -> int:
        self.tell(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    found = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children(thread):
            found += [child, *descendants(child)]
    return found


def children(thread: Path) -> list[int]:
    """The processes that a thread has started; none where it has ended since it was listed."""
    try:
        return [int(pid) for pid in thread.read_text().split()]
    except OSError:
        return []


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def lives(pid: int) -> bool:
    """Tell whether a process is there, and no mere entry of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(name="lives")
def _lives() -> Callable[[int], bool]:
    return lives


@pytest.fixture
def refused(menus: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Start a line that cannot be started, and return what came of it."""

    def refused(**environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ivr", "serve"],
            cwd=menus.parent,
            env=BARE | {"PYTHONPATH": str(ROOT), "IVR_LOCAL": "1"} | environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return refused


@pytest.fixture(scope="session")
def serving(good_menus: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    """Serve the small line, or another, from one worker; the arguments: a program, settings."""

    @contextmanager
    def serving(
        *program: str, before: tuple[str, ...] = (), menus: str = good_menus, **environ: str
    ) -> Iterator[Line]:
        own = {"IVR_LOCAL": "1", "IVR_SPEECH": "say", "IVR_WORKERS": "1", "PORT": "0"}
        folder = tmp_path_factory.mktemp("line")
        (folder / "menus.yaml").write_text(menus, encoding="utf-8")
        log = folder / "log"
        with (
            log.open("w") as errors,
            subprocess.Popen(  # noqa: S603
                [*before, sys.executable, *(program or ("-m", "ivr", "serve"))],
                cwd=folder,
                env=BARE | {"PYTHONPATH": str(ROOT)} | own | environ,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            ) as process,
        ):
            try:
                yield Line(process, _port(process, log), folder)
            finally:
                with suppress(ProcessLookupError):
                    process.terminate()
                try:
                    process.wait(timeout=PATIENCE)
                finally:
                    process.kill()

    return serving


def _port(process: subprocess.Popen[str], log: Path) -> int:
    assert process.stdout
    for text in process.stdout:
        if found := re.search(r"The line answers .*(?:http://127\.0\.0\.1:|port )(\d+)", text):
            return int(found[1])
    raise AssertionError(f"the line did not answer:\n{log.read_text()}")
