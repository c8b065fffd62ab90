"""A rule's finding points to the text it is about."""

from __future__ import annotations

from pathlib import Path

from ivr.menu.flow import Flow
from ivr.menu.source import load
from ivr.rules.line import Line


def test_every_prompt_stands_somewhere_in_the_file(flow: Flow, telephone: Path) -> None:
    line = Line(flow, load(telephone))
    for prompt in flow.prompts:
        written = line.written(line.where(prompt))
        assert isinstance(written, str), prompt
