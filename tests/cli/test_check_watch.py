"""`ivr check --watch` looks again after each edit, of every file of a line, until Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SMALL = (ROOT / "tests" / "analysis" / "rules" / "line.yaml").read_text(encoding="utf-8")


@pytest.fixture
def watch(tmp_path: Path, quiet: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The command, begun in the folder of a line in two files."""
    (tmp_path / "menus.yaml").write_text(f"include: [more.yaml]\n{SMALL}", encoding="utf-8")
    (tmp_path / "more.yaml").write_text("glossary: {en-US: [clinic]}\n", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "ivr", "check", "--watch", "--no-sound"],
        cwd=tmp_path,
        env=quiet | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as run:
        yield run
        run.kill()


def heard(run: subprocess.Popen[str]) -> str:
    """What the command prints from one look to the next."""
    assert run.stdout
    lines = []
    while line := run.stdout.readline():
        lines.append(line)
        if line.startswith("watching "):
            break
    return "".join(lines)


def test_each_edit_of_each_file_is_looked_over_until_it_is_stopped(
    watch: subprocess.Popen[str], tmp_path: Path
) -> None:
    first = heard(watch)
    assert first.startswith("looking over menus.yaml\n")
    assert first.endswith("watching menus.yaml, more.yaml; Ctrl-C ends\n")
    assert "good: " in first
    more = tmp_path / "more.yaml"
    more.write_text("values: [\n", encoding="utf-8")
    assert "more.yaml:1:9: this [ is never closed" in heard(watch)
    more.write_text("glossary: {}\n", encoding="utf-8")
    assert "good: " in heard(watch)
    (tmp_path / "menus.yaml").write_text(SMALL, encoding="utf-8")
    assert heard(watch).endswith("watching menus.yaml; Ctrl-C ends\n")
    watch.send_signal(signal.SIGINT)
    assert watch.stdout
    assert (watch.stdout.read(), watch.wait(10)) == ("", 128 + signal.SIGINT)


def tasks() -> dict[str, Any]:
    """The task for Visual Studio Code that the page shows."""
    page = (ROOT / "docs" / "menus.md").read_text("utf-8")
    [task] = re.findall(r"<!-- \.vscode/tasks\.json -->\n```json\n(.*?)```", page, re.DOTALL)
    return dict(json.loads(task)["tasks"][0])


def test_an_editors_task_finds_what_is_printed(
    tmp_path: Path, invoke: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    task = tasks()
    matcher = task["problemMatcher"]
    pattern = matcher["pattern"]
    scolding = SMALL.replace("That key does nothing here.", "Invalid key.")
    (tmp_path / "menus.yaml").write_text(scolding, encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text("start: [", encoding="utf-8")
    done = invoke("check", "menus.yaml", "wrong.yaml", "--no-sound", cwd=tmp_path)
    parts = ("file", "line", "column", "code", "severity", "message")
    found = [
        tuple(match[pattern[part]] for part in parts)
        for line in (done.stdout + done.stderr).splitlines()
        if (match := re.search(pattern["regexp"], line))
    ]
    assert [each[:5] for each in found] == [
        ("menus.yaml", "32", "15", "R63", "warning"),
        ("wrong.yaml", "1", "8", None, None),
    ]
    assert found[0][5].startswith('"Invalid" blames the caller')
    assert task["command"] == "ivr check --watch"
    assert re.search(matcher["background"]["beginsPattern"], "looking over menus.yaml")
    assert re.search(matcher["background"]["endsPattern"], "watching menus.yaml; Ctrl-C ends")
