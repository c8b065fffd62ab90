"""Draws the report as one page that needs nothing else: no script, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from ivr.analysis.timing.spending import mean_parts, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ivr.analysis.timing.measure import Report

ABOUT = {
    "welcome": "welcome",
    "lead": "titles and texts",
    "passed": "options for others",
    "option": "the caller's own option",
    "key": "pressing the key, and the line's pause",
}


def page(
    reports: Iterable[Report],
    name: str,
    goals: Mapping[str, float],
    before: Mapping[str, Report] | None = None,
) -> str:
    """Return the page of some reports; with those of `before`, what has changed.

    Args:
        reports: One for each language.
        name: What was measured.
        goals: Seconds a caller should spend at most: `expected`, `p90` and `worst`.
        before: Reports of an older file, by language.
    """
    pages = Environment(
        loader=PackageLoader("ivr.analysis.timing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("report.html").render(
        reports=tuple(reports),
        name=name,
        before=before or {},
        about=ABOUT,
        goals=goals,
        parts=parts,
        mean_parts=mean_parts,
    )
