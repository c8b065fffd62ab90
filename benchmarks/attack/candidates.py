"""The servers that are compared, each with as many workers and threads as the line's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ivr import lifeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
TOKEN = "a made-up token"
WORKERS = os.cpu_count() or 1
START_SECONDS = 30.0
END_SECONDS = 20.0
SOUND_BYTES = 300_000
FRONTED = "benchmarks.attack.fronted:app"

COMMANDS = {
    "ivr serve (uvicorn + front)": "ivr serve --port {port} --workers {workers}",
    "Granian, WSGI": (
        "granian --interface wsgi --host 127.0.0.1 --port {port} --workers {workers} "
        "--blocking-threads 16 --backpressure 4096 --log-level error app:app"
    ),
    "Granian + front": (
        "granian --interface asginl --host 127.0.0.1 --port {port} --workers {workers} "
        "--backpressure 4096 --no-ws --log-level error " + FRONTED
    ),
    "hypercorn + front": "hypercorn --bind 127.0.0.1:{port} --workers {workers} " + FRONTED,
    "gunicorn, threads": (
        "gunicorn --bind 127.0.0.1:{port} --workers {workers} --threads 16 --log-level error "
        "--no-control-socket app:app"
    ),
    "waitress": "waitress --listen 127.0.0.1:{port} --threads 16 app:app",
}
"""Each is a module and its options; waitress has one process only."""
EARLIER = "ivr serve --port {port}"


@dataclass(frozen=True)
class Candidate:
    """A server: its name, the command that starts it, and the checkout whose line it serves."""

    name: str
    command: str
    root: Path = ROOT


def candidates(names: Iterable[str], before: Path | None) -> list[Candidate]:
    """Return the candidates of these names, or all, after an earlier checkout of the line."""
    earlier = [Candidate("before", EARLIER, before.absolute())] if before else []
    return [*earlier, *(Candidate(name, COMMANDS[name]) for name in names or COMMANDS)]


@dataclass(frozen=True)
class Running:
    """A candidate that answers; `pid` is its first process."""

    port: int
    pid: int
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def url(self) -> str:
        """The address the line believes to have."""
        return f"http://{HOST}:{self.port}"

    def family(self) -> list[int]:
        """Return all its processes."""
        return [self.pid, *_children(self.pid)]

    def lives(self) -> bool:
        """Tell whether its first process has not ended."""
        return self.process.poll() is None


@contextmanager
def running(
    candidate: Candidate, folder: Path, *, first: bool = False, elsewhere: int = 0
) -> Iterator[Running]:
    """Run a candidate until the block ends.

    Args:
        candidate: Which.
        folder: Where it may write.
        first: Whether it is process 1, as in a container.
        elsewhere: The port of another line that its workbench may call.
    """
    port = _free_port()
    options = candidate.command.format(port=port, workers=WORKERS).split()
    here = candidate.root == ROOT  # an earlier line has no lifeline
    command = lifeline.command(*options) if here else [sys.executable, "-m", *options]
    command = [*("unshare", "--pid", "--fork") * first, *command]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  # our own commands
            command,
            cwd=candidate.root,
            env=_environ(port, folder, elsewhere) | {"PYTHONPATH": str(candidate.root)},
            stdout=log,
            stderr=log,
            **lifeline.OPTIONS,
        )
    try:
        _wait_for(port, process)
        pid = _children(process.pid)[0] if first else process.pid
        yield Running(port, pid, process, folder)
    finally:
        _end(process)


def _environ(port: int, folder: Path, elsewhere: int) -> Mapping[str, str]:
    """Return the settings: local, so that the workbench is open; what is signed is checked."""
    sounds = folder / "audio" / "spoken"
    sounds.mkdir(parents=True, exist_ok=True)
    (sounds / "long.wav").write_bytes(bytes(SOUND_BYTES))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "TMPDIR": str(folder),
        "IVR_LOCAL": "1",
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": f"http://{HOST}:{port}",
        "IVR_AUDIO": str(folder / "audio"),
        "IVR_RENDER": "0",
        "IVR_MOST_CALLS": "1000000 per minute",
        "IVR_MAY_CALL": f"http://{HOST}:{elsewhere or 9}",
    }


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens there; whether they also answer is what is measured."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"it did not start: {process.args}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a candidate with everything it has started, kindly first."""
    family = [process.pid, *_children(process.pid)]
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
