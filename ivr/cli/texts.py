"""`ivr texts`: gives the texts of a language to translators, and takes them back."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.analysis.translation import po
from ivr.analysis.translation.exporting import exported
from ivr.analysis.translation.importing import imported
from ivr.analysis.translation.language_file import file_with, head_of
from ivr.analysis.translation.translatable import complete
from ivr.cli.languages import spoken
from ivr.cli.options import FILE, menus_option
from ivr.errors import CatalogError, MenusError
from ivr.files import write_whole
from ivr.menu.folder import EditedFolder
from ivr.menu.include import load, together
from ivr.menu.reader import examine
from ivr.menu.replace import replaced
from ivr.menu.source import load as load_one
from ivr.menu.source import text_of
from ivr.menu.translations import file_of, languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ivr.analysis.translation.importing import Imported
    from ivr.menu.problem import Problem
    from ivr.menu.source import Mark, Source


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
    words that have changed since. It is left alone if it has translations that the line says
    otherwise.

    Exit status: 0 it was done, 2 it could not begin.
    """
    source = load(menus)
    codes = languages(source.data)
    language = spoken(language, codes)
    original = spoken(original, codes) if original else codes[0]
    if original == language:
        raise click.UsageError(f"name another language than {language} with --from")
    before = _before(output, language) if output else ()
    made = exported(source, language, original, before)
    if made.unsaid:
        raise CatalogError(_unsaid(made.unsaid, str(output)))
    data = po.written(language, made.entries)
    if output:
        write_whole(output, data)
    else:
        click.echo(data, nl=False)
    told = f"{language}: {len(made.entries)} texts, {made.missing} missing, {made.stale} stale"
    click.echo(told, err=True)


def _unsaid(unsaid: Sequence[po.Translation], file: str) -> str:
    """Return why a file is not brought up to date: what would be lost in it."""
    lines = [f"{file}:{each.line}:1: the line says {each.context} otherwise" for each in unsaid]
    return "\n".join([*lines, "import the file first, or export into another"])


def _before(output: Path, language: str) -> tuple[po.Translation, ...]:
    """Return what a file holds that is to be brought up to date, if it is there."""
    if not output.exists():
        return ()
    before = po.parsed(output.read_bytes(), str(output))
    if before.language not in {"", language, language.partition("-")[0]}:
        raise click.UsageError(f"{output} is in {before.language}; name another file")
    return before.entries


@texts.command("import")
@click.argument("file", type=FILE)
@click.option("--language", help="The language of the file, where it does not say so itself.")
@menus_option
def import_(file: Path, language: str | None, menus: Path) -> None:
    """Take the translations of a PO file into the line, as menus.LANGUAGE.yaml.

    A translation that is marked as fuzzy, or was made from words that have changed since, is stale:
    the line goes on saying what it said. A text that stands in the menu file itself is changed
    there. Nothing is written if a translation has lost what stands in braces; each is told with its
    line.

    Exit status: 0 it was done, 1 nothing was written, 2 it could not begin.
    """
    given = po.parsed(file.read_bytes(), str(file))
    source = load(menus)
    if not (language or given.language):
        raise click.UsageError(f"{file} does not say its language; give it with --language")
    language = spoken(language or given.language, languages(source.data))
    own_file = menus.parent / file_of(menus.name, language)
    taken = imported(source, language, str(own_file), given.entries, str(file))
    for each in (*taken.refused, *taken.left):
        click.echo(each, err=True)
    if taken.refused:
        click.echo(f"nothing was written: mend {len(taken.refused)} first", err=True)
        sys.exit(1)
    edits = _edits(taken, own_file, language)
    _check(source, together(EditedFolder(menus.parent, edits), menus.name))
    for path, data in edits.items():
        write_whole(path, data) if path == own_file else path.write_bytes(data)
    click.echo(
        f"{', '.join(map(str, edits)) or own_file}: {taken.new} new, {taken.changed} changed, "
        f"{taken.stale} stale, {taken.missing} missing"
    )


def _edits(taken: Imported, own_file: Path, language: str) -> dict[Path, bytes]:
    """Return what the files will hold that translations are written into."""
    edits = {Path(file): _replaced(Path(file), new) for file, new in taken.elsewhere.items()}
    return edits | ({own_file: _with(taken.texts, own_file, language)} if taken.texts else {})


def _replaced(file: Path, changes: Mapping[Mark, str]) -> bytes:
    """Return a file with other texts, and otherwise as it is, with its byte order mark."""
    mark = codecs.BOM_UTF8 if file.read_bytes().startswith(codecs.BOM_UTF8) else b""
    return mark + replaced(text_of(file), changes).encode()


def _with(texts: Mapping[str, str], file: Path, language: str) -> bytes:
    """Return the file of a language with some texts more, or in place of those it had."""
    if not file.exists():
        return file_with(texts, {}, language).encode()
    text = text_of(file)
    ending = "\r\n" if "\r\n" in text else "\n"
    told = file_with(texts, load_one(file).data, language, head_of(text, str(file)))
    return told.replace("\n", ending).encode()


def _check(before: Source, after: Source) -> None:
    """Refuse what is wrong with a line after an edit and was not before; it may lack texts."""
    known = {each.message for each in _problems(before)}
    if new := [each for each in _problems(after) if each.message not in known]:
        raise MenusError(new)


def _problems(source: Source) -> list[Problem]:
    complete(source)
    return [each for each in examine(source).problems if each.severity == "error"]
