"""What the system refuses is one sentence of any command, and the exit status is 2."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Ivr = Callable[..., subprocess.CompletedProcess[str]]
LONG = "x" * 300

REFUSED = [
    (("order", "--audio", "menus.yaml/audio"), "menus.yaml/audio"),
    (("time", "--audio", LONG), "the name is too long"),
    (("walk", "--limit", "1", "--svg", "no/map.svg"), "no/map.svg: there is no such file"),
    (("walk", "--limit", "1", "--dot", f"{LONG}.dot"), "the name is too long"),
    (("listen", "main", "-o", "no/main.wav"), "no/main.wav: there is no such file"),
    (("speak", "--audio", "menus.yaml"), "a part of this path is a file, no folder"),
    (("call", "--save", "no/call.txt"), "no/call.txt: there is no such file"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED, ids=lambda each: " ".join(each)[:30])
def test_what_the_system_refuses_is_one_sentence(
    invoke: Ivr, tmp_path: Path, good_menus: str, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "menus.yaml").write_text(good_menus, encoding="utf-8")
    done = invoke(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
