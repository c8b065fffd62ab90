"""How well is each voice understood? An independent listener writes down what it says, at 8 kHz.

It can run in parts: sounds and what was heard are kept in a folder, and the table shows what is
there.
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

import click
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import track
from rich.table import Table

from ivr.analysis.hearing.comparison import Score, compare
from ivr.analysis.hearing.listen import listen
from ivr.analysis.hearing.transcriber import Transcriber
from ivr.analysis.hearing.transcripts import CLEAN, Transcripts
from ivr.menu.flow import Flow, Prompt
from ivr.menu.reader import read
from ivr.settings import listener_folder
from ivr.speech.audio.ways import WAYS
from ivr.speech.engines.engine import engine as engine_of
from ivr.speech.make import How, make_all, render
from ivr.speech.store.shelf import Shelf
from ivr.speech.voice_choice import VoiceChoice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivr.speech.request import SpeechRequest

T = TypeVar("T")
ENGINES = ("kokoro", "espeak")
PACES = ("normal", "slow")
SENTENCES, CHOICES, NUMBERS = TEXTS = ("sentences", "choices", "numbers")
DRAWN = {SENTENCES: 20, CHOICES: 26}
"""Texts of the line that are drawn by lot for a language."""
LENGTHS = range(41, 301)
"""Characters of a sentence that is drawn: no title, and nothing that takes long to hear."""
DIALLED = ("claro", "claro-mobile", "ombudsman", "anatel", "procon")
"""Values of menus.yaml: 10621, 1052, 0800 701 0180, 1331, 151."""
SAID_WITH = {
    "pt-BR": (
        "Ligue para {}.",
        "O número é {}. A ligação é grátis.",
        "Se não resolver, ligue para {}, de qualquer telefone.",
        "Peça o protocolo pelo telefone {}, e anote.",
    ),
    "en-US": (
        "Call {}.",
        "The number is {}. The call is free.",
        "If that does not help, call {}, from any phone.",
        "Ask for the protocol by phone, {}, and write it down.",
    ),
    "tr-TR": (
        "Numara: {}.",
        "Arayacağınız numara {}. Arama ücretsizdir.",
        "Çözülmezse {} numarasını arayın.",
        "Protokolü {} numarasından isteyin ve yazın.",
    ),
}
TRIED = 3
"""Sentences, the shortest, that tell how fast an engine speaks."""


@dataclass(frozen=True)
class Bench:
    """The texts that are said, and the folder of what came of them."""

    flow: Flow
    folder: Path

    @cached_property
    def casting(self) -> VoiceChoice:
        """Who speaks."""
        return VoiceChoice(self.flow, self.folder)

    @cached_property
    def shelf(self) -> Shelf:
        """Where the sounds lie."""
        return Shelf(self.folder)

    @cached_property
    def transcripts(self) -> Transcripts:
        """What was heard of them."""
        return Transcripts(self.folder / "transcripts.sqlite")

    def texts(self, kind: str, code: str) -> list[tuple[Prompt, str | None]]:
        """Return texts of a kind in a language, each with the key it offers."""
        if kind == SENTENCES:
            return [(prompt, None) for prompt in self._drawn(code)]
        if kind == CHOICES:
            return _lot(list(self._choices(code)), CHOICES)
        return [(prompt, None) for prompt in self._numbers(code)]

    def orders(
        self, texts: str, engine: str, code: str, pace: str
    ) -> list[tuple[SpeechRequest, str | None]]:
        """Return the sounds of texts of a kind by an engine at a pace, with their keys."""
        found = (
            (self.casting.by(engine, prompt, slow=pace == "slow"), key)
            for prompt, key in self.texts(texts, code)
        )
        return [(order, key) for order, key in found if order]

    def _drawn(self, code: str) -> list[Prompt]:
        offers = {prompt for prompt, _ in self._choices(code)}
        long = [
            each
            for each in self.flow.prompts
            if each.language == code and len(each.text) in LENGTHS and each not in offers
        ]
        return _lot(long, SENTENCES)

    def _choices(self, code: str) -> Iterator[tuple[Prompt, str]]:
        """Yield each choice of the line once, however many places offer it."""
        offered = {
            choice.prompts[code].text: (choice.prompts[code], choice.key)
            for place in self.flow.places.values()
            for choice in place.choices
        }
        yield from offered.values()

    def _numbers(self, code: str) -> Iterator[Prompt]:
        for name, template in product(DIALLED, SAID_WITH[code]):
            number = self.flow.values[name].spoken[code]
            place = SAID_WITH[code].index(template) + 1
            yield Prompt(template.format(number), code, f"number.{name}-{place}")


def _lot(texts: list[T], kind: str) -> list[T]:
    """Return the texts of a kind that the lot falls on: the same ones in every run."""
    return Random(12).sample(texts, DRAWN[kind])  # noqa: S311


@click.command()
@click.option("--language", "languages", multiple=True, help="Only this one, as in pt-BR.")
@click.option("--engine", "engines", type=click.Choice(ENGINES), multiple=True, default=ENGINES)
@click.option("--pace", "paces", type=click.Choice(PACES), multiple=True, default=PACES)
@click.option("--way", "ways", type=click.Choice([CLEAN, *WAYS]), multiple=True, default=[CLEAN])
@click.option("--texts", type=click.Choice(TEXTS), multiple=True, default=TEXTS)
@click.option("--kept", is_flag=True, help="Only show what was heard before.")
@click.option("--jobs", default=1, show_default=True, help="Sounds rendered at once.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where sounds and words are kept.")
def hearing(  # noqa: PLR0913  # click passes each option by name
    *,
    languages: Sequence[str],
    engines: Sequence[str],
    paces: Sequence[str],
    ways: Sequence[str],
    texts: Sequence[str],
    kept: bool,
    jobs: int,
    folder: Path | None,
) -> None:
    """How well is each voice understood? Renders, listens and compares; takes an hour or more."""
    flow = read(Path("menus.yaml"))
    bench = Bench(flow, folder or user_cache_path("ivr", appauthor=False) / "benchmark")
    wanted = list(product(languages or flow.languages, engines, paces))
    if not kept:
        transcriber = Transcriber(listener_folder(os.environ))
        for (code, engine, pace), kind in product(wanted, texts):
            orders = [order for order, _ in bench.orders(kind, engine, code, pace)]
            with closing(make_all(orders, bench.shelf, jobs, How(keep=True))) as results:
                for made in results:
                    if made.status == "failed":
                        raise click.ClickException(made.reason)
            for way in ways:
                told = f"{code} {engine} {pace} {way} {kind}"
                heard = listen(orders, bench.shelf, way, transcriber, bench.transcripts)
                for _ in track(heard, told, len(orders), console=Console(stderr=True)):
                    pass
    Console(width=130).print(_table(bench, wanted))


def _table(bench: Bench, wanted: Sequence[tuple[str, str, str]]) -> Table:
    table = Table(title="How well voices are understood at 8 kHz")
    headings = ("language", "engine", "pace", "way", "WER %", "PER %", "keys", "digits misheard")
    for heading in (*headings, "seconds", "times real time", "MB"):
        table.add_column(heading, justify="right")
    for code, engine, pace in wanted:
        speed = _speed(bench, code, engine) if pace == PACES[0] else ""
        for way in (CLEAN, *WAYS):
            if cells := list(_cells(bench, (code, engine, pace), way)):
                cost = (*_size(bench, code, engine, pace), speed) if way == CLEAN else ("", "", "")
                seconds, megabytes, times = cost
                table.add_row(code, engine, pace, way, *cells, seconds, times, megabytes)
    return table


def _cells(bench: Bench, part: tuple[str, str, str], way: str) -> Iterator[str]:
    code, engine, pace = part
    compared = {
        kind: _compared(bench, bench.orders(kind, engine, code, pace), way) for kind in TEXTS
    }
    if not any(compared.values()):
        return
    sentences, choices, numbers = (compared[kind] for kind in TEXTS)
    yield _percent(sum(c.word_errors for c in sentences), sum(len(c.said) for c in sentences))
    yield _percent(sum(c.phone_errors for c in sentences), sum(c.phones for c in sentences))
    yield f"{sum(bool(c.key) for c in choices)} of {len(choices)}" if choices else "–"
    digits = sum(c.digits for c in numbers)
    yield f"{sum(c.digits_misheard for c in numbers)} of {digits}" if numbers else "–"


def _compared(
    bench: Bench, orders: Sequence[tuple[SpeechRequest, str | None]], way: str
) -> list[Score]:
    """Return how well some texts were heard; nothing where one was not heard yet."""
    known = bench.transcripts.find(way)
    if not all(order.key in known for order, _ in orders):
        return []
    return [
        compare(
            order.prompt.text,
            known[order.key],
            bench.flow.languages[order.prompt.language],
            key,
        )
        for order, key in orders
    ]


def _size(bench: Bench, code: str, engine: str, pace: str) -> tuple[str, str]:
    """Return the seconds of all that is said, and the megabytes of its masters."""
    orders = [o for kind in TEXTS for o, _ in bench.orders(kind, engine, code, pace)]
    there = [order for order in orders if bench.shelf.keeps(order)]
    seconds = sum(map(bench.shelf.seconds, there))
    size = sum(bench.shelf.master(order).stat().st_size for order in there)
    return f"{seconds:.0f}", f"{size / 1e6:.2f}"


def _speed(bench: Bench, code: str, engine: str) -> str:
    """Return the seconds of speech that an engine makes in a second of one processor."""
    speaker, spent, spoken = engine_of(engine), 0.0, 0.0
    orders = [order for order, _ in bench.orders(SENTENCES, engine, code, PACES[0])]
    shortest = sorted(orders, key=lambda order: len(order.text))[: TRIED + 1]
    for number, order in enumerate(shortest):
        began = time.process_time()
        sound = render(order, speaker)
        if number:  # the first one loads the model
            spent, spoken = spent + time.process_time() - began, spoken + sound.seconds
    return f"{spoken / spent:.1f}"


def _percent(errors: int, of: int) -> str:
    return f"{errors / of:.1%}".rstrip("%") if of else "–"
