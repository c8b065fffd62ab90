"""A child ends with its parent, and so do the child's own children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from ivr import lifeline

Until = Callable[..., None]

ROOT = Path(__file__).parents[1]

CHILD = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(__name__, sys.argv, grandchild.pid, flush=True)
time.sleep(600)
"""
PARENT = """
import subprocess, sys, time
from ivr import lifeline
child = subprocess.Popen(lifeline.command("child", "an", "argument"), **lifeline.OPTIONS)
print(child.pid, flush=True)
time.sleep(600)
"""
POOL = """
import sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from ivr.lifeline import follow_parent
import os
if __name__ == "__main__":
    pool = ProcessPoolExecutor(2, get_context("spawn"), initializer=follow_parent)
    print(*{pool.submit(os.getpid).result() for _ in range(8)}, flush=True)
    time.sleep(600)
"""


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command of a child that has a child of its own."""
    (tmp_path / "child.py").write_text(CHILD, "utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{tmp_path}")
    return lifeline.command("child", "an", "argument")


@pytest.mark.usefixtures("child")
@pytest.mark.parametrize("ends", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_killed_parent_takes_its_children_and_theirs_along(
    ends: signal.Signals, until: Until
) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)  # noqa: S603
    with parent:
        assert parent.stdout
        words = f"{parent.stdout.readline()} {parent.stdout.readline()}".split()
        pids = [int(word) for word in words if word.isdigit()]
        assert len(pids) == 2
        parent.send_signal(ends)
    until(lambda: not any(map(lives, pids)))


def test_a_module_runs_as_the_program_with_its_own_arguments(child: list[str]) -> None:
    with subprocess.Popen(  # noqa: S603
        child, stdout=subprocess.PIPE, text=True, **lifeline.OPTIONS
    ) as process:
        assert process.stdout
        assert process.stdout.readline().split("child.py")[1].startswith("', 'an', 'argument'] ")
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=60) == -signal.SIGTERM


def test_a_child_that_is_stopped_leaves_nothing_and_no_other_is_begun(
    child: list[str], until: Until
) -> None:
    runner, told = lifeline.Child(), []
    thread = Thread(target=lambda: told.append(runner.run(child)))
    thread.start()
    until(lambda: runner._running is not None)
    runner.stop()
    thread.join(timeout=60)
    assert told == [None]
    assert runner.run(child) is None


def test_processes_of_a_pool_end_when_whoever_started_them_is_killed(
    tmp_path: Path, until: Until
) -> None:
    (tmp_path / "pool.py").write_text(POOL, "utf-8")
    with subprocess.Popen(  # noqa: S603
        [sys.executable, str(tmp_path / "pool.py")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert pids
        parent.kill()
    until(lambda: not any(map(lives, pids)))
