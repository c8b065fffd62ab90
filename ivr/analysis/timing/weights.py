"""Reads how many calls wanted each answer, from a file in which somebody counted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.timing.counts import counts
from ivr.errors import WeightsError
from ivr.menu.flow import Message
from ivr.menu.problem import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from ivr.menu.flow import Flow


def read(path: Path, flow: Flow) -> dict[str, float]:
    """Return the calls for each answer, from a table with the columns `place` and `calls`.

    Raises:
        WeightsError: It names no message of the menus, or counts what is no number.
    """
    answers = [name for name, each in flow.places.items() if isinstance(each, Message)]
    calls: dict[str, float] = {}
    for count in counts(path):
        if count.place not in answers:
            hint = did_you_mean(count.place, answers)
            told = f'{count.where}: "{count.place}" is no message of the menus{hint}'
            raise WeightsError(told)
        calls[count.place] = calls.get(count.place, 0) + count.calls
    if not sum(calls.values()):
        raise WeightsError(f"{path}: no calls are counted")
    return calls
