"""The Flow: menus and messages, with every prompt in every language ready to be said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    Prompts = Mapping[str, "Prompt"]
    Texts = Mapping[str, str]
    Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine that renders sound files; a `rate` of 1 is its own speed."""

    voice: str
    rate: float = 1
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word or phrase is said: respelled in the language's letters, in IPA, or both.

    What is empty is not known: then the word is said as it is written.
    """

    written: str
    respelled: str = ""
    ipa: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the line, by its BCP 47 code, and the voices that speak it.

    `voice` is Twilio's; `voices` are those of the engines that render sound files, the preferred
    engine first. `digits` are the words telephone numbers are read out with, `keys` those that name
    the keys 0 to 9; `say` are the words that are said otherwise than they are written.
    """

    code: str
    name: str
    voice: str
    voices: Mapping[str, Voice]
    digits: tuple[str, ...]
    keys: tuple[str, ...]
    icon: str | None = None
    say: tuple[Pronunciation, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text to be spoken in one go, the code of its language, and a name that stays.

    The name tells where it is said, such as `bill.title`; a recording of it bears the same.
    """

    text: str
    language: str
    name: str
    careful: bool = False
    """Whether it is always spoken slowly, as a number that is said once more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A key a caller may press: it leads to a place, or changes the language.

    `prompts` holds the whole sentence that offers it; one that changes the language is offered
    in the language it changes to, whichever language the caller listens in.
    """

    key: str
    labels: Texts
    prompts: Prompts
    to: str | None = None
    language: str | None = None
    icon: str | None = None
    words: Words | None = None
    weight: float = 1

    def prompt(self, language: str) -> Prompt:
        """Return the sentence that offers this choice to a caller who listens in `language`."""
        return self.prompts[self.language or language]


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """One step of an answer: its kind is that of the menu file, or write or again."""

    kind: str
    prompts: Prompts


DECISIVE = ("do", "write", "call", "say")
"""Kinds of steps after whose last one a caller can act."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A place that offers choices; `opening` is the beginning of the answer it `opens` with."""

    name: str
    titles: Prompts
    texts: Prompts | None
    choices: tuple[Choice, ...]
    language_choices: Mapping[str, tuple[Choice, ...]]
    facts: tuple[str, ...] = ()
    opens: str | None = None
    opening: tuple[AnswerStep, ...] = ()

    @property
    def said(self) -> tuple[Prompts, ...]:
        """What is said between the title and the choices."""
        return (*(step.prompts for step in self.opening), *([self.texts] if self.texts else []))

    @property
    def decisive(self) -> tuple[Prompts, ...]:
        """What is said until a caller can act: all of it."""
        return self.said

    def choices_in(self, language: str) -> tuple[Choice, ...]:
        """Return all a caller may choose here: the menu's own choices, then the languages."""
        return self.choices + self.language_choices.get(language, ())


@dataclass(frozen=True, slots=True)
class Message:
    """A place that gives an answer, then offers choices or goes on by itself.

    The answer is one text, or `steps`. `number` says its telephone number alone, where it has one.
    """

    name: str
    titles: Prompts
    texts: Prompts | None
    choices: tuple[Choice, ...] = ()
    then: str | None = None
    facts: tuple[str, ...] = ()
    steps: tuple[AnswerStep, ...] = ()
    number: Choice | None = None
    number_alone: Prompts | None = None

    @property
    def said(self) -> tuple[Prompts, ...]:
        """What is said between the title and the choices."""
        return (*([self.texts] if self.texts else []), *(step.prompts for step in self.steps))

    @property
    def decisive(self) -> tuple[Prompts, ...]:
        """What is said until a caller can act: to the last do, call or say step, or all of it."""
        return tuple(step.prompts for step in self.steps if step.kind in DECISIVE) or self.said

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

    welcome: Prompts
    repeat: Choice
    back: Choice
    start: Choice
    no_input: tuple[Prompts, ...]
    no_match: tuple[Prompts, ...]
    warning: Prompts
    goodbye: Prompts
    sorry: Prompts
    fallback: Prompts
    """What is said when nothing else can be: always by Twilio's voice, so it has no sound."""

    def prompts(self) -> Iterator[Prompts]:
        """Yield all that is said everywhere."""
        yield from (self.welcome, self.warning, self.goodbye, self.sorry)
        yield from (*self.no_input, *self.no_match)
        yield from (choice.prompts for choice in (self.repeat, self.back, self.start))


@dataclass(frozen=True)
class Flow:
    """A whole line. `trails` gives, for each place, the places behind a caller who went straight.

    The first of `languages` answers the phone. `name` is what the line is called in each of them,
    and `about` says whose it is, where its owner says that.
    """

    start: str
    languages: Mapping[str, Language]
    values: Mapping[str, Value]
    everywhere: Everywhere
    places: Mapping[str, Place]
    trails: Mapping[str, tuple[str, ...]]
    name: Texts
    about: Texts

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """All that can be heard on the line, each prompt once."""
        said = [*self.everywhere.prompts()]
        for place in self.places.values():
            offers = (place.choices_in(language) for language in self.languages)
            said += [place.titles, *place.said]
            said += [choice.prompts for choices in offers for choice in choices]
            if isinstance(place, Message) and place.number and place.number_alone:
                said += [place.number.prompts, place.number_alone]
        return tuple(dict.fromkeys(prompt for each in said for prompt in each.values()))

    @cached_property
    def first_language(self) -> str:
        """The code of the language that answers the phone."""
        return next(iter(self.languages))
