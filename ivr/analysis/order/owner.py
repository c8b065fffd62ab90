"""Finds the menus that `ivr order` must not touch, because their owner has fixed the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.menu.document import MenuEntry, MenuFile

ORDER, FLATTEN = "R07", "R03"


def kept(document: MenuFile, *, counted: bool) -> dict[str, str]:
    """Return the menus whose order is to stay, and why; `counted` if real calls are known."""
    menus = document.menus.items()
    reasons = {name: _reason(menu, counted=counted) for name, menu in menus}
    return {name: reason for name, reason in reasons.items() if reason}


def spared(document: MenuFile) -> set[str]:
    """Return the menus that are to keep a level of their own."""
    allowed = {name for name, menu in document.menus.items() if FLATTEN in menu.allow}
    return asking(document) | allowed


def asking(document: MenuFile) -> set[str]:
    """Return the menus that ask a question."""
    return {name for name, menu in document.menus.items() if menu.asks}


def frozen(menu: MenuEntry) -> bool:
    """Tell whether people may know a key of a menu by heart."""
    return any(choice.key is not None for choice in menu.choices)


def weighted(menu: MenuEntry) -> bool:
    """Tell whether somebody has said what is wanted in a menu."""
    return any("weight" in choice.model_fields_set for choice in menu.choices)


def _reason(menu: MenuEntry, *, counted: bool) -> str:
    if frozen(menu):
        return "its keys are frozen"
    if reason := menu.allow.get(ORDER):
        return reason
    if not (counted or weighted(menu)):
        return "no weight says what many want"
    return ""
