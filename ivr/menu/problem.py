"""One problem of a menu file: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Severity = Literal["error", "warning"]
Path = tuple[str | int, ...]
"""The way to something in a menu file: names, and places in lists."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a menu file; lines and columns count from 1.

    >>> print(Problem("menus.yaml", 14, 5, 'choice leads to "sale"'))
    menus.yaml:14:5: choice leads to "sale"
    """

    file: str
    line: int
    column: int
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}"


def by_place(problem: Problem) -> tuple[str, int, int]:
    """Return what sorts problems in the order of their file, one file after the other."""
    return problem.file, problem.line, problem.column


MOST_PROBLEMS = 100
"""Problems told of one file: whoever has mended these is told the rest."""


def first(problems: Sequence[Problem], left_out: int = 0) -> tuple[Problem, ...]:
    """Return the first problems of a file, and one that says how many more there are."""
    told = problems[:MOST_PROBLEMS]
    left_out += len(problems) - len(told)
    if not left_out:
        return tuple(told)
    more = f"and {left_out:,} more problems; mend these first"
    return (*told, replace(told[-1], message=more))


MOST_HINTS = 20
"""Hints given for one file: each looks through all names, and a file may have thousands wrong."""


class Hints:
    """Guesses what was meant, for the first problems of a file."""

    def __init__(self) -> None:
        self.left = MOST_HINTS

    def for_(self, word: str, known: Iterable[str]) -> str:
        """Return the hint that ends a message about `word`, as long as there are hints left."""
        self.left -= 1
        return did_you_mean(word, known) if self.left >= 0 else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that ends a message, or nothing when no known word is near.

    >>> did_you_mean("sale", ["sales", "support"])
    '; did you mean "sales"?'
    >>> did_you_mean("To", ["to", "text"])
    '; did you mean "to"?'
    >>> did_you_mean("x", ["sales"])
    ''
    """
    plain = {each.casefold(): each for each in known}
    near = get_close_matches(word.casefold(), plain, n=1)
    return f'; did you mean "{plain[near[0]]}"?' if near else ""
