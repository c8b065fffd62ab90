"""`ivr check` judges values by the date where it runs, and says which that is."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]


def test_values_are_judged_by_the_date_of_this_machine_and_the_date_is_said(
    tmp_path: Path, good_menus: str
) -> None:
    """Kiritimati is 14 hours ahead of UTC, Pago Pago 11 behind: their dates always differ."""
    dates = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        today = dt.datetime.now(ZoneInfo(zone)).date()
        text = good_menus.replace("2027-05-22", today.isoformat()).replace(
            "2026-11-22", "2026-01-01"
        )
        (tmp_path / "menus.yaml").write_text(text, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "ivr",
            "check",
            "--no-sound",
            "--rule",
            "R13",
            "menus.yaml",
        ]
        environ = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)}
        told = subprocess.run(  # noqa: S603  # our own command
            command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
        )
        assert told.stdout.count("was to be checked again") == 2, told
        dates[zone] = told.stderr.splitlines()[1]
    assert len({*dates.values()}) == 2
    assert all(each.startswith("2 values to be checked again, as 2") for each in dates.values())
