"""Finds the menus of a flow: a gather whose key a split looks at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivr.exchange.imports.studio.flow import StudioWidget

    Widgets = Mapping[str, StudioWidget]

GOES_ON = ("next", "success", "return", "completed", "callCompleted", "audioComplete", "keypress")
"""The events after which a call goes on as it should."""
DIGITS = re.compile(r"\bwidgets\.([^.{}]+)\.Digits\b")
LONGEST = 100
"""Widgets between a key and the split that looks at it."""


def splits(widgets: Widgets, gather: StudioWidget) -> list[StudioWidget]:
    """Return the splits that look at the key of a gather, one after the other."""
    return [each for each in after_key(widgets, gather) if _looks_at(each, gather, widgets)]


def after_key(widgets: Widgets, gather: StudioWidget) -> Iterator[StudioWidget]:
    """Yield what comes after a key, up to the last split that looks at it.

    A split that looks at something else ends it, and so does whatever callers would hear.
    """
    name = gather.after("keypress")
    seen = {gather.name}
    while name in widgets and name not in seen and len(seen) < LONGEST:
        widget = widgets[name]
        seen.add(name)
        if widget.type == "split-based-on" and not _looks_at(widget, gather, widgets):
            return
        if widget.type in {"say-play", "gather-input-on-call", "connect-call-to"}:
            return
        yield widget
        name = widget.after("noMatch", *GOES_ON)


def keys(widgets: Widgets, gather: StudioWidget) -> Iterator[tuple[str, str]]:
    """Yield the keys of a gather, each with the widget that it leads to, perhaps none."""
    seen: set[str] = set()
    for split in splits(widgets, gather):
        for way in split.transitions:
            for key in (key for each in way.conditions for key in each.single_keys()):
                if key not in seen:
                    seen.add(key)
                    yield key, way.next or ""


def several_keys(widgets: Widgets, gather: StudioWidget) -> Iterator[str]:
    """Yield what a gather's splits ask for that is no single key."""
    for split in splits(widgets, gather):
        for condition in (each for way in split.transitions for each in way.conditions):
            if not condition.single_keys():
                yield str(condition.value) or condition.type


def _looks_at(widget: StudioWidget, gather: StudioWidget, widgets: Widgets) -> bool:
    """Tell whether a split decides by the key of a gather.

    Where a gather was renamed, a split may still call it by a name that no widget has.
    """
    looked_at = DIGITS.search(widget.said("input"))
    if widget.type != "split-based-on" or not looked_at:
        return False
    return looked_at[1] == gather.name or looked_at[1] not in widgets
