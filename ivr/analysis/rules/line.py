"""What the rules judge: a line as its menu file makes it, and where each of its texts stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ivr.analysis.rules.lexicon import lexicon
from ivr.analysis.rules.replies import arrivals, here, replies
from ivr.line import dialogue
from ivr.line.dialogue import State
from ivr.menu.document import READ, STEPS, typed
from ivr.menu.flow import Menu, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.lexicon import Lexicon
    from ivr.analysis.rules.measured_line import MeasuredLine
    from ivr.analysis.rules.replies import PlaceReply
    from ivr.line.dialogue import Turn
    from ivr.menu.document import MenuFile
    from ivr.menu.flow import Choice, Flow, Place, Prompt, Prompts
    from ivr.menu.problem import Path
    from ivr.menu.source import Source


@dataclass(frozen=True)
class Line:
    """A line to be judged; `heard` is None where not every prompt has its sound."""

    flow: Flow
    document: MenuFile
    source: Source
    heard: MeasuredLine | None = None

    @cached_property
    def menus(self) -> tuple[Menu, ...]:
        """The places that offer choices."""
        return tuple(place for place in self.flow.places.values() if isinstance(place, Menu))

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """The places that answer."""
        return tuple(place for place in self.flow.places.values() if isinstance(place, Message))

    @cached_property
    def start(self) -> Menu:
        """The menu a call begins in."""
        return next(menu for menu in self.menus if menu.name == self.flow.start)

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """The words of each language of the line that has any."""
        found = ((code, lexicon(code)) for code in self.flow.languages)
        return {code: each for code, each in found if each}

    @cached_property
    def replies(self) -> tuple[PlaceReply, ...]:
        """The TwiML of every place, and of the last warning, in every language."""
        return tuple(replies(self.flow))

    def turn(self, place: str, language: str) -> Turn:
        """Return what a caller hears who comes to a place."""
        return dialogue.arrive(self.flow, State(language, place))

    def arrivals(self) -> Iterator[tuple[Place, str]]:
        """Yield every place in every language, without those that only lead on."""
        yield from arrivals(self.flow)

    def calling_without(self, kind: str) -> Iterator[Message]:
        """Yield the answers made of steps that have callers dial one number, and lack a step."""
        for message in self.messages:
            kinds = [step.kind for step in message.steps]
            if kinds.count("call") == 1 and kind not in kinds:
                yield message

    def here(self, place: str) -> Path:
        """Return where a place stands in the file."""
        return here(self.flow, place)

    def label(self, place: str, index: int, language: str) -> Path:
        """Return where the label of a choice stands."""
        return (*self.here(place), "choices", index, "label", language)

    def labels(self, language: str) -> Iterator[tuple[Path, str, Choice]]:
        """Yield the label of each choice of each place, and where it stands."""
        for place in self.flow.places.values():
            for index, choice in enumerate(place.choices):
                yield self.label(place.name, index, language), choice.labels[language], choice

    def typed(self, language: str) -> Iterator[tuple[Path, str]]:
        """Yield every text that is said in a language as it stands in the file, braces and all."""
        said = (each for each in typed(self.document) if each[0][0] not in READ)
        return ((path, text) for path, text in said if path[-1] == language)

    def texts(self, language: str) -> Iterator[tuple[Path, str]]:
        """Yield every text of the file as it is spoken: labels without their phrase."""
        for path, label, _ in self.labels(language):
            yield path, label
        for path, prompts in self._said():
            yield (*path, language), prompts[language].text

    def where(self, prompt: Prompt) -> Path:
        """Return where the text of a prompt stands."""
        return self._paths[prompt.name, prompt.language]

    @cached_property
    def _paths(self) -> dict[tuple[str, str], Path]:
        said = {
            (prompt.name, code): (*path, code)
            for path, prompts in (*self._offered(), *self._said())
            for code, prompt in prompts.items()
        }
        offers = (menu.choices_in(code) for menu in self.menus for code in self.flow.languages)
        others = (each for choices in offers for each in choices if each.language)
        return said | {
            (prompt.name, code): ("languages", code, "label")
            for choice in others
            for code, prompt in choice.prompts.items()
        }

    def _said(self) -> Iterator[tuple[Path, Prompts]]:
        shared = self.flow.everywhere
        for name in ("welcome", "warning", "goodbye", "sorry"):
            yield ("everywhere", name), getattr(shared, name)
        for name in ("no-input", "no-match"):
            for index, each in enumerate(getattr(shared, name.replace("-", "_"))):
                yield ("everywhere", name, index), each
        for place in self.flow.places.values():
            yield (*self.here(place.name), "title"), place.titles
            if place.texts:
                yield (*self.here(place.name), "text"), place.texts
            if isinstance(place, Message):
                yield from self._stepped(place)

    def _stepped(self, message: Message) -> Iterator[tuple[Path, Prompts]]:
        """Yield the steps of an answer; what the file does not write stands there too."""
        here = self.here(message.name)
        written = iter(enumerate(self.document.messages[message.name].steps))
        for step in message.steps:
            if step.kind in STEPS:
                index, _ = next(written)
                yield (*here, "steps", index, step.kind), step.prompts
            else:
                yield (*here, "steps"), step.prompts
        if message.number and message.number_alone:
            yield (*here, "steps"), message.number_alone
            yield ("everywhere", "number", "label"), message.number.prompts

    def _offered(self) -> Iterator[tuple[Path, Prompts]]:
        for name in ("repeat", "back", "start"):
            yield ("everywhere", name, "label"), getattr(self.flow.everywhere, name).prompts
        for place in self.flow.places.values():
            for index, choice in enumerate(place.choices):
                yield (*self.here(place.name), "choices", index, "label"), choice.prompts
