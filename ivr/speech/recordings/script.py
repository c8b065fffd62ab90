"""The script for a person who records the line: what to say, in which file, in how many seconds."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from ivr.speech import pace
from ivr.speech.recordings.recordings import recordings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ivr.menu.flow import Flow

State = Literal["to record", "to record again", "recorded"]


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One prompt to be recorded; `shortest` and `longest` are the seconds it may take."""

    language: str
    file: str
    text: str
    shortest: float
    longest: float
    state: State


def lines(flow: Flow, folder: Path, language: str | None = None) -> list[ScriptLine]:
    """Return what is to be recorded of a line, language by language."""
    there = {(each.language, each.name): each for each in recordings(folder)}
    found = []
    for prompt in flow.prompts:
        recording = there.get((prompt.language, prompt.name))
        state: State = "to record"
        if recording:
            state = "recorded" if recording.says(prompt.text) else "to record again"
        seconds = pace.easy(prompt.text)
        text = pace.folded(prompt.text)
        found.append(ScriptLine(prompt.language, f"{prompt.name}.wav", text, *seconds, state))
    order = list(flow.languages)
    wanted = (line for line in found if language in {None, line.language})
    return sorted(wanted, key=lambda line: order.index(line.language))


def as_text(script: Sequence[ScriptLine]) -> str:
    """Write a script to be read in a terminal."""
    return "".join(
        f"{line.language}/{line.file}  {line.shortest:g} to {line.longest:g} s  {line.state}\n"
        f"    {line.text}\n"
        for line in script
    )


def as_csv(script: Sequence[ScriptLine]) -> str:
    """Write a script for a spreadsheet; the mark in front lets it read letters such as ã and ş."""
    file = io.StringIO()
    table = csv.DictWriter(file, [field.name for field in fields(ScriptLine)])
    table.writeheader()
    table.writerows(map(asdict, script))
    return "\ufeff" + file.getvalue()


def as_html(script: Sequence[ScriptLine], flow: Flow) -> str:
    """Write a script to be printed, a table for each language."""
    languages = [
        (flow.languages[code], list(group))
        for code, group in groupby(script, key=lambda line: line.language)
    ]
    pages = Environment(
        loader=PackageLoader("ivr.speech"), autoescape=True, undefined=StrictUndefined
    )
    fast, slow = pace.EASY
    return pages.get_template("script.html").render(languages=languages, fast=fast, slow=slow)
