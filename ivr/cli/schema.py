"""`ivr schema`: the JSON Schema of a menu file, for editors."""

from __future__ import annotations

import json

import click

from ivr.menu.document import schema as menu_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of menus.yaml.

    Editors that read the file's first line complete and check it with docs/menus.schema.json, which
    is this command's output.
    """
    click.echo(json.dumps(menu_schema(), ensure_ascii=False, indent=2))
