"""Walks a flow as callers do, from the incoming call on, and notes each place they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.errors import ForeignFileError
from ivr.exchange.imports.draft import Draft, DraftChoice, DraftPlace
from ivr.exchange.imports.prompt import keys_told
from ivr.exchange.imports.studio import menus
from ivr.exchange.imports.studio.flow import lines, parsed
from ivr.exchange.imports.studio.follow import Follower
from ivr.exchange.imports.words import place_name, spoken_name

if TYPE_CHECKING:
    from ivr.exchange.imports.studio.flow import StudioWidget
    from ivr.exchange.imports.studio.follow import Stretch


def read(text: str, file: str, language: str = "") -> Draft:
    """Return what callers meet in a flow; `language` is that of its prompts, if it is known.

    Raises:
        ForeignFileError: It is no flow, or it answers no calls.
    """
    return _Walk(text, file, language).draft()


class _Walk:
    def __init__(self, text: str, file: str, language: str) -> None:
        flow = parsed(text, file)
        self.widgets = {each.name: each for each in flow.states}
        self.made = Draft(file, name=flow.description, language=language or self._language())
        self.follow = Follower(self.widgets, lines(text), self.made)
        self.first = self._first(flow.initial_state)
        self.names: dict[str, str] = {}
        self.labels: dict[str, dict[str, str]] = {}
        self.follow.used.add(flow.initial_state)
        self.ahead: list[str] = []

    def draft(self) -> Draft:
        """Return all places that a caller can come to."""
        self._begin()
        while self.ahead:
            self._add_menu(self.widgets[self.ahead.pop(0)])
        self._label()
        for name in (each for each in self.widgets if each not in self.follow.used):
            self.follow.leave(name, "no key leads to it; it is left out")
        return self.made

    def _first(self, trigger: str) -> str:
        """Return the widget that an incoming call comes to."""
        first = self.widgets[trigger].after("incomingCall") if trigger in self.widgets else ""
        if first not in self.widgets:
            told = "this flow answers no calls: its trigger leads nowhere at incomingCall"
            line = self.follow.lines.get(trigger, 1)
            raise ForeignFileError(f"{self.made.file}:{line}: {told}; import another flow")
        return first

    def _language(self) -> str:
        said = (each.said("language") for each in self.widgets.values())
        return next((each for each in said if each), "")

    def _begin(self) -> None:
        stretch = self.follow.stretch(self.first)
        if not stretch.end:
            self.made.start = self._message(self.first, stretch, self._before(stretch))
            return
        self.made.start = self._menu(stretch.end)
        self.made.welcome = self._before(stretch)
        if stretch.telephone:
            self.follow.leave(
                self.first, f"calls {stretch.telephone} before any key; it is left out"
            )

    def _place(self, name: str) -> str:
        """Return the place to which a way leads that begins at a widget."""
        stretch = self.follow.stretch(name)
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
            made = DraftPlace(place, self.follow.line(name), text=text, telephone=stretch.telephone)
            self.made.places[place] = made
            made.then = self._menu(stretch.end) if stretch.end else ""
        return place

    def _menu(self, name: str) -> str:
        place = self._named(name)
        if place not in self.made.places:
            self.made.places[place] = DraftPlace(place, self.follow.line(name))
            self.ahead.append(name)
        return place

    def _add_menu(self, gather: StudioWidget) -> None:
        """Fill a menu in: its text, and where its keys lead."""
        self.follow.used |= {each.name for each in menus.after_key(self.widgets, gather)}
        told = keys_told(self.follow.text(gather), self.made.language)
        self.labels[gather.name] = self.labels.get(gather.name, {}) | told.labels
        menu = self.made.places[self.names[gather.name]]
        menu.text = told.rest
        for key, target in menus.keys(self.widgets, gather):
            place = self._place(target) if target in self.widgets else ""
            if why := self._in_vain(menu, place):
                self.follow.leave(gather.name, f"key {key} {why}")
            else:
                menu.choices.append(DraftChoice(key, place, spoken_name(target)))
        for each in menus.several_keys(self.widgets, gather):
            self.follow.leave(gather.name, f'"{each}" is no single key; what it does is left out')

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

    def _named(self, widget: str) -> str:
        """Return the name of the place at a widget: no other has it."""
        if widget not in self.names:
            name, taken = place_name(widget), set(self.names.values())
            number = 2
            while name in taken:
                name, number = f"{place_name(widget)}-{number}", number + 1
            self.names[widget] = name
        return self.names[widget]
