"""The commands as their users run them: real processes, with nothing set that is not said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUIET = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("IVR_", "TWILIO", "MENUS"))
}


def run(
    *words: object,
    cwd: Path = ROOT,
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


@pytest.fixture(scope="session")
def ivr() -> Callable[..., subprocess.CompletedProcess[str]]:
    """What runs a command in a folder and an environment."""
    return run


@pytest.fixture(scope="session")
def quiet() -> dict[str, str]:
    """The environment of this process without settings of ours."""
    return QUIET
