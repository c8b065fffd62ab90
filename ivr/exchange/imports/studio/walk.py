"""Walks a flow as callers do, from the incoming call on, and notes each place they come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.errors import ForeignFileError
from ivr.exchange.imports.draft import Draft, DraftChoice, DraftPlace, telephone
from ivr.exchange.imports.prompt import keys_told
from ivr.exchange.imports.studio import menus
from ivr.exchange.imports.studio.flow import lines, parsed
from ivr.exchange.imports.words import filled_in, place_name, spoken_name

if TYPE_CHECKING:
    from ivr.exchange.imports.studio.flow import StudioWidget

SILENT = {"set-variables": "it sets variables, and the line has none"}
"""What callers never notice, and why it is left out."""


@dataclass
class Stretch:
    """What callers hear one after the other until a menu comes (`end`), or nothing more."""

    texts: list[str] = field(default_factory=list)
    telephone: str = ""
    end: str = ""


def read(text: str, file: str, language: str = "") -> Draft:
    """Return what callers meet in a flow; `language` is that of its prompts, if it is known.

    Raises:
        ForeignFileError: It is no flow, or it answers no calls.
    """
    return _Walk(text, file, language).draft()


class _Walk:
    def __init__(self, text: str, file: str, language: str) -> None:
        flow = parsed(text, file)
        self.lines = lines(text)
        self.widgets = {each.name: each for each in flow.states}
        self.made = Draft(file, name=flow.description, language=language or self._language())
        self.first = self._first(flow.initial_state)
        self.names: dict[str, str] = {}
        self.labels: dict[str, dict[str, str]] = {}
        self.used = {flow.initial_state}
        self.ahead: list[str] = []

    def draft(self) -> Draft:
        """Return all places that a caller can come to."""
        self._begin()
        while self.ahead:
            self._add_menu(self.widgets[self.ahead.pop(0)])
        self._label()
        for name in self.widgets.keys() - self.used:
            self._leave(name, "no key leads to it; it is left out")
        return self.made

    def _first(self, trigger: str) -> str:
        """Return the widget that an incoming call comes to."""
        first = self.widgets[trigger].after("incomingCall") if trigger in self.widgets else ""
        if first not in self.widgets:
            told = "this flow answers no calls: its trigger leads nowhere at incomingCall"
            line = self.lines.get(trigger, 1)
            raise ForeignFileError(f"{self.made.file}:{line}: {told}; import another flow")
        return first

    def _language(self) -> str:
        said = (each.said("language") for each in self.widgets.values())
        return next((each for each in said if each), "")

    def _begin(self) -> None:
        stretch = self._stretch(self.first)
        if not stretch.end:
            self.made.start = self._message(self.first, stretch, self._before(stretch))
            return
        self.made.start = self._menu(stretch.end)
        self.made.welcome = self._before(stretch)
        if stretch.telephone:
            self._leave(self.first, f"calls {stretch.telephone} before any key; it is left out")

    def _place(self, name: str) -> str:
        """Return the place to which a way leads that begins at a widget."""
        stretch = self._stretch(name)
        text = self._before(stretch)
        if stretch.end and not (text or stretch.telephone):
            return self._menu(stretch.end)
        return self._message(name, stretch, text)

    def _before(self, stretch: Stretch) -> str:
        """Return what a stretch says, without what it says of the keys of a menu that follows."""
        text = "\n".join(stretch.texts)
        if not stretch.end:
            return text
        told = keys_told(text, self.made.language)
        self.labels.setdefault(stretch.end, {}).update(told.labels)
        return told.rest

    def _message(self, name: str, stretch: Stretch, text: str) -> str:
        place = self._named(name)
        if place not in self.made.places:
            made = DraftPlace(place, self._line(name), text=text, telephone=stretch.telephone)
            self.made.places[place] = made
            made.then = self._menu(stretch.end) if stretch.end else ""
        return place

    def _menu(self, name: str) -> str:
        place = self._named(name)
        if place not in self.made.places:
            self.made.places[place] = DraftPlace(place, self._line(name))
            self.ahead.append(name)
        return place

    def _add_menu(self, gather: StudioWidget) -> None:
        """Fill a menu in: its text, and where its keys lead."""
        self.used |= {each.name for each in menus.after_key(self.widgets, gather)}
        told = keys_told(self._text(gather), self.made.language)
        self.labels[gather.name] = self.labels.get(gather.name, {}) | told.labels
        menu = self.made.places[self.names[gather.name]]
        menu.text = told.rest
        for key, target in menus.keys(self.widgets, gather):
            place = self._place(target) if target in self.widgets else ""
            if why := self._in_vain(menu, place):
                self._leave(gather.name, f"key {key} {why}")
            else:
                menu.choices.append(DraftChoice(key, place, spoken_name(target)))
        for each in menus.several_keys(self.widgets, gather):
            self._leave(gather.name, f'"{each}" is no single key; what it does is left out')

    def _in_vain(self, menu: DraftPlace, place: str) -> str:
        """Tell what a key does that needs no choice of a menu, if it is so."""
        if not place:
            return "ends the call; hanging up does so too"
        if place == menu.name:
            return "says the menu again; every line has a key for that"
        if place == self.made.start:
            return "begins anew; every line has a key for that"
        if place in {each.to for each in menu.choices}:
            return f"leads to {place} too; one key is enough"
        return ""

    def _label(self) -> None:
        """Give the choices the words by which prompts told of them, here or at another menu."""
        known: dict[str, str] = {}
        menus_told = [
            (self.made.places[self.names[name]], told) for name, told in self.labels.items()
        ]
        for menu, told in menus_told:
            menu.choices.sort(key=lambda each: "1234567890*#".index(each.key))
            known |= {each.to: told[each.key] for each in menu.choices if each.key in told}
        for menu, told in menus_told:
            for each in menu.choices:
                each.label = told.get(each.key) or known.get(each.to) or each.label

    def _stretch(self, name: str) -> Stretch:
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
                self._leave(name, "the call would go round for ever here; it ends instead")
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
            stretch.texts += filter(None, [self._text(widget)])
        if widget.type == "gather-input-on-call":
            self._leave(widget.name, "it asks for more than a single key, or for speech")
        elif widget.type == "connect-call-to":
            self._connected(widget, stretch)
        elif widget.type != "say-play":
            self._leave(widget.name, SILENT.get(widget.type, "the line cannot do this"))
        return widget.after(*menus.GOES_ON)

    def _connected(self, widget: StudioWidget, stretch: Stretch) -> None:
        number = telephone(widget.said("to"))
        stretch.telephone = stretch.telephone or number
        instead = "it tells callers the number instead" if number else "no number stands here"
        self._leave(widget.name, f"the line connects no calls; {instead}")

    def _decided(self, split: StudioWidget) -> str:
        """Return the way on at a split that looks at no key: the first that leads anywhere."""
        way = split.after("match", "noMatch")
        others = {each.next for each in split.transitions if each.next} - {way}
        goes_on = f'goes on to "{way}"' if way else "ends the call"
        told = f"it decides by {split.said('input') or 'something'}; the line {goes_on}"
        never = f", never to {', '.join(sorted(others))}" if others else ""
        self._leave(split.name, told + never)
        return way

    def _text(self, widget: StudioWidget) -> str:
        said = widget.said("say")
        if played := widget.said("play"):
            self._leave(widget.name, f"it plays {played}; write what is said there")
        for each in filled_in(said):
            self._leave(widget.name, f"its text says {each}, which the line does not know")
        return said

    def _named(self, widget: str) -> str:
        """Return the name of the place at a widget: no other has it."""
        if widget not in self.names:
            name, taken = place_name(widget), set(self.names.values())
            number = 2
            while name in taken:
                name, number = f"{place_name(widget)}-{number}", number + 1
            self.names[widget] = name
        return self.names[widget]

    def _line(self, name: str) -> int:
        return self.lines.get(name, 1)

    def _leave(self, name: str, what: str) -> None:
        kind = self.widgets[name].type
        self.made.leave(self._line(name), f"{name} ({kind}): {what}")
