"""Writes the menu file of a line that was taken in, whole: it can be checked and called at once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from ivr.exchange.imports import around
from ivr.exchange.imports.fit import fit
from ivr.exchange.imports.whole import made_whole
from ivr.exchange.imports.words import spoken_name, titled
from ivr.menu.document import LANGUAGE

if TYPE_CHECKING:
    from ivr.exchange.imports.draft import Draft, DraftPlace

CHECKED_AGAIN = timedelta(days=180)
NOBODY = "0800 555 0199"
"""A number that is nobody's: `help` until the owner writes their own."""
HEAD = """\
# Everything callers hear and may press, taken from {file} by `ivr import`.
# After a change run `ivr check`; docs/menus.md explains each part.
"""
NO_WORDS = """\
# There are no ready words for {language} yet: those of {nearest} stand here, under `languages` and
# `everywhere`. Write them in {language}, and name a voice that speaks it.
"""
LEAD = re.compile(r"^(to|para|for)\s+", re.IGNORECASE)


def written(draft: Draft, today: date) -> str:
    """Return the menu file of a draft, which is mended where it could not be called."""
    return _MenuFile(draft, today).text()


class _MenuFile:
    def __init__(self, draft: Draft, today: date) -> None:
        self.draft = draft
        self.today = today
        self.language = draft.language
        self.nearest = around.nearest(self.language)
        self.words: dict[str, Any] = around.languages()[self.nearest]
        fit(draft)
        self.commands = made_whole(draft, self.words)
        self.values: dict[str, Any] = {}

    def text(self) -> str:
        """Return the whole file."""
        sections = {
            "menus": {each.name: self._menu(each) for each in self._places(menus=True)},
            "messages": {each.name: self._message(each) for each in self._places(menus=False)},
        }
        head = HEAD.format(file=self.draft.file)
        if self.nearest.partition("-")[0] != self.language.partition("-")[0]:
            head += NO_WORDS.format(language=self.language, nearest=self.nearest)
        everywhere = self._everywhere()
        document = self._beginning() | {"values": self.values, "everywhere": everywhere} | sections
        parts = (_dumped({name: part}) for name, part in document.items())
        return "\n".join([head, *parts])

    def _places(self, *, menus: bool) -> list[DraftPlace]:
        return [each for each in self.draft.places.values() if bool(each.choices) == menus]

    def _beginning(self) -> dict[str, Any]:
        name = titled(self.draft.name.strip()) or titled(spoken_name(self.draft.start))
        return {
            "name": self._in_language(name),
            "about": self._in_language(name),
            "start": self.draft.start,
            "languages": {self.language: self.words["language"]},
        }

    def _everywhere(self) -> dict[str, Any]:
        said = self.words["everywhere"]
        part: dict[str, Any] = {"welcome": self._in_language(self._welcome()), "help": self._help()}
        for command, key in self.commands.items():
            part[command] = {"key": int(key), "label": self._in_language(said[command])}
        part |= {name: [*map(self._in_language, said[name])] for name in ("no-input", "no-match")}
        part |= {name: self._in_language(said[name]) for name in ("warning", "goodbye", "sorry")}
        return part

    def _welcome(self) -> str:
        """Return the welcome; where there is none, the text of the first menu serves."""
        start = self.draft.places[self.draft.start]
        return self.draft.welcome or start.text or str(self.words["welcome"])

    def _help(self) -> str:
        """Return the name of the number that always helps: the first that the line names."""
        if not self.values:
            told = f"no telephone number is named: `help` is {NOBODY}, which is nobody's"
            self.draft.leave(1, f"{told}; write the number that always helps")
            self._number("help-line", NOBODY, 1)
        return next(iter(self.values))

    def _menu(self, place: DraftPlace) -> dict[str, Any]:
        serves = place.name == self.draft.start and not self.draft.welcome
        part: dict[str, Any] = {"title": self._in_language(self._title(place))}
        if place.text and not serves:
            part["text"] = self._in_language(place.text)
        numbered = [each.key for each in place.choices] == [
            str(number) for number in range(1, len(place.choices) + 1)
        ]
        part["choices"] = [
            {"to": each.to, "label": self._in_language(each.label)}
            | ({} if numbered else {"key": int(each.key)})
            for each in place.choices
        ]
        return part

    def _message(self, place: DraftPlace) -> dict[str, Any]:
        texts = [place.text]
        if place.telephone:
            value = self._number(f"{place.name}-number", place.telephone, place.line)
            texts.append(str(self.words["call"]).replace("{number}", f"{{{value}}}"))
        text = " ".join(filter(None, texts))
        if not text:
            self.draft.leave(place.line, f"{place.name} says nothing yet; write its text")
        part: dict[str, Any] = {
            "title": self._in_language(self._title(place)),
            "text": self._in_language(text or str(self.words["missing"])),
        }
        return part | ({"then": place.then} if place.then else {})

    def _number(self, name: str, telephone: str, line: int) -> str:
        self.values[name] = {
            "phone": telephone,
            "source": f"{self.draft.file}, line {line}",
            "checked": self.today,
            "check-again": self.today + CHECKED_AGAIN,
        }
        return name

    def _title(self, place: DraftPlace) -> str:
        """Return the title of a place: its own, or the words that led there, or its name's."""
        if place.title:
            return place.title
        if place.name == self.draft.start:
            return str(self.words["start"])
        ways = (each for menu in self.draft.places.values() for each in menu.choices)
        label = next((each.label for each in ways if each.to == place.name), "")
        return titled(LEAD.sub("", label) or spoken_name(place.name))

    def _in_language(self, text: str) -> dict[str, str]:
        return {self.language: text}


class WithoutAnchors(yaml.SafeDumper):
    """Writes out what stands in two places, since a menu file takes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # as PyYAML asks
        """Tell that nothing is written as an alias."""
        return True


def _dumped(part: dict[str, Any]) -> str:
    return yaml.dump(part, Dumper=WithoutAnchors, allow_unicode=True, sort_keys=False, width=100)


def fits(language: str) -> bool:
    """Tell whether a menu file takes the code of a language.

    >>> fits("en-US"), fits("English")
    (True, False)
    """
    return bool(re.fullmatch(LANGUAGE, language))
