"""The hook for pre-commit is what docs/rules.md promises, and runs as it is written."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SMALL = (ROOT / "tests" / "analysis" / "rules" / "line.yaml").read_text(encoding="utf-8")
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_hook_is_the_one_the_page_names() -> None:
    assert f"hook `{HOOK['id']}`" in (ROOT / "docs" / "rules.md").read_text("utf-8").replace(
        "\n", " "
    )


@pytest.mark.parametrize(
    ("file", "taken"),
    [("menus.yaml", True), ("lines/north/menus.yml", True), ("my-menus.yaml", False)],
)
def test_the_hook_takes_menu_files_only(file: str, taken: bool) -> None:
    assert bool(re.search(HOOK["files"], file)) == taken


@pytest.mark.parametrize(
    ("text", "code"), [(SMALL, 0), (SMALL.replace("ask for prices", "hear more options"), 1)]
)
def test_its_entry_judges_the_files_it_is_given(tmp_path: Path, text: str, code: int) -> None:
    (tmp_path / "menus.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "menus.yml").write_text(SMALL, encoding="utf-8")
    program, *words = shlex.split(HOOK["entry"])
    entry = Path(sys.executable).with_name(program)
    done = subprocess.run(  # noqa: S603  # the entry as it is written
        [entry, *words, "menus.yml", "menus.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
