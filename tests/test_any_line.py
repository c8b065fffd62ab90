"""The package serves any line: its code knows none, and no country or language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import ivr

PACKAGE = Path(ivr.__file__).parent
OUR_LINE = re.compile(r"\bClaro\b|\bclaro\b|\bNET\b|10621|0800 701|(?i:anatel|procon|embratel)")
PLACES = re.compile(r"\b[a-z]{2}-[A-Z]{2}\b|\bflag-[a-z]{2}\b|Bra[sz]il|Portug|Turk|United States")
EXAMPLE = re.compile(r'(?:such as|as in) (?:\["|)[a-z]{2}-[A-Z]{2}')
WRITTEN = {".py", ".js", ".css", ".html", ".yaml", ".toml", ".svg", ".json", ".xml", ".template"}

WORDS = {
    "say/pt-BR.yaml": "how words are said in Portuguese on any line",
    "menu/icons.yaml": "by which words the pictures are found",
}
"""Data that may hold words of our line's country; all by folder and file, wherever they stand."""
LANGUAGES = WORDS | {
    "say/en-US.yaml": "how words are said in English on any line",
    "say/tr-TR.yaml": "how words are said in Turkish on any line",
    "engines/kokoro_tuning.py": "the voice of each language, and its settings",
    "words/en-US.yaml": "the page's own words",
    "words/tr-TR.yaml": "the page's own words",
    "static/icons.svg": "the pictures, some flags among them",
    "hearing/folds.yaml": "what a listener may write for a word, by language",
    "timing/prices.toml": "what calls cost, and where",
    "imports/languages.yaml": "what an imported line says around its texts, by language",
    "structure/number_to_call.py": "the law a rule comes from",
    "menu/document.py": "examples in the schema that editors show",
    "new_line/menus.yaml": "the line that `ivr new` begins with, in English",
}
"""Data and examples that may name languages and countries."""


def texts(path: Path) -> Iterator[str]:
    """Yield what a file does, without what it says of itself."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield text
        return
    tree = ast.parse(text)
    bare = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in bare:
            yield EXAMPLE.sub("", each.value)


def files() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in WRITTEN:
            yield "/".join(path.parts[-2:]), path


def test_nothing_in_the_package_knows_our_line() -> None:
    found = {name for name, path in files() if OUR_LINE.search(path.read_text("utf-8"))}
    assert found - WORDS.keys() == set()


def test_only_data_and_examples_name_languages_and_countries() -> None:
    found = {name for name, path in files() if any(map(PLACES.search, texts(path)))}
    assert found - LANGUAGES.keys() == set()


def test_every_file_that_may_is_there_and_does() -> None:
    found = {name for name, path in files() if any(map(PLACES.search, texts(path)))}
    assert LANGUAGES.keys() - found == set()
