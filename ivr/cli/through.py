"""The option that names what a sound passes on its way to the ear."""

from __future__ import annotations

import click

from ivr.speech.audio.ways import WAYS

through_option = click.option(
    "--through",
    multiple=True,
    type=click.Choice(WAYS),
    help="As a caller hears it by a mobile (gsm), where packets are lost (loss), or from a small "
    "loudspeaker in a room (speaker). Given more than once: one after the other.",
)
