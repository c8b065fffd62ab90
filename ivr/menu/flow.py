"""The nouns: a Flow of menus and messages, with every prompt in every language made and final."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    Texts = Mapping[str, str]
    Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the line, by its BCP 47 code, and the voice that speaks it."""

    code: str
    name: str
    voice: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text to be spoken in one go, and the code of the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A key a caller may press: it leads to a place, or changes the language.

    `prompts` holds the whole sentence that offers it; one that changes the language is offered
    in the language it changes to, whichever language the caller listens in.
    """

    key: str
    labels: Texts
    prompts: Texts
    to: str | None = None
    language: str | None = None
    icon: str | None = None
    words: Words | None = None
    weight: float = 1

    def prompt(self, language: str) -> Prompt:
        """Return the sentence that offers this choice to a caller who listens in `language`."""
        spoken = self.language or language
        return Prompt(self.prompts[spoken], spoken)


@dataclass(frozen=True, slots=True)
class Menu:
    """A place that offers choices."""

    name: str
    titles: Texts
    texts: Texts | None
    choices: tuple[Choice, ...]
    language_choices: Mapping[str, tuple[Choice, ...]]
    facts: tuple[str, ...] = ()

    def choices_in(self, language: str) -> tuple[Choice, ...]:
        """Return all a caller may choose here: the menu's own choices, then the languages."""
        return self.choices + self.language_choices.get(language, ())


@dataclass(frozen=True, slots=True)
class Message:
    """A place that gives an answer, then offers choices or goes on by itself."""

    name: str
    titles: Texts
    texts: Texts
    choices: tuple[Choice, ...] = ()
    then: str | None = None
    facts: tuple[str, ...] = ()

    def choices_in(self, language: str) -> tuple[Choice, ...]:  # noqa: ARG002  # as in Menu
        """Return all a caller may choose after the answer."""
        return self.choices


Place = Menu | Message


@dataclass(frozen=True, slots=True)
class Value:
    """A number, hours, a deadline or a limit as it is spoken, and how fresh it is."""

    name: str
    spoken: Texts
    digits: str | None
    source: str
    checked: dt.date
    check_again: dt.date


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What is said and may be pressed alike in every place."""

    welcome: Texts
    repeat: Choice
    back: Choice
    start: Choice
    no_input: tuple[Texts, ...]
    no_match: tuple[Texts, ...]
    warning: Texts
    goodbye: Texts
    sorry: Texts


@dataclass(frozen=True)
class Flow:
    """A whole line. `trails` gives, for each place, the places behind a caller who went straight.

    The first of `languages` answers the phone.
    """

    start: str
    languages: Mapping[str, Language]
    values: Mapping[str, Value]
    everywhere: Everywhere
    places: Mapping[str, Place]
    trails: Mapping[str, tuple[str, ...]]

    @cached_property
    def first_language(self) -> str:
        """The code of the language that answers the phone."""
        return next(iter(self.languages))
