"""Follows a call from widget to widget until a menu comes, and notes what callers hear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.exchange.imports.draft import telephone
from ivr.exchange.imports.studio import menus
from ivr.exchange.imports.words import filled_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.exchange.imports.draft import Draft
    from ivr.exchange.imports.studio.flow import StudioWidget

SILENT = {"set-variables": "it sets variables, and the line has none"}
"""What callers never notice, and why it is left out."""


@dataclass
class Stretch:
    """What callers hear one after the other until a menu comes (`end`), or nothing more."""

    texts: list[str] = field(default_factory=list)
    telephone: str = ""
    end: str = ""


class Follower:
    """Follows calls through the widgets of a flow.

    Args:
        widgets: Those of the flow, by name.
        lines: The line on which each stands.
        made: Takes what could not be carried.
    """

    def __init__(
        self, widgets: Mapping[str, StudioWidget], lines: Mapping[str, int], made: Draft
    ) -> None:
        self.widgets = widgets
        self.lines = lines
        self.made = made
        self.used: set[str] = set()

    def stretch(self, name: str) -> Stretch:
        """Return what callers hear from a widget on."""
        stretch = Stretch()
        seen: set[str] = set()
        while name:
            if name not in self.widgets:
                self.made.leave(1, f'a way leads to "{name}", and there is no such widget')
                break
            widget = self.widgets[name]
            self.used.add(name)
            if self._is_menu(widget):
                stretch.end = name
                break
            if name in seen:
                self.leave(name, "the call would go round for ever here; it ends instead")
                break
            seen.add(name)
            name = self._through(widget, stretch)
        return stretch

    def _is_menu(self, widget: StudioWidget) -> bool:
        if widget.type != "gather-input-on-call":
            return False
        return any(target for _, target in menus.keys(self.widgets, widget))

    def _through(self, widget: StudioWidget, stretch: Stretch) -> str:
        """Note what callers hear at a widget, and return where the call goes on."""
        if widget.type == "split-based-on":
            return self._decided(widget)
        if widget.type in {"say-play", "gather-input-on-call"}:
            stretch.texts += filter(None, [self.text(widget)])
        if widget.type == "gather-input-on-call":
            self.leave(widget.name, "it asks for more than a single key, or for speech")
        elif widget.type == "connect-call-to":
            self._connected(widget, stretch)
        elif widget.type != "say-play":
            self.leave(widget.name, SILENT.get(widget.type, "the line cannot do this"))
        return widget.after(*menus.GOES_ON)

    def _connected(self, widget: StudioWidget, stretch: Stretch) -> None:
        number = telephone(widget.said("to"))
        stretch.telephone = stretch.telephone or number
        instead = "it tells callers the number instead" if number else "no number stands here"
        self.leave(widget.name, f"the line connects no calls; {instead}")

    def _decided(self, split: StudioWidget) -> str:
        """Return the way on at a split that looks at no key: the first that leads anywhere."""
        way = split.after("match", "noMatch")
        others = {each.next for each in split.transitions if each.next} - {way}
        goes_on = f'goes on to "{way}"' if way else "ends the call"
        told = f"it decides by {split.said('input') or 'something'}; the line {goes_on}"
        never = f", never to {', '.join(sorted(others))}" if others else ""
        self.leave(split.name, told + never)
        return way

    def text(self, widget: StudioWidget) -> str:
        """Return what a widget says, and note what of it cannot be said."""
        said = widget.said("say")
        if played := widget.said("play"):
            self.leave(widget.name, f"it plays {played}; write what is said there")
        for each in filled_in(said):
            self.leave(widget.name, f"its text says {each}, which the line does not know")
        return said

    def line(self, name: str) -> int:
        """Return the line on which a widget stands."""
        return self.lines.get(name, 1)

    def leave(self, name: str, what: str) -> None:
        """Note what of a widget could not be carried."""
        kind = self.widgets[name].type
        self.made.leave(self.line(name), f"{name} ({kind}): {what}")
