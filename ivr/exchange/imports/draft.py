"""What is known of a line of another program: its places, and what could not be carried."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TELEPHONE = re.compile(r"\+?[0-9][0-9 .()-]{2,20}")
"""A telephone number as people write it: three digits at least."""


@dataclass(frozen=True)
class Uncarried:
    """Something of a file that our line cannot have; `line` is where it stands, from 1."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass
class DraftChoice:
    """What a key of a menu leads to; `key` is as it was written, perhaps none of 0 to 9."""

    key: str
    to: str
    label: str


@dataclass
class DraftPlace:
    """A menu if it has choices, otherwise a message; `line` is where it stands, from 1.

    `then` is where a message goes on; `telephone` is a number that it sends callers to.
    """

    name: str
    line: int
    title: str = ""
    text: str = ""
    choices: list[DraftChoice] = field(default_factory=list)
    then: str = ""
    telephone: str = ""


@dataclass
class Draft:
    """A line of another program, as far as it could be read.

    `start` is the name of a menu, and `places` are by their names, in the order in which callers
    come to them. `language` is empty where the file does not say it.
    """

    file: str
    name: str = ""
    language: str = ""
    welcome: str = ""
    start: str = ""
    places: dict[str, DraftPlace] = field(default_factory=dict)
    uncarried: list[Uncarried] = field(default_factory=list)

    def leave(self, line: int, what: str) -> None:
        """Note what could not be carried, once."""
        told = Uncarried(self.file, line, what)
        if told not in self.uncarried:
            self.uncarried.append(told)

    def free_name(self, name: str) -> str:
        """Return a name that no place has yet: this one, or one with a number."""
        number, free = 2, name
        while free in self.places:
            number, free = number + 1, f"{name}-{number}"
        return free

    def reached(self) -> list[DraftPlace]:
        """Return the places that keys lead to from the start, in the order of a tree."""
        found: dict[str, DraftPlace] = {}
        ahead = [self.start]
        while ahead:
            name = ahead.pop()
            if name in found or name not in self.places:
                continue
            place = found[name] = self.places[name]
            ahead += reversed([*(each.to for each in place.choices), place.then])
        return list(found.values())


def telephone(written: str) -> str:
    """Return a telephone number in the digits that a menu file takes, or nothing.

    >>> telephone("+1 (800) 555-0199"), telephone("{{flow.variables.to}}")
    ('1 800 555 0199', '')
    """
    if not TELEPHONE.fullmatch(written.strip()):
        return ""
    return " ".join(re.findall("[0-9]+", written))
