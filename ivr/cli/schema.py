"""`ivr schema`: prints the JSON Schema of a menu file, or puts it where editors find it."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path, PurePosixPath

import click
from twiml_phone.cli.printing import print_json

from ivr.files import write_whole
from ivr.menu.document import schema as menu_schema
from ivr.menu.source import text_of
from ivr.settings import OUR_MENUS

BESIDE = "menus.schema.json"
NAMED = re.compile(r"(?:#.*\r?\n|\s*\n)*?# *yaml-language-server: *\$schema=(\S+)")
"""The comment among the first ones of a file that tells editors its schema:
https://github.com/redhat-developer/yaml-language-server#using-inlined-schema"""


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=OUR_MENUS, envvar="MENUS")
@click.option("--install", is_flag=True, help="Put it beside FILE, whose first line names it.")
def schema(file: Path, install: bool) -> None:
    """Print the JSON Schema of a menu file, or put it beside FILE for editors.

    Editors that know the comment `# yaml-language-server: $schema=menus.schema.json` complete and
    check the file while you type. With --install, FILE (menus.yaml, unless MENUS or FILE names
    another) gets that line before its first, and the schema is written where it says. A file that
    names a schema already keeps its line. After an update of ivr, install it again.
    """
    if not install:
        print_json(menu_schema())
        return
    text = text_of(file)
    found = NAMED.match(text)
    name = found[1] if found else BESIDE
    if not _is_beside(name):
        click.echo(f"{file}: names {name} already; nothing was written")
        return
    told = json.dumps(menu_schema(), ensure_ascii=False, indent=2) + "\n"
    write_whole(file.parent / name, told.encode())
    if not found:
        file.write_bytes(_with_first_line(file.read_bytes(), text))
    click.echo(f"{file}: its schema is {file.parent / name}")


def _is_beside(name: str) -> bool:
    """Tell whether a schema is a file in the folder of the menu file, or below."""
    return not (":" in name or name.startswith("/") or ".." in PurePosixPath(name).parts)


def _with_first_line(data: bytes, text: str) -> bytes:
    """Return a file that begins with the comment, otherwise as it was: its mark, its line ends."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    ending = "\r\n" if "\r\n" in text else "\n"
    line = f"# yaml-language-server: $schema={BESIDE}{ending}"
    return mark + line.encode() + data.removeprefix(mark)
