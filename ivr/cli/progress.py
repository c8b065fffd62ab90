"""A bar on the terminal while sounds are rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from ivr.speech.make import Made


def watched(results: Iterable[Made], total: int, console: Console) -> Iterable[Made]:
    """Pass results on while a bar shows how far the work is and how long it still takes."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not total) as progress:
        yield from progress.track(results, total=total, description="speaking")
