"""A rule's finding points to the text it is about."""

from __future__ import annotations

from pathlib import Path

from ivr.analysis.rules.line import Line
from ivr.menu.reader import examine
from ivr.menu.source import load


def test_every_prompt_stands_somewhere_in_the_file(telephone: Path) -> None:
    reading = examine(load(telephone))
    assert reading.flow
    assert reading.document
    line = Line(reading.flow, reading.document, reading.source)
    for prompt in reading.flow.prompts:
        written = line.source.data
        for step in line.where(prompt):
            written = written[step]
        assert isinstance(written, str), prompt
