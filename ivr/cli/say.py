"""`ivr say`: prints how a text is said, so that a respelling can be tried before it is listed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from ivr.cli.languages import spoken
from ivr.cli.listen import keep, play
from ivr.cli.options import audio_option, menus_option
from ivr.errors import EngineError
from ivr.menu.flow import Prompt
from ivr.menu.reader import read
from ivr.speech.engines.engine import ALWAYS, ENGINES, RECORDED, engine
from ivr.speech.engines.phonemes import TIE, phonemes
from ivr.speech.make import render
from ivr.speech.voice_choice import VoiceChoice, why_not


@click.command()
@click.argument("text")
@click.option("--language", help="In this language, as in en-US; the line's first if left out.")
@click.option(
    "--engine",
    "name",
    type=click.Choice([name for name in ENGINES if name != RECORDED]),
    default=ALWAYS,
    show_default=True,
    help="The engine that says it.",
)
@click.option("--listen", is_flag=True, help="Play it too.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Save it here: .wav, .mp3 or .flac.",
)
@menus_option
@audio_option
def say(  # noqa: PLR0913, PLR0917  # click passes each option by name
    text: str,
    language: str | None,
    name: str,
    listen: bool,
    output: Path | None,
    menus: Path,
    audio: Path,
) -> None:
    """Print TEXT as a voice gets it: words in `say` or in the language's list are respelled.

    To try a respelling, write it as TEXT; listed words are respelled, the rest is said as it is.
    IPA stands between ⟦ and ⟧, for engines that take it. The second line shows in IPA how the
    embedded eSpeak reads the text; Kokoro gets the same.

    Exit status: 0 it is printed (and played, or saved), 1 it cannot be said, 2 there is no such
    language.
    """
    flow = read(menus)
    code = spoken(language, flow.languages) if language else flow.first_language
    order = VoiceChoice(flow, audio).by(name, Prompt(text, code, "say"), slow=False)
    if order is None:
        raise click.ClickException(why_not(name, flow.languages[code]))
    click.echo(order.text)
    with suppress(EngineError):  # eSpeak does not know every language that others speak
        click.echo(phonemes(order.text, code.lower()).replace(TIE, "͡"))
    if listen or output:
        heard = render(order, engine(name))
        if output:
            keep(heard, output)
        if listen:
            play(heard)
