"""Asks the rules about a line, and sets aside what the file allows, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.analysis.rules.allowance import Excuse, excuses
from ivr.analysis.rules.finding import Finding, at
from ivr.analysis.rules.registry import BY_ID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.rule import Fault, Rule


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a line.

    Attributes:
        findings: What is to be mended, in the order of the file.
        excused: What the file allows, with the reason.
        unheard: Rules that were not asked, because sounds are missing.
        wordless: Languages of which the rules know no words.
    """

    findings: tuple[Finding, ...]
    excused: tuple[tuple[Finding, str], ...]
    unheard: tuple[Rule, ...]
    wordless: tuple[str, ...]


def judge(line: Line, rules: Sequence[Rule]) -> Verdict:
    """Ask rules about a line."""
    allowed = tuple(excuses(line))
    findings = list(_strange(line, allowed))
    excused = []
    used = set()
    for rule, fault in _faults(line, rules):
        finding = _finding(line, rule, fault)
        excuse = next((each for each in allowed if each.covers(rule.id, fault.path)), None)
        if excuse:
            used.add(excuse)
            excused.append((finding, excuse.reason))
        else:
            findings.append(finding)
    findings += _idle(line, rules, allowed, used)
    return Verdict(
        findings=tuple(sorted(set(findings))),
        excused=tuple(sorted(excused)),
        unheard=tuple(rule for rule in rules if rule.sounds and not line.heard),
        wordless=tuple(code for code in line.flow.languages if code not in line.lexicons),
    )


def _faults(line: Line, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Fault]]:
    return ((rule, fault) for rule in rules for fault in rule.faults(line))


def _finding(line: Line, rule: Rule, fault: Fault) -> Finding:
    severity = fault.severity or rule.severity
    return at(line.source, fault.path, rule.id, severity, fault.message)


def _strange(line: Line, allowed: Sequence[Excuse]) -> Iterator[Finding]:
    """Yield the excuses for rules there are not."""
    for each in allowed:
        if each.rule not in BY_ID:
            message = f"there is no rule {each.rule}; see docs/rules.md, or delete this line"
            yield at(line.source, each.path, each.rule, "error", message)


def _idle(
    line: Line, rules: Sequence[Rule], allowed: Sequence[Excuse], used: Collection[Excuse]
) -> Iterator[Finding]:
    """Yield the excuses nobody needs any more, as far as that is known."""
    asked = {rule.id for rule in rules if rule.decides(line)}
    for each in allowed:
        if each.rule in asked and each not in used:
            message = f"{each.rule} finds nothing to allow here any more; delete this line"
            yield at(line.source, each.path, each.rule, "warning", message)
