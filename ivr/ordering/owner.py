"""What the owner of a menu file has said about its order: `ivr order` does not touch it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.menu.source import Source

ORDER, FLATTEN = "R07", "R03"


def kept(source: Source, *, counted: bool) -> dict[str, str]:
    """Return the menus whose order is to stay, and why; `counted` if real calls are known."""
    reasons = {name: _reason(menu, counted=counted) for name, menu in _menus(source).items()}
    return {name: reason for name, reason in reasons.items() if reason}


def spared(source: Source) -> set[str]:
    """Return the menus that are to keep a level of their own."""
    menus = _menus(source).items()
    return asking(source) | {name for name, menu in menus if _allowed(menu, FLATTEN)}


def asking(source: Source) -> set[str]:
    """Return the menus that ask a question."""
    return {name for name, menu in _menus(source).items() if menu.get("asks") == "true"}


def frozen(menu: Mapping[str, Any]) -> bool:
    """Tell whether people may know a key of a menu by heart."""
    return any("key" in choice for choice in menu["choices"])


def weighted(menu: Mapping[str, Any]) -> bool:
    """Tell whether somebody has said what is wanted in a menu."""
    return any("weight" in choice for choice in menu["choices"])


def _menus(source: Source) -> dict[str, Any]:
    menus: dict[str, Any] = source.data["menus"]
    return menus


def _reason(menu: dict[str, Any], *, counted: bool) -> str:
    if frozen(menu):
        return "its keys are frozen"
    if reason := _allowed(menu, ORDER):
        return reason
    if not (counted or weighted(menu)):
        return "no weight says what many want"
    return ""


def _allowed(menu: dict[str, Any], rule: str) -> str:
    """Return why a rule may be broken in a menu."""
    return str(menu.get("allow", {}).get(rule, ""))
