"""Finds the languages that must have all their masters: the line's pyproject.toml names them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import click

from ivr.analysis.rules.budget_file import PROJECT
from ivr.analysis.rules.finding import at
from ivr.line.languages import match
from ivr.speech.store.shelf import Shelf
from ivr.speech.voice_choice import VoiceChoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ivr.analysis.rules.finding import Finding
    from ivr.analysis.rules.line import Line
    from ivr.menu.flow import Prompt

KEY = "[tool.ivr] masters"


def without_master(line: Line, audio: Path) -> Iterator[Finding]:
    """Yield the prompts without a fresh master, in the languages that are to have all.

    Raises:
        click.UsageError: It is not written which languages these are, or one is not spoken.
    """
    for each in _languages():
        code = match(each, line.flow.languages)
        if code is None:
            raise click.UsageError(
                f"{each}, of {KEY}, is not one of {', '.join(line.flow.languages)}"
            )
        for prompt, slow in _lacking(line, audio, code):
            pace = " at the slower pace" * slow
            told = f"{prompt.name} has no master{pace}: run `ivr speak --keep --language {code}`"
            yield at(line.source, line.where(prompt), "masters", "error", told)


def _languages() -> list[str]:
    text = PROJECT.read_text(encoding="utf-8") if PROJECT.is_file() else ""
    found = tomllib.loads(text).get("tool", {}).get("ivr", {}).get("masters")
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise click.UsageError(f'{PROJECT} has no list of languages under {KEY}, as in ["pt-BR"]')
    return found


def _lacking(line: Line, audio: Path, code: str) -> list[tuple[Prompt, bool]]:
    """Return what the engine with the most masters of a language lacks: one voice speaks it."""
    casting = VoiceChoice(line.flow, audio)
    by_engine = [_lacks(casting, Shelf(audio), code, engine) for engine in casting.engines(code)]
    return min(by_engine, key=len)


def _lacks(casting: VoiceChoice, shelf: Shelf, code: str, engine: str) -> list[tuple[Prompt, bool]]:
    prompts = [each for each in casting.flow.prompts if each.language == code]
    orders = (
        (prompt, slow, casting.by(engine, prompt, slow=slow))
        for slow in (False, True)
        for prompt in prompts
        if not casting.recorded(prompt, slow=slow)
    )
    return [(prompt, slow) for prompt, slow, order in orders if not order or not shelf.keeps(order)]
