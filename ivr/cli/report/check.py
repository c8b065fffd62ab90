"""Prints what `ivr check` found, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ivr.cli.report.sarif import sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ivr.analysis.rules.examination import Checked
    from ivr.analysis.rules.finding import Finding
    from ivr.analysis.rules.run import Verdict

COLOURS = {"error": "red", "warning": "yellow"}


def text(findings: Sequence[Finding]) -> str:
    """Return a line for each finding, coloured where it is shown on a terminal."""
    return "".join(f"{_coloured(each)}\n" for each in findings)


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as a list for programs."""
    return json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2) + "\n"


def github(findings: Sequence[Finding]) -> str:
    """Return the commands that make GitHub Actions show each finding beside its line.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(
        f"::{each.severity} file={_property(each.file)},line={each.line},col={each.column},"
        f"title={_property(each.rule or 'menu file')}::{_data(each.message)}\n"
        for each in findings
    )


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}


def summary(checked: Checked) -> str:
    """Return what there is to say of a file as a whole."""
    return f"{checked.file}: " + "\n".join([_result(checked), *_notes(checked)])


def _result(checked: Checked) -> str:
    counts = Counter(each.severity for each in checked.findings)
    if checked.flow is None:
        return f"{_count(len(checked.findings), 'problem')}; the line will not speak this file"
    found = [_count(counts[each], each) for each in ("error", "warning") if counts[each]]
    places = f"{_count(len(checked.flow.places), 'place')} in {', '.join(checked.flow.languages)}"
    return f"{'' if found else 'good: '}{', '.join([places, *found])}"


def _notes(checked: Checked) -> Iterator[str]:
    if checked.known:
        yield f"{checked.known} known from the baseline are left out"
    if checked.stale:
        yield f"{_count(checked.stale, 'value')} to be checked again, as {checked.today} is here"
    if checked.verdict:
        yield from _of_rules(checked.verdict, checked.silent)


def _of_rules(verdict: Verdict, silent: int) -> Iterator[str]:
    if verdict.excused:
        yield f"{len(verdict.excused)} are allowed by the file, each for a reason"
    if verdict.unheard:
        rules = _count(len(verdict.unheard), "rule")
        why = f"{silent} prompts have no sound: run `ivr speak`" if silent else "--no-sound"
        yield f"{rules} about time and sound were not asked ({why})"
    if verdict.wordless:
        codes = ", ".join(verdict.wordless)
        yield f"rules about words say nothing of {codes}: they know no words of it"


def _coloured(finding: Finding) -> str:
    whole = str(finding)
    place, told = whole[: -len(finding.message)], finding.message
    return click.style(place, fg=COLOURS[finding.severity]) + told


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
