"""Checks one menu file: first whether it can be spoken, then by the rules and the budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.analysis.rules.budget_file import exceeded
from ivr.analysis.rules.finding import Finding, wrong
from ivr.analysis.rules.line import Line
from ivr.analysis.rules.masters import without_master
from ivr.analysis.rules.measured_line import hear
from ivr.analysis.rules.run import judge
from ivr.errors import SoundMissing, UnreadableMenus
from ivr.menu.include import load
from ivr.menu.problem import Problem
from ivr.menu.reader import ending, examine, later, stale

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from ivr.analysis.rules.rule import Rule
    from ivr.analysis.rules.run import Verdict
    from ivr.menu.document import MenuFile
    from ivr.menu.flow import Flow
    from ivr.menu.reader import Reading
    from ivr.menu.stamp import Stamp


@dataclass(frozen=True)
class Asked:
    """What is to be looked at; a `sound` of None means: where every prompt has one."""

    rules: tuple[Rule, ...]
    audio: Path
    sound: bool | None
    today: dt.date
    budget: bool = field(kw_only=True)
    masters: bool = field(kw_only=True, default=False)


@dataclass(frozen=True)
class Checked:
    """What came of it; `flow` is None where the line will not speak the file.

    `silent` counts the prompts that have no sound, if sounds were looked for; `stale` the values
    to be checked again by `today`; `files` are those that were looked for, each as it was.
    """

    file: Path
    findings: tuple[Finding, ...]
    flow: Flow | None = None
    verdict: Verdict | None = None
    silent: int = 0
    unreadable: bool = False
    known: int = 0
    stale: int = 0
    today: dt.date | None = None
    files: Mapping[Path, Stamp | None] = field(default_factory=dict)


def check_file(file: Path, asked: Asked) -> Checked:
    """Look over a menu file.

    Raises:
        SoundMissing: Sounds were asked for, and are not there.
    """
    try:
        source = load(file)
    except UnreadableMenus as error:
        problems = (each for each in error.problems if isinstance(each, Problem))
        return Checked(file, tuple(map(wrong, problems)), unreadable=True, files=error.files)
    reading = examine(source, asked.today)
    if reading.flow is None or reading.document is None:
        return Checked(file, tuple(map(wrong, reading.problems)), files=source.files)
    return _judged(file, reading, reading.flow, reading.document, asked)


def _judged(file: Path, reading: Reading, flow: Flow, document: MenuFile, asked: Asked) -> Checked:
    listens = asked.sound is not False or asked.budget
    heard, silent = hear(flow, asked.audio) if listens else (None, 0)
    if heard is None and (asked.sound or asked.budget):
        raise SoundMissing(
            f"{silent} prompts of {file} have no sound; render them with `ivr speak`"
        )
    line = Line(flow, document, reading.source, heard)
    verdict = judge(line, asked.rules)
    slips = map(wrong, reading.problems)
    late = [wrong(each) for each in stale(flow, reading.source, asked.today)]
    coming = [wrong(each) for each in (*later(reading), *ending(reading))]
    dear = exceeded(line) if asked.budget else ()
    unkept = without_master(line, asked.audio) if asked.masters else ()
    findings = tuple(sorted([*verdict.findings, *slips, *late, *coming, *dear, *unkept]))
    return Checked(
        file,
        findings,
        flow,
        verdict,
        silent,
        stale=len(late),
        today=asked.today,
        files=reading.whole.files,
    )
