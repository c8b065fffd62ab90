"""Explains in plain words why a YAML parser gives up, where no slip explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.menu.problem import Problem

if TYPE_CHECKING:
    import yaml

TELLING = (
    (
        "tab character",
        (
            "a tab (the wide space of the Tab key) is among the spaces before this line; "
            "delete it and type spaces, two for each step further in"
        ),
    ),
    (
        "mapping values are not allowed",
        (
            "this line begins further in than the line it belongs to, or the line above has no "
            "colon after its name; lines that belong together begin in the same column"
        ),
    ),
    (
        "unknown escape character",
        (
            "a backslash stands before a letter that has no meaning there; delete the backslash, "
            "or put the text in single quotes '…'"
        ),
    ),
    (
        "cannot start any token",
        "no text begins with this character; put the text in quotes",
    ),
    (
        "expected comment or line break",
        "after > or | the text begins on the next line; press Enter here and begin further in",
    ),
)
AT_THE_BEGINNING = (
    (
        "could not find expected ':'",
        "there is no colon on this line; after a name come a colon and a space, as in start: main",
    ),
    (
        "quoted scalar",
        "a text begins at this quote and never ends; type the same quote where it ends",
    ),
    (
        "flow",
        (
            "this bracket is never closed, or a comma is missing behind it: "
            "reading stopped at line {line}, column {column}"
        ),
    ),
)


def explain(error: yaml.MarkedYAMLError, file: str) -> Problem:
    """Return what a parser stumbled over, where it began and what to do."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    whole = f"{error.context or ''} {error.problem or ''}"
    for words, told in TELLING:
        if words in whole:
            return Problem(file, line, column, told)
    start = error.context_mark or mark
    for words, told in AT_THE_BEGINNING:
        if words in whole and start:
            message = told.format(line=line, column=column)
            return Problem(file, start.line + 1, start.column + 1, message)
    return Problem(file, line, column, _misplaced(error, column))


def _misplaced(error: yaml.MarkedYAMLError, column: int) -> str:
    """Return what to say of a line that begins in the wrong column, the last thing it can be."""
    start = error.context_mark
    if start and "block" in (error.context or "") and start.column + 1 != column:
        return (
            f"this line begins after {_spaces(column - 1)}, and the lines it belongs to after "
            f"{_spaces(start.column)} (line {start.line + 1}); begin it as they do"
        )
    if "'-'" in (error.problem or ""):
        return "the lines above are a list; begin this line with - and a space, or further left"
    return "nothing that begins like this may stand here; compare it with docs/menus.md"


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count or 'no'} spaces"
