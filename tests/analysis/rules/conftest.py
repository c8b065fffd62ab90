"""A small line in which no rule finds a fault, and lines that examples make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from ivr.analysis.rules.clip import Clip
from ivr.analysis.rules.line import Line
from ivr.analysis.rules.measured_line import MeasuredLine
from ivr.analysis.rules.replies import PlaceReply
from ivr.analysis.rules.rule import Fault, Rule
from ivr.analysis.timing.clock import Clock
from ivr.menu.flow import Prompt
from ivr.menu.reader import examine
from ivr.menu.source import parse
from ivr.speech.audio.sound import Measure

SMALL = Path(__file__).with_name("line.yaml").read_text(encoding="utf-8")
CHARACTERS = 14.0
"""Said a second in examples that are timed."""
EXAMPLE = re.compile(r"^(Good|Bad):\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MEASURE = Measure(
    seconds=3.0, head=0.08, tail=0.18, level=-22.0, peak=-4.0, clipped=0, noise=-60.0, steady=True
)


class Said(Clock):
    """A clock for lines nobody has spoken yet."""

    def seconds(self, prompt: Prompt, *, slow: bool = False) -> float:
        return len(prompt.text) / CHARACTERS * (1.2 if slow else 1)


@dataclass(frozen=True)
class Example:
    """A part of a rule's docstring: a piece of a menu file, of TwiML, or what was measured."""

    kind: str
    text: str

    def faults(self, rule: Rule) -> list[Fault]:
        return list(rule.faults(self.line()))

    def line(self) -> Line:
        line = menus(self.text if self.kind == "yaml" else "{}")
        if self.kind == "xml":
            line.__dict__["replies"] = (PlaceReply(self.text),)
        if self.kind == "sounds":
            measured = yaml.safe_load(self.text)
            clips = tuple(clip(**each) for each in measured)
            stale = tuple(
                each.prompt for each, told in zip(clips, measured, strict=True) if "stale" in told
            )
            return replace(line, heard=MeasuredLine(line.flow, Said(), clips, stale))
        return line


def menus(fragment: str) -> Line:
    """Return the small line with a fragment put into it."""
    whole = merged(parse(SMALL, "").data, parse(fragment, "").data)
    for code in whole["languages"].keys() - {"en-US"}:
        whole = spoken_too(whole, code)
    source = parse(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "menus.yaml")
    reading = examine(source)
    assert reading.flow, reading.problems
    assert reading.document
    return Line(reading.flow, reading.document, source, MeasuredLine(reading.flow, Said()))


def merged(whole: Any, part: Any) -> Any:
    """Return a mapping with another put into it, down to lists and texts, which are replaced."""
    if not (isinstance(whole, dict) and isinstance(part, dict)):
        return list(map(plain, part)) if isinstance(part, list) else plain(part)
    both = {name: plain(each) for name, each in whole.items()}
    if "steps" in part:
        both.pop("text", None)
    return both | {name: merged(both.get(name), each) for name, each in part.items()}


def spoken_too(data: Any, code: str) -> Any:
    """Return data in which another language says what English says, if it does not say it."""
    if isinstance(data, list):
        return [spoken_too(each, code) for each in data]
    if not isinstance(data, dict):
        return data
    whole = {name: spoken_too(each, code) for name, each in data.items()}
    if "en-US" not in data:
        return whole
    said = data["en-US"]
    return whole | {code: merged(said, data[code]) if code in data else said}


def plain(data: Any) -> Any:
    """Return data without the marks that tell where it stood."""
    if isinstance(data, dict):
        return {name: plain(each) for name, each in data.items()}
    return [plain(each) for each in data] if isinstance(data, list) else data


def clip(prompt: str, text: str, **measured: Any) -> Clip:
    """Return a sound of which only what matters was said."""
    about = {"voice": "espeak en-us", "rate": 8000, "channels": 1, "coding": "ULAW"}
    about |= {"pauses": (), "transcript": None}
    about |= {name: measured[name] for name in about if name in measured}
    figures = {name: measured[name] for name in MEASURE.__slots__ if name in measured}
    about["pauses"] = tuple(about["pauses"])
    return Clip(Prompt(text, "en-US", prompt), False, measure=replace(MEASURE, **figures), **about)


def examples(rule: Rule) -> dict[str, Example]:
    """Return the good and the bad example of a rule."""
    return {which: Example(kind, text) for which, kind, text in EXAMPLE.findall(rule.doc)}


@pytest.fixture
def line() -> Callable[[str], Line]:
    """A line made of the small one and a fragment."""
    return menus


@pytest.fixture
def examples_of() -> Callable[[Rule], dict[str, Example]]:
    return examples
