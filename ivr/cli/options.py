"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ivr.settings import OUR_AUDIO, OUR_MENUS

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there to be read."""

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
weights_option = click.option(
    "--weights",
    type=FILE,
    metavar="CSV",
    help="Counted calls: columns place, calls.",
)
