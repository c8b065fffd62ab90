"""Finds the budget of a line: in its menu file, or in pyproject.toml where the command runs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from ivr.analysis.rules.budget import overspent
from ivr.analysis.rules.finding import Finding, at
from ivr.menu.document import Budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

PROJECT = Path("pyproject.toml")
TABLE = "[tool.ivr.budget]"


def exceeded(line: Line) -> Iterator[Finding]:
    """Yield what of a line takes longer than its budget allows."""
    written = line.document.budget
    budget = written or _of_project()
    for path, told in overspent(budget, line.heard) if line.heard else ():
        if written:
            yield at(line.source, ("budget", *path), "budget", "error", told)
        else:
            where = str(PROJECT), _row(), 1
            yield Finding(*where, "budget", "error", told, ".".join(map(str, path)))


def _of_project() -> Budget:
    """Return the budget of pyproject.toml.

    Raises:
        click.UsageError: There is none, or it is no budget.
    """
    text = PROJECT.read_text(encoding="utf-8") if PROJECT.is_file() else ""
    table = tomllib.loads(text).get("tool", {}).get("ivr", {}).get("budget")
    if table is None:
        raise click.UsageError(
            f"there is no budget: in the menu file, or under {TABLE} in {PROJECT}"
        )
    try:
        return Budget.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise click.UsageError(f"{PROJECT}: {name} of {TABLE}: {first['msg']}") from error


def _row() -> int:
    lines = PROJECT.read_text(encoding="utf-8").splitlines()
    return next((row for row, each in enumerate(lines, start=1) if each.strip() == TABLE), 1)
