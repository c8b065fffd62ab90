"""A full disk is told in one sentence, leaves nothing half written, and is not tried in a hurry."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ivr.files import write_whole
from ivr.speech.background import AS_A_GUEST, LONGEST_REST, REST, Background

ROOT = Path(__file__).parents[3]
SPEAK = '"$0" -m ivr speak --audio audio --jobs 2'
SMALL = {"a limit to files": f"ulimit -f 40; {SPEAK}"}
if not subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:  # noqa: S607
    SMALL["a disk of one megabyte"] = f"mount -t tmpfs -o size=1m none audio && {SPEAK}"


@pytest.mark.parametrize("script", SMALL.values(), ids=SMALL)
def test_speak_on_a_full_disk_says_how_much_is_free_and_needed_and_leaves_nothing_half_written(
    tmp_path: Path, good_menus: str, script: str
) -> None:
    (tmp_path / "menus.yaml").write_text(good_menus, encoding="utf-8")
    (tmp_path / "audio").mkdir()
    script = f"{script}; echo $? $(find audio -name '*.part' | wc -l)"
    unshared = ["unshare", "-rm"] if "mount" in script else []
    done = subprocess.run(  # noqa: S603
        [*unshared, "/bin/sh", "-c", script, sys.executable],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",  # the limit would cut compiled modules too
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["2", "0"], done.stderr
    [told] = done.stderr.split("\n\n")[-1].strip().splitlines()
    assert told.startswith("audio: the disk is full: ")
    assert "MB are free" in told
    assert "make room, then run it again" in told


def test_a_file_that_cannot_be_written_leaves_nothing_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.wav").mkdir()
    with pytest.raises(OSError, match=r"a\.wav"):
        write_whole(tmp_path / "a.wav", b"sound")
    assert [each.name for each in tmp_path.iterdir()] == ["a.wav"]


def test_a_run_that_fails_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    changed: list[str] = []
    renderer = Background(
        "--menus", str(tmp_path / "no.yaml"), changed=lambda: changed.append(renderer.problem)
    )
    with caplog.at_level(logging.INFO, logger="ivr.speech.background"):
        renderer.wake()
        end = time.monotonic() + 60
        while not caplog.messages and time.monotonic() < end:
            time.sleep(0.02)
    renderer.stop()
    told = "speech is not rendered: `ivr speak` ended with 2"
    assert renderer.problem.startswith(f"{told}: {tmp_path / 'no.yaml'}:1:1: cannot be read: ")
    assert changed == [renderer.problem]
    assert caplog.messages == [f"{told}; it is tried again in 5 s"]


def test_the_rest_between_runs_that_fail_grows_to_some_minutes_and_ends_with_a_good_one() -> None:
    renderer = Background()
    rests = [renderer._note(2) for _ in range(12)]
    assert rests[:4] == [REST, 2 * REST, 4 * REST, 8 * REST]
    assert max(rests) == rests[-1] == LONGEST_REST
    assert renderer.problem
    assert (renderer._note(0), renderer.problem) == (REST, "")
    assert renderer._note(-9) == REST
    renderer.stop()


def test_a_run_another_voice_stood_in_for_is_tried_again_by_itself_only_as_a_guest() -> None:
    local, guest = Background(), Background(rests=AS_A_GUEST)
    assert [local._note(1) for _ in range(3)] == [REST, 2 * REST, 4 * REST]
    assert not local._awake.is_set()
    assert [guest._note(1) for _ in range(6)] == [300, 600, 1200, 2400, 3600, 3600]
    assert guest._awake.is_set()
    assert local.problem == guest.problem != ""
    for each in (local, guest):
        each.stop()
