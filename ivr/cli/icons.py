"""`ivr icons`: lists the pictures that a menu file may name."""

from __future__ import annotations

import sys

import click

from ivr.menu import icons as known


@click.command()
@click.argument("word", required=False)
def icons(word: str | None) -> None:
    """List the pictures that `icon:` may name, or find those that WORD means.

    WORD may be Portuguese, English or Turkish. docs/icons.md shows them all.

    Exit status: 0 pictures were found, 1 none was found; then the nearest words are named.
    """
    found = known.find(word) if word else list(known.icons().values())
    if not found and word:
        near = ", ".join(icon.name for icon in known.nearest(word))
        click.echo(f'no picture means "{word}"; the nearest are {near}', err=True)
        sys.exit(1)
    width = max(len(icon.name) for icon in found)
    for icon in found:
        words = ", ".join(words[0] for words in icon.words.values())
        click.echo(f"{icon.name:{width}}  {words}")
