"""Writes out what a menu file says in short: a choice that is a name, a place without a title.

A place may say how it is offered: its label, icon and spoken words. Choices that lead there need
not say them again, and its title is the label, with a capital first letter. What is written out
still knows where it stands in the file.
"""

from __future__ import annotations

from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, Any

from ivr.menu.fill import sentence_case
from ivr.menu.source import Entries, Items
from ivr.menu.spelling import Nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.menu.problem import Problem
    from ivr.menu.source import Mark, Source

SECTIONS = ("menus", "messages")
OFFERED = ("label", "icon", "words")
"""What a place says of itself for the choices that lead there."""


def written_out(source: Source) -> Source:
    """Return a menu file without short forms; the source itself stays as it is.

    A name that stands for no choice is reported among what is `repeated`.
    """
    return _WritingOut(source).whole()


class _WritingOut:
    def __init__(self, source: Source) -> None:
        self.source = source
        sections = {name: source.data.get(name) for name in SECTIONS}
        self.sections = {name: each for name, each in sections.items() if isinstance(each, Entries)}
        self.places: Mapping[str, Any] = {
            name: place for section in self.sections.values() for name, place in section.items()
        }
        languages = source.data.get("languages")
        self.codes = tuple(languages) if isinstance(languages, Entries) else ()
        self.problems: list[Problem] = []

    def whole(self) -> Source:
        """Return the whole file; a part without short forms is the very same part."""
        data = self.source.data.copy()
        for name, section in self.sections.items():
            made = {each: self._place(place, (name, each)) for each, place in section.items()}
            if changed := {each: new for each, new in made.items() if new is not section[each]}:
                data[name] = section.copy()
                data[name].update(changed)
        wrong = (*self.source.repeated, *self.problems)
        return replace(self.source, data=data, repeated=wrong)

    def _place(self, place: Any, path: tuple[str, str]) -> Any:
        if not isinstance(place, Entries):
            return place
        choices, label = place.get("choices"), place.get("label")
        made = place
        if isinstance(choices, Items):
            offered = self._choices(choices, (*path, "choices"))
            if offered is not choices:
                made = place.copy()
                made["choices"] = offered
        if isinstance(label, Entries) and "title" not in place:
            made = made.copy()
            made.take(Entries.at(place.marks("label")[0], {"title": _title(label)}), ["title"])
        return made

    def _choices(self, choices: Items, path: tuple[str, ...]) -> Items:
        """Return choices with all that they leave to the places where they lead."""
        made = choices.copy()
        for index, choice in enumerate(choices):
            if isinstance(choice, str) and not isinstance(choice, Nothing):
                made[index] = self._named(choice, choices.marks[index], (*path, index))
            elif isinstance(choice, Entries):
                made[index] = self._choice(choice)
        return choices if all(map(is_, made, choices)) else made

    def _named(self, name: str, mark: Mark, path: tuple[str | int, ...]) -> Entries:
        """Return the choice that a name stands for; without a label it has one in its place."""
        made = self._choice(Entries.at(mark, {"to": name}))
        if "label" in made:
            return made
        if name in self.places:
            wrong = f'"{name}" has no label; write one there, or here: {{to: {name}, label: …}}'
            self.problems.append(self.source.problem(path, wrong))
        stand_in = Entries.at(mark, dict.fromkeys(self.codes, name))
        made.take(Entries.at(mark, {"label": stand_in}), ["label"])
        return made

    def _choice(self, choice: Entries) -> Entries:
        place = self.places.get(str(choice.get("to")))
        if not isinstance(place, Entries):
            return choice
        lacking = [name for name in OFFERED if name in place and name not in choice]
        if not lacking:
            return choice
        made = choice.copy()
        made.take(place, lacking)
        return made


def _title(label: Entries) -> Entries:
    title = label.copy()
    for code, text in label.items():
        if isinstance(text, str):
            title[code] = text if isinstance(text, Nothing) else sentence_case(text, code)
    return title
