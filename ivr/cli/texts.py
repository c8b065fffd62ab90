"""`ivr texts`: gives the texts of a language to translators, and takes them back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.analysis.translation import po
from ivr.analysis.translation.exporting import exported
from ivr.analysis.translation.importing import imported
from ivr.analysis.translation.language_file import file_with, head_of
from ivr.cli.languages import spoken
from ivr.cli.options import FILE, menus_option
from ivr.errors import MenusError
from ivr.files import write_whole
from ivr.menu.folder import EditedFolder
from ivr.menu.include import load, together
from ivr.menu.reader import examine
from ivr.menu.source import Entries, text_of
from ivr.menu.source import load as load_one
from ivr.menu.translations import file_of, languages

if TYPE_CHECKING:
    from ivr.menu.source import Source


@click.group()
def texts() -> None:
    """Give the texts of a language to translators, and take them back, as PO files.

    Poedit, Weblate and most other programs for translators open a PO file. What comes back is
    written beside the menu file, as in menus.tr-TR.yaml (docs/menus.md#one-file-for-each-language).
    """


@texts.command("export")
@click.argument("language")
@click.option("--from", "original", help="Translate from this language; the line's first without.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it here; if the file is there, bring it up to date.",
)
@menus_option
def export(language: str, original: str | None, output: Path | None, menus: Path) -> None:
    """Print the texts of the line in LANGUAGE (as in tr-TR), each beside what it translates.

    LANGUAGE must stand under `languages`; texts that it lacks are there without words. A file that
    is brought up to date keeps what was translated, and marks as fuzzy what was translated from
    words that have changed since.

    Exit status: 0 it was done, 2 it could not begin.
    """
    source = load(menus)
    codes = languages(source.data)
    language = spoken(language, codes)
    original = spoken(original, codes) if original else codes[0]
    if original == language:
        raise click.UsageError(f"name another language than {language} with --from")
    before = _before(output) if output else ()
    made = exported(source, language, original, before)
    data = po.written(language, made.entries)
    if output:
        write_whole(output, data)
    else:
        click.echo(data, nl=False)
    told = f"{language}: {len(made.entries)} texts, {made.missing} missing, {made.stale} stale"
    click.echo(told, err=True)
    if made.unsaid:
        told = "were otherwise in the file than in the line, whose words it has now"
        click.echo(f"{made.unsaid} {told}; import a file before you export into it", err=True)


def _before(output: Path) -> tuple[po.Translation, ...]:
    return po.parsed(output.read_bytes(), str(output)).entries if output.exists() else ()


@texts.command("import")
@click.argument("file", type=FILE)
@click.option("--language", help="The language of the file, where it does not say so itself.")
@menus_option
def import_(file: Path, language: str | None, menus: Path) -> None:
    """Take the translations of a PO file into the line, as menus.LANGUAGE.yaml.

    A translation that is marked as fuzzy, or was made from words that have changed since, is stale:
    the line goes on saying what it said. Nothing is written if a translation has lost what stands
    in braces, or belongs to a text that stands in the menu file itself; each is told with its line.

    Exit status: 0 it was done, 1 nothing was written, 2 it could not begin.
    """
    given = po.parsed(file.read_bytes(), str(file))
    source = load(menus)
    if not (language or given.language):
        raise click.UsageError(f"{file} does not say its language; give it with --language")
    language = spoken(language or given.language, languages(source.data))
    own_file = menus.parent / file_of(menus.name, language)
    _check(source, str(own_file))
    taken = imported(source, language, str(own_file), given.entries, str(file))
    for each in (*taken.refused, *taken.left):
        click.echo(each, err=True)
    if taken.refused:
        click.echo(f"nothing was written: mend {len(taken.refused)} first", err=True)
        sys.exit(1)
    if taken.texts:
        _write(menus, own_file, language, taken.texts)
    click.echo(
        f"{own_file}: {taken.new} new, {taken.changed} changed, {taken.stale} stale, "
        f"{taken.missing} missing"
    )


def _write(menus: Path, file: Path, language: str, texts: dict[str, str]) -> None:
    """Write the file of a language, unless callers could not be given what would stand in it."""
    before, head, ending = Entries(), "", "\n"
    if file.exists():
        text = text_of(file)
        before, head = load_one(file).data, head_of(text, str(file))
        ending = "\r\n" if "\r\n" in text else "\n"
    data = file_with(texts, before, language, head).replace("\n", ending).encode()
    _check(together(EditedFolder(menus.parent, file.name, data), menus.name), str(file))
    write_whole(file, data)


def _check(source: Source, file: str) -> None:
    """Refuse a line in which something is wrong with the file of a language."""
    wrong = [
        each for each in examine(source).problems if each.severity == "error" and each.file == file
    ]
    if wrong:
        raise MenusError(wrong)
