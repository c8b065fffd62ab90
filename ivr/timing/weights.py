"""How many calls wanted each answer, from a file somebody counted them in."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ivr.errors import WeightsError
from ivr.menu.flow import Message
from ivr.menu.problem import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.menu.flow import Flow

COLUMNS = {"place", "calls"}


def read(path: Path, flow: Flow) -> dict[str, float]:
    """Return the calls for each answer, from a CSV file with the columns `place` and `calls`.

    Raises:
        WeightsError: It names no message of the menus, or counts what is no number.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := COLUMNS - set(rows.fieldnames or ()):
            raise WeightsError(f"{path}:1: there is no column {' or '.join(sorted(missing))}")
        calls: dict[str, float] = {}
        for row in rows:
            place, count = _row(row, flow, f"{path}:{rows.line_num}")
            calls[place] = calls.get(place, 0) + count
    if not sum(calls.values()):
        raise WeightsError(f"{path}: no calls are counted")
    return calls


def _row(row: dict[str, str | None], flow: Flow, where: str) -> tuple[str, float]:
    place, count = row["place"] or "", row["calls"] or ""
    answers = [name for name, each in flow.places.items() if isinstance(each, Message)]
    if place not in answers:
        hint = did_you_mean(place, answers)
        raise WeightsError(f'{where}: "{place}" is no message of the menus{hint}')
    if not count.isdecimal():
        raise WeightsError(f'{where}: "{count}" is no number of calls')
    return place, float(count)
