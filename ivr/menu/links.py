"""Finds where every key leads, and reports dead ends, loops, and places that no key leads to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ivr.menu import keys, paths
from ivr.menu.fill import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.menu.document import MenuEntry, MenuFile, MessageEntry
    from ivr.menu.keys import Path, Report
    from ivr.menu.problem import Hints


class Links:
    """The links of a menu file; problems are reported as they are found.

    Args:
        document: What of the file could be read.
        names: The names of all its places, also of those that could not be read.
        report: Takes the path and the message of a problem.
        hints: Guess what was meant.
    """

    def __init__(
        self, document: MenuFile, names: Sequence[str], report: Report, hints: Hints
    ) -> None:
        self.hints = hints
        self.names = dict.fromkeys(names)
        self.report = report
        self.messages = document.messages
        self.places: dict[str, MenuEntry | MessageEntry] = {**document.menus, **document.messages}
        self.section = dict.fromkeys(document.menus, "menus")
        self.section |= dict.fromkeys(document.messages, "messages")
        self.start_key = str(document.everywhere.start.key)
        taken = keys.reserved(document.everywhere, report)
        self.number = document.everywhere.number
        others = len(document.languages) - 1
        self.keys = {name: self._assign(name, taken, others) for name in self.places}
        self.targets = {name: tuple(self._follow(name)) for name in self.places}
        start = document.start
        self.trails = paths.trails(start, self.targets) if start in self.places else {}

    def keys_to(self, place: str) -> tuple[str, ...]:
        """Return the keys that lead to a place from anywhere: to the start, then down.

        Raises:
            UnknownName: There is no such place.
        """
        if place not in self.names:
            raise UnknownName("place", place)
        way = (*self.trails.get(place, ()), place)
        hops = (self._key(here, there) for here, there in pairwise(way))
        return (self.start_key, *filter(None, hops))

    def check_ways(self) -> None:
        """Report places no key leads to, dead ends, and loops that go round without a key."""
        hopeful = paths.leading_to(self.messages, self.targets)
        then = {name: message.then for name, message in self.messages.items() if message.then}
        for name in self.places:
            if name not in self.trails:
                self._report_place(name, "no key leads here; add a choice that does, or delete it")
            if name not in hopeful:
                self._report_place(name, "dead end: from here no key leads to any message")
        for name in paths.endless(then):
            self._report_place(name, "goes round for ever without a key; end it with choices")

    def check_start(self, start: str) -> None:
        """Report a start that is missing or no menu, and places that are both menu and message."""
        if start not in self.names:
            self.report(["start"], self._nowhere(start))
        elif self.section.get(start) == "messages":
            self.report(["start"], f'a call begins in a menu, and "{start}" is a message')

    def _report_place(self, name: str, message: str) -> None:
        self.report([self.section[name], name], f'"{name}": {message}')

    def _nowhere(self, target: str) -> str:
        return f'leads to "{target}", no menu or message{self.hints.for_(target, self.names)}'

    def _assign(self, name: str, taken: dict[str, str], others: int) -> list[str]:
        """Give a key to each choice of a place, then to each language it offers."""
        place = self.places[name]
        taken = taken | self._number(place)
        frozen = [choice.key for choice in place.choices]
        frozen += [None] * (others if getattr(place, "languages", False) else 0)
        return keys.assign(frozen, taken, [self.section[name], name, "choices"], self.report)

    def _number(self, place: MenuEntry | MessageEntry) -> dict[str, str]:
        """Return the key that says the number of an answer alone, where an answer has one."""
        steps = getattr(place, "steps", ())
        if self.number is None or sum(step.call is not None for step in steps) != 1:
            return {}
        return {str(self.number.key): "number"}

    def _follow(self, name: str) -> Iterator[str]:
        for path, subject, target in self._wanted(name):
            if target in self.places:
                yield target
            elif target not in self.names:
                self.report([self.section[name], name, *path], subject + self._nowhere(target))

    def _wanted(self, name: str) -> Iterator[tuple[Path, str, str]]:
        place = self.places[name]
        for index, choice in enumerate(place.choices):
            yield ("choices", index, "to"), f"choice {index + 1} ", choice.to
        if name in self.messages and (then := self.messages[name].then):
            yield ("then",), "", then

    def _key(self, here: str, there: str) -> str:
        """Return the key that leads from one place to the next; none where it goes by itself."""
        choices = zip(self.places[here].choices, self.keys[here], strict=False)
        return next((key for choice, key in choices if choice.to == there), "")
