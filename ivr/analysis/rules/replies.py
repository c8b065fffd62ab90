"""Reads the TwiML that a line answers with, as a phone reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring
from twiml_phone.twiml import parser
from twiml_phone.twiml.verbs import Gather

from ivr.line import dialogue
from ivr.line.dialogue import State
from ivr.line.heard import NoKey
from ivr.line.twilio.render import render
from ivr.menu.flow import Menu

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from twiml_phone.twiml.verbs import Verb

    from ivr.menu.flow import Flow, Place
    from ivr.menu.problem import Path


@dataclass(frozen=True)
class PlaceReply:
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


def replies(flow: Flow) -> Iterator[PlaceReply]:
    """Yield what a line answers at every place, and what it says before it lets a caller go."""
    for place, language in arrivals(flow):
        turn = dialogue.arrive(flow, State(language, place.name))
        yield PlaceReply(render(turn, flow), here(flow, place.name))
    for language in flow.languages:
        last = State(language, flow.start, silences=len(flow.everywhere.no_input))
        warned = dialogue.answer(flow, last, NoKey())
        yield PlaceReply(render(warned, flow), ("everywhere", "warning", language))


def arrivals(flow: Flow) -> Iterator[tuple[Place, str]]:
    """Yield every place in every language, without those that only lead on."""
    for place in flow.places.values():
        if not getattr(place, "then", None):
            yield from ((place, language) for language in flow.languages)


def here(flow: Flow, place: str) -> Path:
    """Return where a place stands in the file."""
    section = "menus" if isinstance(flow.places[place], Menu) else "messages"
    return (section, place)
