"""Gives each choice its key: frozen keys keep their number, the others are counted in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from ivr.menu.document import EverywhereEntry

    Path = Sequence[str | int]
    Report = Callable[[Path, str], None]

COMMANDS = ("repeat", "back", "start")


def reserved(everywhere: EverywhereEntry, report: Report) -> dict[str, str]:
    """Return which command each reserved key gives; one key cannot give two."""
    taken: dict[str, str] = {}
    for name in COMMANDS:
        key = str(getattr(everywhere, name).key)
        if key in taken:
            message = f'key {key} is already "{taken[key]}"; give "{name}" another'
            report(["everywhere", name, "key"], message)
        taken.setdefault(key, name)
    if everywhere.number and (other := taken.get(str(everywhere.number.key))):
        message = f'key {everywhere.number.key} is already "{other}"; give "number" another'
        report(["everywhere", "number", "key"], message)
    return taken


def assign(
    frozen: Sequence[int | None], taken: Mapping[str, str], path: Path, report: Report
) -> list[str]:
    """Return the key of each choice, given the keys that are frozen; report what clashes.

    >>> assign([None, 1, None], {"9": "repeat"}, [], print)
    ['2', '1', '3']

    A choice for which no key is left gets an empty one.
    """
    fixed = {str(key) for key in frozen if key is not None}
    free = [key for key in "1234567890" if key not in taken and key not in fixed]
    keys: list[str] = []
    for index, key in enumerate(frozen):
        if key is None and not free:
            report([*path, index], "there is no key left for this choice; move some to a submenu")
        elif key is not None:
            _check(str(key), taken, keys, [*path, index, "key"], report)
        keys.append(str(key) if key is not None else free.pop(0) if free else "")
    return keys


def _check(
    key: str, taken: Mapping[str, str], before: Collection[str], where: Path, report: Report
) -> None:
    if key in taken:
        report(where, f'key {key} means "{taken[key]}" everywhere; choose another, or none')
    elif key in before:
        report(where, f"key {key} stands twice in this menu; choose another, or none")
