"""The TwiML a line answers with, as a phone reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring
from twiml_phone.twiml import parser
from twiml_phone.twiml.verbs import Gather

from ivr import dialogue
from ivr.dialogue import State
from ivr.webhooks.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from twiml_phone.twiml.verbs import Verb

    from ivr.rules.line import Line
    from ivr.rules.rule import Path


@dataclass(frozen=True)
class Reply:
    """A TwiML document, and what of the menu file it comes from."""

    xml: str
    path: Path = ()

    @cached_property
    def verbs(self) -> tuple[Verb, ...]:
        """Its verbs, with Twilio's defaults."""
        return parser.parse(self.xml).verbs

    @property
    def gathers(self) -> Iterator[tuple[Gather, Element]]:
        """The verbs that listen, each beside its element as it was written."""
        written: Element = fromstring(self.xml)
        read = (verb for verb in self.verbs if isinstance(verb, Gather))
        return zip(read, written.iter("Gather"), strict=True)


def replies(line: Line) -> Iterator[Reply]:
    """Yield what a line answers at every place, and what it says before it lets a caller go."""
    for place, language in line.arrivals():
        turn = line.turn(place.name, language)
        yield Reply(render(turn, line.flow), line.here(place.name))
    for language in line.flow.languages:
        last = State(language, line.flow.start, silences=len(line.flow.everywhere.no_input))
        warned = dialogue.answer(line.flow, last, None)
        yield Reply(render(warned, line.flow), ("everywhere", "warning", language))
