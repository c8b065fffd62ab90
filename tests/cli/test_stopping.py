"""A command that is stopped ends at once and without a traceback, whenever that happens."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import killpg
from pathlib import Path

import pytest

Until = Callable[..., None]

ROOT = Path(__file__).parents[2]
PROC = Path("/proc")
SPEAK = ("speak", "--audio", "audio", "--jobs", "2")

pytestmark = pytest.mark.skipif(not PROC.is_dir(), reason="processes are watched through /proc")


@pytest.fixture
def folder(tmp_path: Path, good_menus: str) -> Path:
    (tmp_path / "menus.yaml").write_text(good_menus, encoding="utf-8")
    return tmp_path


@pytest.fixture
def begin(folder: Path, quiet: dict[str, str]) -> Callable[..., subprocess.Popen[str]]:
    """What begins a command in a group of its own, as a terminal does."""

    def begin(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "ivr", *words],
            cwd=folder,
            env=quiet | {"PYTHONPATH": str(ROOT)},
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return begin


@contextmanager
def ended(run: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    with run:
        try:
            yield run
        finally:
            if run.poll() is None:
                killpg(run.pid, signal.SIGKILL)


def field(process: int, name: str) -> int:
    """Return a set of signals of a process, or nothing of one that is gone."""
    try:
        status = (PROC / str(process) / "status").read_text("utf-8")
    except OSError:
        return 0
    found = [line.split() for line in status.splitlines() if line.startswith(f"{name}:")]
    return int(found[0][1], 16) if found else 0


def workers(parent: int) -> list[int]:
    """Return the processes that render for a parent."""
    children = (PROC / str(parent) / "task" / str(parent) / "children").read_text("utf-8").split()
    return [int(each) for each in children if b"spawn_main" in command(each)]


def command(process: str) -> bytes:
    try:
        return (PROC / process / "cmdline").read_bytes()
    except OSError:
        return b""


def handles(process: int, number: signal.Signals) -> bool:
    return bool(field(process, "SigCgt") & 1 << number - 1)


def test_processes_that_render_never_see_ctrl_c(
    begin: Callable[..., subprocess.Popen], until: Until
) -> None:
    with ended(begin(*SPEAK)) as run:
        until(lambda: workers(run.pid))
        seen = {field(each, "SigBlk") & 1 << signal.SIGINT - 1 for each in workers(run.pid)}
    assert seen == {1 << signal.SIGINT - 1}


@pytest.mark.parametrize(
    "later", [0, 0.1, *(pytest.param(each, marks=pytest.mark.long) for each in (0.02, 0.3, 0.6))]
)
def test_speak_stopped_while_its_processes_start_prints_no_traceback(
    begin: Callable[..., subprocess.Popen], later: float, until: Until
) -> None:
    with ended(begin(*SPEAK, "--force")) as run:
        until(lambda: workers(run.pid))
        time.sleep(later)
        killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.strip() == "Stopped. What is made is kept; run it again to go on."


def test_speak_told_to_end_by_sigterm_leaves_nothing_half_made(
    begin: Callable[..., subprocess.Popen], folder: Path, until: Until
) -> None:
    with ended(begin(*SPEAK)) as run:
        until(lambda: list(folder.rglob("*.phone.wav")))
        run.terminate()
        _, told = run.communicate(timeout=60)
    assert run.returncode == 128 + signal.SIGTERM
    assert told.strip().startswith("Stopped.")
    assert list(folder.rglob("*.part")) == []


def test_speak_killed_leaves_no_process_behind(
    begin: Callable[..., subprocess.Popen], until: Until
) -> None:
    with ended(begin(*SPEAK)) as run:
        until(lambda: workers(run.pid))
        rendering = workers(run.pid)
        run.kill()
        run.wait(timeout=60)
        until(lambda: not any(b"spawn_main" in command(str(each)) for each in rendering))


def test_a_process_that_is_ended_while_it_renders_is_told_in_one_sentence(
    begin: Callable[..., subprocess.Popen], folder: Path, until: Until
) -> None:
    with ended(begin(*SPEAK)) as run:
        until(lambda: list(folder.rglob("*.phone.wav")))
        for each in workers(run.pid):
            subprocess.run(["/bin/kill", "-KILL", str(each)], check=False)  # noqa: S603
        _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert told.strip().startswith("a process that renders speech was ended from outside")
    assert "Traceback" not in told


WAITING = [
    ("call",),
    ("order", "--audio", "sounds"),
    ("time", "--audio", "sounds"),
    ("check", "--sound", "--audio", "sounds"),
    ("walk",),
    ("diff", "menus.yaml", "menus.yaml", "--audio", "sounds"),
]


@pytest.mark.parametrize("words", WAITING, ids=lambda words: words[0])
def test_every_command_stopped_while_it_works_exits_with_130_and_no_word(
    begin: Callable[..., subprocess.Popen], words: tuple[str, ...], until: Until
) -> None:
    with ended(begin(*words)) as run:
        until(lambda: handles(run.pid, signal.SIGTERM))  # as only a command that has begun does
        killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert (run.returncode, told.strip()) == (130, "")


def test_a_command_stopped_while_it_is_loaded_prints_no_traceback(
    begin: Callable[..., subprocess.Popen],
    until: Until,
) -> None:
    with ended(begin(*SPEAK)) as run:
        until(lambda: b"numpy" in maps(run.pid))
        killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert "Traceback" not in told
    assert run.returncode in {130, -signal.SIGINT}


def maps(process: int) -> bytes:
    try:
        return (PROC / str(process) / "maps").read_bytes()
    except OSError:
        return b""


def test_who_is_started_to_ignore_ctrl_c_ignores_it(
    folder: Path, quiet: dict[str, str], until: Until
) -> None:
    script = 'trap "" INT; exec "$0" -m ivr speak --audio audio --language en-US'
    with ended(
        subprocess.Popen(  # noqa: S603
            ["/bin/sh", "-c", script, sys.executable],
            cwd=folder,
            env=quiet | {"PYTHONPATH": str(ROOT)},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    ) as run:
        until(lambda: workers(run.pid))
        killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert (run.returncode, told.strip()) == (0, "")
