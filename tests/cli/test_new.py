"""`ivr new` makes a line that works, and tests that call it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

Ivr = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def clinic(invoke: Ivr, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    assert invoke("new", "north/clinic", cwd=folder).returncode == 0
    return folder / "north" / "clinic"


def test_a_new_line_has_no_fault(invoke: Ivr, clinic: Path) -> None:
    done = invoke("check", "--no-sound", "--strict", cwd=clinic)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_new_line_is_called_by_tests_of_its_own(clinic: Path) -> None:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=clinic, env=environ, capture_output=True, text=True)  # noqa: S603, PLW1510
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_its_tests_fail_where_the_line_says_something_else(
    pytester: pytest.Pytester, invoke: Ivr
) -> None:
    invoke("new", ".", cwd=pytester.path)
    menus = pytester.path / "menus.yaml"
    menus.write_text(menus.read_text("utf-8").replace("Monday to Friday", "time to time"), "utf-8")
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(failed=2)


def test_the_schema_that_its_first_line_names_is_there(invoke: Ivr, clinic: Path) -> None:
    first = (clinic / "menus.yaml").read_text("utf-8").splitlines()[0]
    name = first.partition("$schema=")[2]
    assert (clinic / name).read_text("utf-8") == invoke("schema").stdout


def test_what_to_do_next_is_told(invoke: Ivr, tmp_path: Path) -> None:
    told = invoke("new", "clinic", cwd=tmp_path).stdout
    for command in ("cd clinic", "ivr check", "ivr call", "ivr serve", "pytest"):
        assert f"  {command}" in told.replace("IVR_LOCAL=1 ", "")


def test_nothing_that_is_there_is_overwritten(invoke: Ivr, tmp_path: Path) -> None:
    mine = tmp_path / "menus.yaml"
    mine.write_text("mine", encoding="utf-8")
    done = invoke("new", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert ". already holds menus.yaml; name another folder" in done.stderr
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [
        ("menus.yaml", "mine")
    ]


def test_a_file_in_place_of_the_folder_is_refused(invoke: Ivr, tmp_path: Path) -> None:
    (tmp_path / "clinic").touch()
    done = invoke("new", "clinic", cwd=tmp_path)
    assert done.returncode == 2
    assert "'clinic' is a file" in done.stderr
