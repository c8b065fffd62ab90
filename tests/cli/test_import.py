"""`ivr import` as owners use it: it overwrites nothing, and says what it is given."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.exchange.imports.around import languages

DENTIST = Path(__file__).parents[1] / "exchange" / "imports" / "files" / "dentist.json"
Ivr = Callable[..., subprocess.CompletedProcess[str]]


def test_a_menu_file_that_is_there_is_kept(invoke: Ivr, tmp_path: Path) -> None:
    mine = tmp_path / "menus.yaml"
    mine.write_text("mine", encoding="utf-8")
    done = invoke("import", DENTIST, cwd=tmp_path)
    assert done.returncode == 2
    assert "menus.yaml is there already; name another with -o, or add --force" in done.stderr
    assert mine.read_text("utf-8") == "mine"
    assert invoke("import", DENTIST, "--force", cwd=tmp_path).returncode == 0
    assert mine.read_text("utf-8").startswith("# Everything callers hear and may press, taken from")


def test_a_language_without_words_says_so_on_top(invoke: Ivr, tmp_path: Path) -> None:
    done = invoke("import", DENTIST, "--language", "sw-KE", cwd=tmp_path)
    assert done.returncode == 0
    text = (tmp_path / "menus.yaml").read_text("utf-8")
    assert "# There are no ready words for sw-KE yet: those of en-US stand here" in text
    assert invoke("check", "--no-sound", "menus.yaml", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("language", languages())
def test_the_words_of_each_language_pass_the_check(
    invoke: Ivr, tmp_path: Path, language: str
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("1 A: A.\n2 B: B.", encoding="utf-8")
    assert invoke("import", plan, "--language", language, cwd=tmp_path).returncode == 0
    done = invoke("check", "--no-sound", "menus.yaml", cwd=tmp_path)
    assert (done.returncode, "error" in done.stdout) == (0, False), done.stdout
    assert "no ready words" not in (tmp_path / "menus.yaml").read_text("utf-8")


def test_what_cannot_be_taken_in_is_refused(invoke: Ivr, tmp_path: Path) -> None:
    empty, odd = tmp_path / "empty.json", tmp_path / "odd.bin"
    empty.touch()
    odd.write_bytes(b"\xff\xfe{\x00")
    for words, told in (
        ((empty,), "the file is empty; name another"),
        ((odd,), "not UTF-8"),
        ((DENTIST, "--language", "klingon language"), "is no language; write it as in es-MX"),
    ):
        done = invoke("import", *words, cwd=tmp_path)
        assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "menus.yaml").exists()
