"""`ivr new`: makes a small line to begin with, and tests that call it."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from string import Template

import click

from ivr.menu.document import schema

FILES = {
    "menus.yaml": "menus.yaml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    "tests/test_line.py": "test_line.py.template",
    "tests/conversations/opening-hours.txt": "opening-hours.txt",
}
"""What a line is made of, and the file that each part is a copy of."""
CHECKED_AGAIN = timedelta(days=180)
NEXT = """\
{folder} holds a small line. Change menus.yaml to your own words, and meanwhile:

  cd {folder}
  ivr check                look it over
  ivr call                 call it from this terminal
  IVR_LOCAL=1 ivr serve    call it from a browser
  pytest                   make the calls of tests/ again

Where `ivr` is not found: . {bin}/activate"""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a small line in FOLDER, with tests that call it.

    The line can be called at once; a file that is already there is never overwritten.
    """
    files = _files(date.today())  # noqa: DTZ011  # the owner's day
    if taken := [name for name in files if (folder / name).exists()]:
        raise click.UsageError(f"{folder} already holds {', '.join(taken)}; name another folder")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    click.echo(NEXT.format(folder=folder, bin=Path(sys.executable).parent))


def _files(today: date) -> dict[str, str]:
    """Return the texts of a new line by their names."""
    texts = {name: _text(source) for name, source in FILES.items()}
    dates = {"checked": today.isoformat(), "again": (today + CHECKED_AGAIN).isoformat()}
    texts["menus.yaml"] = Template(texts["menus.yaml"]).safe_substitute(dates)
    return texts | {"menus.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"}


def _text(source: str) -> str:
    return resources.files(__package__).joinpath("new_line", source).read_text(encoding="utf-8")
