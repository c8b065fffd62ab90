"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ivr.settings import OUR_AUDIO, OUR_MENUS

menus_option = click.option(
    "--menus",
    type=click.Path(path_type=Path),
    default=OUR_MENUS,
    envvar="MENUS",
    show_default=True,
    help="The menu file.",
)
audio_option = click.option(
    "--audio",
    type=click.Path(path_type=Path),
    default=OUR_AUDIO,
    envvar="IVR_AUDIO",
    show_default=True,
    help="The folder of sound files.",
)
