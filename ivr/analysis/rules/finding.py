"""One finding in a menu file: what is wrong, by which rule, at which line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.menu.problem import Path, Problem, Severity
    from ivr.menu.source import Source


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend; lines and columns count from 1.

    `rule` is empty for what makes a file wrong rather than unkind; `path` leads to what is to
    blame, and stays when lines are added above it.

    >>> print(Finding("menus.yaml", 14, 5, "R01", "warning", "six choices", "menus.main.choices"))
    menus.yaml:14:5: R01 warning: six choices
    """

    file: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    path: str = ""

    def __str__(self) -> str:
        mark = f"{self.rule} {self.severity}: " if self.rule else ""
        if not self.rule and self.severity == "warning":
            mark = "warning: "
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}"


def at(source: Source, path: Path, rule: str, severity: Severity, message: str) -> Finding:
    """Return a finding that stands where `path` leads."""
    return Finding(*source.place(path), rule, severity, message, ".".join(map(str, path)))


def wrong(problem: Problem) -> Finding:
    """Return what the reader found wrong as a finding of no rule."""
    place = problem.file, problem.line, problem.column
    return Finding(*place, "", problem.severity, problem.message)
