"""The commands as their users run them, with nothing set that is not said.

`ivr` starts a process, which takes a second; `invoke` runs the same command in this one, for tests
of what a command says.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import partial
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest

from ivr.cli import main

ROOT = Path(__file__).parents[2]
QUIET = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("IVR_", "TWILIO", "MENUS"))
}


def run(
    *words: object,
    cwd: Path,
    encoding: str = "utf-8",
    typed: str | None = None,
    **environ: str,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "ivr", *map(str, words)],
        cwd=cwd,
        env=QUIET | {"PYTHONPATH": str(ROOT), "COLUMNS": "120"} | environ,
        capture_output=True,
        encoding=encoding,
        input=typed,
        timeout=120,
        check=False,
    )


def run_here(
    *words: object, cwd: Path, typed: str = "", **environ: str
) -> subprocess.CompletedProcess[str]:
    assert not any(name.startswith("PYTHON") for name in environ), "Python reads it when it starts"
    out, err = (TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        chdir(cwd),
        patch.dict(os.environ, QUIET | {"COLUMNS": "120"} | environ, clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
        patch("sys.stdin", StringIO(typed)),
        pytest.raises(SystemExit) as end,
    ):
        main([*map(str, words)], prog_name="ivr")
    told = (stream.buffer.getvalue().decode() for stream in (out, err))
    return subprocess.CompletedProcess(words, int(end.value.code or 0), *told)


@pytest.fixture(scope="session")
def owner(telephone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An owner's folder: the line of a telephone company, and calls to it."""
    folder = tmp_path_factory.mktemp("owner") / "telephone"
    return Path(shutil.copytree(telephone.parent, folder))


@pytest.fixture(scope="session")
def ivr(owner: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What runs a command in the owner's folder, or another, and in an environment."""
    return partial(run, cwd=owner)


@pytest.fixture(scope="session")
def invoke(owner: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What runs a command as `ivr` does, but in this process."""
    return partial(run_here, cwd=owner)


@pytest.fixture(scope="session")
def quiet() -> dict[str, str]:
    """The environment of this process without settings of ours."""
    return QUIET
