"""Shows a bar on the terminal while sounds are rendered, or listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

T = TypeVar("T")


def watched(
    results: Iterable[T], total: int, console: Console, doing: str = "speaking"
) -> Iterable[T]:
    """Pass results on while a bar shows how far the work is and how long it still takes."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not total) as progress:
        yield from progress.track(results, total=total, description=doing)
