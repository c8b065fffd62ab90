"""`ivr listen`: plays one place of the line, or saves it as a sound file."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from twiml_phone.terminal.player import find_program

from ivr.cli.languages import spoken
from ivr.cli.options import audio_option, menus_option
from ivr.cli.places import prompts_at
from ivr.cli.through import through_option
from ivr.menu.reader import read
from ivr.speech.audio import sound, ways
from ivr.speech.audio.target import PHONE_RATE
from ivr.speech.make import make
from ivr.speech.plan import Plan
from ivr.speech.store.copies import PHONE, WEB
from ivr.speech.store.playable import GAPS
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivr.menu.flow import Flow, Prompt
    from ivr.speech.audio.sound import Sound

KINDS = {".wav": ("WAV", "PCM_16"), ".mp3": ("MP3", "MPEG_LAYER_III"), ".flac": ("FLAC", "PCM_16")}


@click.command()
@click.argument("place")
@click.option("--language", help="In this language, as in en-US; the line's first if left out.")
@click.option("--slow", is_flag=True, help="At the slower pace of key 9.")
@through_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Save it here instead of playing it: .wav, .mp3 or .flac.",
)
@menus_option
@audio_option
def listen(  # noqa: PLR0913, PLR0917  # click passes each option by name
    place: str,
    language: str | None,
    slow: bool,
    through: tuple[str, ...],
    output: Path | None,
    menus: Path,
    audio: Path,
) -> None:
    """Play what the line says at PLACE (a menu or message such as bill, or a prompt: bill.title).

    You hear the best voice whose sounds are there; missing sounds are rendered with the best voice
    that this machine has. With --through you hear the copy for telephones.
    """
    flow = read(menus)
    language = spoken(language, flow.languages) if language else flow.first_language
    prompts = prompts_at(flow, place, language)
    kind = PHONE if through else WEB
    heard = sound.join(list(_sounds(flow, prompts, audio, kind, slow=slow)), GAPS[slow])
    for way in through:
        heard = ways.through(heard, way)
    if output is not None:
        keep(heard, output)
        return
    play(heard)


def _sounds(
    flow: Flow, prompts: Iterable[Prompt], audio: Path, kind: str, *, slow: bool
) -> Iterator[Sound]:
    """Yield the sounds of prompts, read from their copies for telephones or for browsers."""
    rate = PHONE_RATE if kind == PHONE else sound.LISTEN_RATE
    shelf, stocktaker = Shelf(audio), Stocktaker(flow, audio)
    stock, plan = stocktaker.take(), Plan(stocktaker)
    for prompt in prompts:
        here = stock.orders.get((prompt, slow)) or plan.order(prompt, slow=slow)
        if not shelf.keeps(here) and (made := make(here, shelf)).status == "failed":
            raise click.ClickException(made.reason)
        yield sound.resample(sound.read(shelf.file(here, kind)), rate)


def keep(heard: Sound, output: Path) -> None:
    """Save a sound in a file of the kind that its name says."""
    if output.suffix not in KINDS:
        raise click.UsageError(f"{output} ends in none of {', '.join(KINDS)}")
    output.write_bytes(sound.encode(heard, *KINDS[output.suffix]))
    click.echo(f"{output}: {heard.seconds:.1f} s")


def play(heard: Sound) -> None:
    """Play a sound with a program of this machine; where there is none, -o saves it."""
    program = find_program()
    begun = time.monotonic()
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(sound.encode(heard, *KINDS[".wav"]))
        file.flush()
        done = subprocess.run(  # noqa: S603  # the one we looked up
            [*program, file.name], capture_output=True, check=False
        )
    # Some programs report success even where there is no sound card.
    if done.returncode or time.monotonic() - begun < heard.seconds / 2:
        name = Path(program[0]).name
        raise click.ClickException(
            f"{name} could not play it: see whether this machine has a sound card that is on, "
            "or save the sound with -o FILE.wav"
        )
