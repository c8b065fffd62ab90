"""`ivr schema`: prints the JSON Schema of a menu file, for editors."""

from __future__ import annotations

import click
from twiml_phone.cli.printing import print_json

from ivr.menu.document import schema as menu_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of menus.yaml.

    Editors that read the file's first line complete and check it with docs/menus.schema.json, which
    is this command's output.
    """
    print_json(menu_schema())
