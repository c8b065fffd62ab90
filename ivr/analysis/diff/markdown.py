"""Writes changes as Markdown, to be read in a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivr.analysis.diff.sections import Section

LONG = 12
"""Rows from which a table is folded."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#])")


def markdown(sections: Iterable[Section], old: str, new: str) -> str:
    """Return a heading and a table for each section; long ones are folded."""
    parts = [part for section in sections for part in _section(section)]
    heading = f"## What callers hear differently\n\nFrom `{old}` to `{new}`."
    return "\n\n".join([heading, *(parts or ["Nothing."])]) + "\n"


def _section(section: Section) -> Iterator[str]:
    if len(section.rows) < LONG:
        yield f"### {section.title}"
        yield _table(section)
    else:
        yield f"<details><summary>{section.title} ({len(section.rows)})</summary>"
        yield _table(section)
        yield "</details>"


def _table(section: Section) -> str:
    dash = "---:" if section.figures else "---"
    rules = ("---", *(dash for _ in section.headings[1:]))
    rows = (tuple(map(_escaped, row)) for row in section.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (section.headings, rules, *rows))


def _escaped(text: str) -> str:
    r"""Return a text that Markdown leaves as it is.

    >>> _escaped("a_b | *c*")
    'a\\_b \\| \\*c\\*'
    """
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
