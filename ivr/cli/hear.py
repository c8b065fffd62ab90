"""`ivr hear`: compares what an independent listener understands with the texts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from twiml_phone.cli.printing import print_json

from ivr.analysis.hearing.comparison import compare
from ivr.analysis.hearing.listen import listen
from ivr.analysis.hearing.offers import offers
from ivr.analysis.hearing.summary import HeardPrompt
from ivr.analysis.hearing.transcriber import Transcriber
from ivr.analysis.hearing.transcripts import AND, CLEAN, Transcripts
from ivr.analysis.timing.clock import AudioClock
from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, menus_option
from ivr.cli.places import prompts_at
from ivr.cli.progress import watched
from ivr.cli.report.hear import as_json, show
from ivr.cli.through import through_option
from ivr.errors import ListenerMissing
from ivr.menu.reader import read
from ivr.settings import listener_folder, transcripts_file
from ivr.speech.store.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ivr.menu.flow import Flow, Prompt
    from ivr.speech.request import SpeechRequest


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.option("--language", help="Only this language, as in pt-BR.")
@click.option("--slow", is_flag=True, help="The slower pace of key 9.")
@through_option
@click.option(
    "--worst",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Show so many prompts of each language.",
)
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="IVR_LISTENER",
    help="The folder of the model that listens (IVR_LISTENER), where it is not the installed one.",
)
@click.option("--json", "in_json", is_flag=True, help="Print every prompt and all figures as JSON.")
@menus_option
@audio_option
def hear(  # noqa: PLR0913, PLR0917  # click passes each option by name
    places: Sequence[str],
    language: str | None,
    slow: bool,
    through: Sequence[str],
    worst: int,
    model: Path | None,
    in_json: bool,
    menus: Path,
    audio: Path,
) -> None:
    """Have a speech recogniser write down what callers hear, and compare it with the texts.

    It prints the worst prompts first: of the whole line, or of each PLACE (a menu or message such
    as bill, or a prompt such as bill.title). The recogniser listens to the telephone copies. What
    it writes down is kept, so it listens to each sound once; `ivr check` reads that too (rule R89).
    docs/hearing.md says what the figures can show. `ivr voices install listener` installs the
    recogniser.

    Exit status: 0 every prompt was heard, 1 there is no listener, or a prompt has no
    sound, 2 it could not begin.
    """
    flow = read(menus)
    codes = [spoken(language, flow.languages)] if language else list(flow.languages)
    wanted = _wanted(flow, places, codes)
    clock = AudioClock(flow, audio)
    found = {prompt: clock.sound(prompt, slow=slow) for prompt in wanted}
    orders = [order for order in found.values() if order]
    way = AND.join(through) or CLEAN
    try:
        texts = _written(orders, Shelf(audio), way, model or listener_folder(os.environ))
    except KeyboardInterrupt:
        click.echo("Stopped. What was heard is kept; run it again to go on.", err=True)
        raise
    heard = _compared(flow, orders, texts, Shelf(audio))
    if in_json:
        print_json([as_json(code, way, heard[code]) for code in codes if heard[code]])
    else:
        for code in codes:
            if heard[code]:
                show(code, way, heard[code], worst, Console())
    if silent := len(wanted) - len(orders):
        click.echo(f"{silent} prompts have no sound: run `ivr speak`", err=True)
        sys.exit(1)


def _wanted(flow: Flow, places: Sequence[str], codes: Sequence[str]) -> list[Prompt]:
    """Return the prompts of some places in some languages, or all, each once."""
    if not places:
        return [prompt for prompt in flow.prompts if prompt.language in codes]
    found = (
        prompt for code in codes for place in places for prompt in prompts_at(flow, place, code)
    )
    return [each for each in dict.fromkeys(found) if each.language in codes]


def _written(
    orders: Sequence[SpeechRequest], shelf: Shelf, way: str, folder: Path
) -> Mapping[str, str]:
    """Return what is written down of each sound, by its key: listened to only where it is not kept.

    Where there is no listener, what another one wrote before is as good as can be had.
    """
    transcripts = Transcripts(transcripts_file())
    try:
        transcriber = Transcriber(folder)
    except ListenerMissing:
        known = transcripts.find(way)
        if not all(order.key in known for order in orders):
            raise
        return known
    known = transcripts.find(way, transcriber.version)
    new = [order for order in orders if order.key not in known]
    heard = listen(new, shelf, way, transcriber, transcripts)
    return known | {
        order.key: text
        for order, text in watched(heard, len(new), Console(stderr=True), "listening")
    }


def _compared(
    flow: Flow, orders: Iterable[SpeechRequest], texts: Mapping[str, str], shelf: Shelf
) -> dict[str, list[HeardPrompt]]:
    """Return how the prompts of each language were heard, the worst first."""
    keys = offers(flow)
    heard: dict[str, list[HeardPrompt]] = {code: [] for code in flow.languages}
    for order in orders:
        prompt, text = order.prompt, texts[order.key]
        key = keys.get((prompt.name, prompt.language))
        score = compare(prompt.text, text, flow.languages[prompt.language], key)
        heard[prompt.language].append(HeardPrompt(prompt, text, score, shelf.seconds(order)))
    return {
        code: sorted(each, key=lambda one: one.badness, reverse=True)
        for code, each in heard.items()
    }
