"""`ivr order`: finds the order of choices in which callers wait least."""

from __future__ import annotations

from collections import defaultdict
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from twiml_phone.cli.printing import print_json

from ivr.analysis.order.plan import plan
from ivr.analysis.order.rewrite import reordered
from ivr.analysis.timing.weights import read as read_weights
from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, weights_option
from ivr.cli.report.order import as_json, show
from ivr.cli.sounds import reports_of
from ivr.errors import MenusError
from ivr.menu.include import load
from ivr.menu.reader import examine
from ivr.menu.source import load as load_one
from ivr.settings import OUR_MENUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ivr.menu.document import MenuFile
    from ivr.menu.flow import Flow
    from ivr.menu.source import Source

PARTS = click.FloatRange(min=0, min_open=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=OUR_MENUS, envvar="MENUS")
@weights_option
@click.option("--language", "languages", multiple=True, help="Only this one; may be repeated.")
@click.option(
    "--language-share",
    "parts",
    type=(str, PARTS),
    multiple=True,
    metavar="CODE PARTS",
    help="Parts of the callers who speak a language, as in pt-BR 18; 1 without it.",
)
@click.option("--write", is_flag=True, help="Write the file in the new order.")
@click.option(
    "--flatten/--no-flatten",
    default=True,
    show_default=True,
    help="Report submenus that could go.",
)
@click.option("--json", "in_json", is_flag=True, help="Print what was found as JSON.")
@audio_option
def order(  # noqa: PLR0913, PLR0917  # click passes each option by name
    file: Path,
    weights: Path | None,
    languages: tuple[str, ...],
    parts: tuple[tuple[str, float], ...],
    write: bool,
    flatten: bool,
    in_json: bool,
    audio: Path,
) -> None:
    """Find the order of choices in which callers wait least, and show it as a diff of the file.

    The file is menus.yaml, unless MENUS or FILE names another.

    Choices that many callers want and few words say come first; one order serves all languages. The
    weights in the file, or counted calls, say what callers want. A menu stays as it is if its keys
    are frozen, if nobody has said what callers want, or if the file allows it to break rule R07.
    Missing sounds are rendered first, with the embedded voice. docs/ordering.md explains more.

    Exit status: 0 it was done, 1 the file has errors or a sound cannot be had, 2 it could not
    begin.
    """
    source = load(file)
    flow, document = _read(source)
    shares = _shares(flow, languages, dict(parts))
    calls = read_weights(weights, flow) if weights else None
    reports = reports_of(flow, audio, shares, weights=calls)
    found = plan(flow, document, reports, shares, counted=weights is not None)
    edits = list(_edits(source, found.orders))
    if in_json:
        told = as_json(found, flow, reports, flatten=flatten)
        print_json(told)
    else:
        for each in edits:
            click.echo(_difference(*each), nl=False)
        show(found, reports, Console(stderr=True), flatten=flatten)
    for name, before, after in edits:
        if write and after != before:
            Path(name).write_bytes(after.encode())


def _read(source: Source) -> tuple[Flow, MenuFile]:
    reading = examine(source)
    if reading.flow is None or reading.document is None:
        raise MenusError(reading.problems)
    return reading.flow, reading.document


def _edits(source: Source, orders: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str, str]]:
    """Yield each file in which choices move: its name, its text as it is, and the new one."""
    moved: defaultdict[str, dict[str, Sequence[int]]] = defaultdict(dict)
    for place, order in orders.items():
        moved[source.place(["menus", place])[0]][place] = order
    for name, orders_here in moved.items():
        file = Path(name)
        before = file.read_bytes().decode()
        yield name, before, reordered(before, load_one(file), orders_here)


def _shares(flow: Flow, languages: Sequence[str], parts: Mapping[str, float]) -> dict[str, float]:
    """Return how much each language counts."""
    wanted = [spoken(code, flow.languages) for code in languages or flow.languages]
    counted = {spoken(code, flow.languages): number for code, number in parts.items()}
    return {code: counted.get(code, 1.0) for code in wanted}


def _difference(file: str, before: str, after: str) -> str:
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(unified_diff(old, new, f"a/{file}", f"b/{file}"))
