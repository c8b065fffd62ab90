"""The commands as their users run them: real processes, with nothing set that is not said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUIET = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("IVR_", "TWILIO", "MENUS"))
}


def run(*words: object, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "ivr", *map(str, words)],
        cwd=cwd,
        env=QUIET | {"PYTHONPATH": str(ROOT), "COLUMNS": "120"} | environ,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def home(telephone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An owner's folder: the line of a telephone company, and calls to it."""
    folder = tmp_path_factory.mktemp("owner") / "telephone"
    return Path(shutil.copytree(telephone.parent, folder))


@pytest.fixture(scope="session")
def ivr(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What runs a command in the owner's folder, or another, and in an environment."""
    return partial(run, cwd=home)


@pytest.fixture(scope="session")
def quiet() -> dict[str, str]:
    """The environment of this process without settings of ours."""
    return QUIET
