"""The kinds of change between two versions of a line; what one side lacks is None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A menu or an answer that one version has; `keys` lead there, `titles` name it."""

    name: str
    keys: str
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A menu or an answer on other keys."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in one language; `name` is its prompt's, as in bill.title."""

    name: str
    language: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A number, hours, a deadline or a limit, as it is spoken."""

    name: str
    language: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Seconds:
    """The seconds to an answer's first word; `way` are the places on the way to it."""

    way: tuple[str, ...]
    language: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs; `expected` are the mean seconds to the first word, by language."""

    languages_added: tuple[str, ...]
    languages_gone: tuple[str, ...]
    added: tuple[PlaceChange, ...]
    gone: tuple[PlaceChange, ...]
    moved: tuple[Moved, ...]
    words: tuple[Words, ...]
    values: tuple[ValueChange, ...]
    seconds: tuple[Seconds, ...] = ()
    expected: tuple[Seconds, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether callers hear or press anything else, whatever it lasts."""
        said = (self.languages_added, self.languages_gone, self.added, self.gone)
        return any((*said, self.moved, self.words, self.values))
