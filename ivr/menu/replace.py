"""Puts other texts into a menu file, and leaves all else as its owner wrote it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivr.menu.source import Mark

NOTE = re.compile(r"[>|][^#\r\n]*?( +#[^\r\n]*)")
"""A comment behind the sign that begins a text of several lines."""


def replaced(text: str, changes: Mapping[Mark, str]) -> str:
    r"""Return the text of a menu file with other texts where some begin, by line and column.

    >>> replaced("a: {b: Hello}\nc: >- # Ours\n  Good\n  day\nd: 1\n", {(1, 8): "Hi", (2, 4): "x"})
    'a: {b: "Hi"}\nc: "x" # Ours\nd: 1\n'
    """
    spans = []
    event: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        start, end = event.start_mark, event.end_mark
        mark = start.line + 1, start.column + 1
        if isinstance(event, yaml.ScalarEvent) and mark in changes:
            spans.append((start.index, end.index, changes[mark]))
    for first, after, new in reversed(spans):
        text = f"{text[:first]}{_instead(text[first:after], new)}{text[after:]}"
    return text


def _instead(old: str, new: str) -> str:
    """Return what stands in place of a text; one of several lines ends where the next begins."""
    note = NOTE.match(old)
    after = old[len(old.rstrip()) :]
    return f"{json.dumps(new, ensure_ascii=False)}{note[1] if note else ''}{after}"
