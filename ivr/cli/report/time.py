"""Prints what `ivr time` found, as tables for people and as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.table import Table

from ivr.analysis.timing.spending import mean_parts, parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from ivr.analysis.timing.answers import Answer
    from ivr.analysis.timing.measure import Report

HEADINGS = (
    *("answer", "keys", "callers", "first word", "can act", "hears all", "then acts"),
    *("errs", "lasts"),
)
SECONDS = (
    *("welcome", "expected", "expected_full", "expected_errors", "blend", "p50", "p90", "worst"),
    *("bound", "saving", "hold", "recovery"),
)
OTHERS = (
    *("efficiency", "keys_per_task", "reach", "memory", "options_heard"),
    *("minutes_usd", "speech_usd"),
)
UNTIL = (30, 60)
"""Seconds after which patience is asked about (F8)."""


def show(report: Report, before: Report | None, console: Console) -> None:
    """Print each answer of a language, then its figures together."""
    old = _by_way(before) if before else {}
    headings = HEADINGS + (("before",) if before else ())
    table = Table(title=f"{report.language}: seconds to each answer", box=SIMPLE)
    for heading in headings:
        table.add_column(heading, justify="left" if heading in ("answer", "keys") else "right")
    for answer in report.answers:
        earlier = old.get(answer.way)
        compared = [f"{earlier.first_word:.1f}" if earlier else "new"] if before else []
        table.add_row(*_row(answer), *compared)
    console.print(table)
    figures = Table.grid(padding=(0, 2))
    for name, words in _summary(report).items():
        figures.add_row(name, words)
    console.print(figures, highlight=False)
    if before:
        change = report.expected - before.expected
        console.print(f"before: {before.expected:.1f} s on average, so {change:+.1f} s")


def as_json(report: Report, before: Report | None = None) -> dict[str, Any]:
    """Return all figures of a language; names tell the unit, shares are out of 1."""
    figures: dict[str, Any] = {"language": report.language}
    figures |= {f"{name}_seconds": round(getattr(report, name), 3) for name in SECONDS}
    figures |= {name: round(getattr(report, name), 4) for name in OTHERS}
    figures |= {f"served_in_{limit}_seconds": round(report.patience(limit), 4) for limit in UNTIL}
    figures["language_offers_seconds"] = rounded(report.languages)
    figures["spent_seconds"] = rounded(mean_parts(report.answers))
    figures["answers"] = [_answer(answer) for answer in report.answers]
    if before:
        figures["before"] = as_json(before)
    return figures


def _by_way(report: Report) -> dict[tuple[str, ...], Answer]:
    return {answer.way: answer for answer in report.answers}


def _row(answer: Answer) -> tuple[str, ...]:
    times = (
        *(answer.first_word, answer.decisive, answer.first_word_full, answer.decisive_full),
        *(answer.first_word_errors, answer.seconds),
    )
    return (
        answer.place,
        " ".join(answer.keys),
        f"{answer.mass:.1%}",
        *(f"{seconds:.1f}" for seconds in times),
    )


def _summary(report: Report) -> dict[str, str]:
    """Return what all answers come to, by what it tells."""
    return {
        "first word": f"{report.expected:.1f} s on average; half of all in {report.p50:.1f}, "
        f"nine of ten in {report.p90:.1f}, all in {report.worst:.1f}",
        "hearing all": f"{report.expected_full:.1f} s; both kinds of callers {report.blend:.1f}",
        "with errors": f"{report.expected_errors:.1f} s; a wrong key costs {report.recovery:.1f}; "
        f"{report.reach:.0%} of callers never err",
        "welcome": f"{report.welcome:.1f} s",
        "bound": f"{report.bound:.1f} s, so an efficiency of {report.efficiency:.2f}; "
        f"the best order would save {report.saving:.1f}",
        "effort": f"{report.keys_per_task:.2f} keys, {report.options_heard:.1f} options heard, "
        f"at most {report.memory} things kept in mind",
        "a call costs": f"${report.minutes_usd:.4f} at Twilio's prices; "
        f"said by its voice, not played, ${report.speech_usd:.4f} more",
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "place": answer.place,
        "way": list(answer.way),
        "keys": "".join(answer.keys),
        "share_of_callers": round(answer.mass, 6),
        "first_word_seconds": round(answer.first_word, 3),
        "first_word_full_seconds": round(answer.first_word_full, 3),
        "first_word_errors_seconds": round(answer.first_word_errors, 3),
        "decisive_seconds": round(answer.decisive, 3),
        "decisive_full_seconds": round(answer.decisive_full, 3),
        "recovery_seconds": round(answer.recovery, 3),
        "answer_seconds": round(answer.seconds, 3),
        "spent_seconds": rounded(parts(answer.steps)),
    }


def rounded(seconds: Mapping[Any, float]) -> dict[str, float]:
    """Return seconds as JSON tells them."""
    return {str(name): round(value, 3) for name, value in seconds.items()}
