"""Keeps the findings of one day, to be mended later, so that only new ones are reported.

It holds rules and where they found something, not lines: those move with every edit. What makes a
file wrong rather than unkind never counts as known.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from twiml_phone.encoding import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ivr.analysis.rules.examination import Checked
    from ivr.analysis.rules.finding import Finding

    Key = tuple[str, str, str]


def write(path: Path, findings: Iterable[Finding]) -> None:
    """Write what was found, in an order that makes small differences."""
    keys = sorted(_key(each) for each in findings if each.rule)
    entries = [dict(zip(("file", "rule", "path"), key, strict=True)) for key in keys]
    path.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


def without(path: Path, checked: Sequence[Checked]) -> list[Checked]:
    """Return what was found less what a baseline knows of."""
    left = Counter(_read(path))
    return [_less(each, left) for each in checked]


def _less(checked: Checked, left: Counter[Key]) -> Checked:
    new = tuple(_unknown(checked.findings, left))
    return replace(checked, findings=new, known=len(checked.findings) - len(new))


def _unknown(findings: Iterable[Finding], left: Counter[Key]) -> Iterator[Finding]:
    for each in findings:
        if left[_key(each)] > 0:
            left[_key(each)] -= 1
        else:
            yield each


def _read(path: Path) -> list[Key]:
    try:
        entries = json.loads(text_of(path.read_bytes()))
        return [(each["file"], each["rule"], each["path"]) for each in entries]
    except FileNotFoundError as error:
        raise click.UsageError(f"there is no {path}; make it with --write-baseline") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise click.UsageError(f"{path} is no baseline; make it anew") from error


def _key(finding: Finding) -> Key:
    return finding.file, finding.rule, finding.path
