"""`ivr texts` as owners and translators use it: PO files, made, filled in and taken back."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from ivr.menu.include import load
from ivr.menu.reader import examine, read

Texts = Callable[..., subprocess.CompletedProcess[str]]
WELCOME = 'msgctxt "everywhere.welcome"\nmsgid "Olá."\nmsgstr '


@pytest.fixture
def line(tmp_path: Path, good_menus: str) -> Path:
    """The good line, without a word of English beyond what begins a language."""
    path = tmp_path / "menus.yaml"
    path.write_text(re.sub(r', en-US: "[^"]*"|\n *en-US: ".*"', "", good_menus), encoding="utf-8")
    return path


@pytest.fixture
def texts(line: Path, invoke: Texts) -> Texts:
    return lambda *words: invoke("texts", *words, cwd=line.parent)


@pytest.fixture
def po(line: Path, texts: Texts) -> Path:
    """What a translator is given."""
    done = texts("export", "en-US", "-o", "en.po")
    assert (done.returncode, done.stderr) == (0, "en-US: 20 texts, 20 missing, 0 stale\n")
    return line.with_name("en.po")


def translate(po: Path, good_menus: str) -> None:
    """Fill in a PO file by another program's way, with the English of the good line."""
    pairs = re.findall(r'pt-BR: "(.*?)",?\s+en-US: "(.*?)"', good_menus)
    english = {**dict(pairs), "Não ouvi.": "I heard nothing."}
    with po.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if message.id:
            message.string = english[str(message.id)]
    with po.open("wb") as file:
        write_po(file, catalog)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def test_what_a_translator_gives_back_is_what_callers_hear(
    line: Path, texts: Texts, po: Path, good_menus: str
) -> None:
    translate(po, good_menus)
    done = texts("import", "en.po")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "menus.en-US.yaml: 20 new, 0 changed, 0 stale, 0 missing\n",
        "",
    )
    one = line.with_name("one.yaml")
    one.write_text(good_menus, encoding="utf-8")
    assert read(line) == read(one)
    again = texts("import", "en.po")
    assert again.stdout == "menus.en-US.yaml: 0 new, 0 changed, 0 stale, 0 missing\n"


def test_a_translator_is_told_where_a_text_stands_and_what_it_must_keep(po: Path) -> None:
    text = po.read_text("utf-8")
    assert (
        "#. Keep {days}, {to:repairs}: the line says it itself.\n"
        "#: menus.yaml:68\n"
        "#, python-brace-format\n"
        'msgctxt "messages.prices.text"\n'
        'msgid "Em {days} dias. Para consertos, {to:repairs}."\n'
        'msgstr ""\n'
    ) in re.sub(r"menus\.yaml:\d+", "menus.yaml:68", text)
    assert "At most 6 words" in text.partition('msgctxt "menus.main.choices.sales.label"')[0][-200:]


def test_some_translations_are_taken_and_the_others_counted(
    line: Path, texts: Texts, po: Path
) -> None:
    replace(po, f'{WELCOME}""', f'{WELCOME}"Hello."')
    assert texts("import", "en.po").stdout.endswith("1 new, 0 changed, 0 stale, 19 missing\n")
    replace(po, f'{WELCOME}"Hello."', f'{WELCOME}"Good day."')
    assert texts("import", "en.po").stdout.endswith("0 new, 1 changed, 0 stale, 19 missing\n")
    source = load(line)
    assert source.data["everywhere"]["welcome"]["en-US"] == "Good day."


def test_a_translation_that_lost_what_stands_in_braces_is_refused_with_its_line(
    line: Path, texts: Texts, po: Path
) -> None:
    replace(po, f'{WELCOME}""', f'{WELCOME}"Hello."')
    replace(
        po, 'msgid "Ligue para {help}."\nmsgstr ""', 'msgid "Ligue para {help}."\nmsgstr "{hlp}"'
    )
    lines = po.read_text("utf-8").splitlines()
    number = lines.index('msgid "Ligue para {help}."') + 1
    done = texts("import", "en.po")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"en.po:{number}:1: the translation of everywhere.warning lacks {{help}} and has {{hlp}}; "
        "keep what is in braces\nnothing was written: mend 1 first\n"
    )
    assert not line.with_name("menus.en-US.yaml").exists()


def test_what_was_translated_from_words_that_changed_is_stale(
    line: Path, texts: Texts, po: Path, good_menus: str
) -> None:
    translate(po, good_menus)
    replace(line, '"Olá."', '"Bom dia."')
    done = texts("import", "en.po")
    assert done.stdout.endswith(": 19 new, 0 changed, 1 stale, 1 missing\n")
    assert 'must be looked at again: in pt-BR it is "Bom dia." now' in done.stderr
    assert "1 stale" in texts("export", "en-US", "-o", "en.po").stderr
    assert (
        '#, fuzzy\n#| msgid "Olá."\nmsgctxt "everywhere.welcome"\nmsgid "Bom dia."\n'
        'msgstr "Hello."\n'
    ) in po.read_text("utf-8")
    assert texts("import", "en.po").stdout.endswith(": 0 new, 0 changed, 1 stale, 1 missing\n")
    replace(po, '#, fuzzy\n#| msgid "Olá."\n', "")
    assert texts("import", "en.po").stdout.endswith(": 1 new, 0 changed, 0 stale, 0 missing\n")


def test_a_translation_that_was_not_imported_is_not_lost_when_the_file_is_brought_up_to_date(
    texts: Texts, po: Path
) -> None:
    replace(po, f'{WELCOME}""', f'{WELCOME}"Hello."')
    assert "19 missing" in texts("export", "en-US", "-o", "en.po").stderr
    assert f'{WELCOME}"Hello."' in po.read_text("utf-8")
    texts("import", "en.po")
    replace(po, f'{WELCOME}"Hello."', f'{WELCOME}"Good day."')
    before = po.read_bytes()
    number = po.read_text("utf-8").splitlines().index('msgid "Olá."') + 1
    done = texts("export", "en-US", "-o", "en.po")
    assert (done.returncode, po.read_bytes()) == (2, before)
    assert done.stderr == (
        f"en.po:{number}:1: the line says everywhere.welcome otherwise\n"
        "import the file first, or export into another\n"
    )


def test_texts_are_translated_from_the_language_that_is_asked_for(
    tmp_path: Path, invoke: Texts, good_menus: str
) -> None:
    (tmp_path / "menus.yaml").write_text(good_menus, encoding="utf-8")
    done = invoke("texts", "export", "pt", "--from", "en", cwd=tmp_path)
    assert 'msgctxt "everywhere.welcome"\nmsgid "Hello."\nmsgstr "Olá."\n' in done.stdout
    assert done.stderr == "pt-BR: 20 texts, 0 missing, 0 stale\n"


def test_a_text_that_stands_in_the_menu_file_is_changed_there_and_nothing_else(
    tmp_path: Path, invoke: Texts, good_menus: str
) -> None:
    path = tmp_path / "menus.yaml"
    english = 'en-US: "In {days} days. For repairs, {to:repairs}."'
    several = "en-US: >-  # Ours\n        In {days} days.\n        For repairs, {to:repairs}."
    text = f"# 😀 é\n{good_menus}".replace(english, several).replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    invoke("texts", "export", "en", "-o", "en.po", cwd=tmp_path)
    replace(tmp_path / "en.po", f'{WELCOME}"Hello."', f'{WELCOME}"Say \\"hi\\": é."')
    replace(tmp_path / "en.po", 'msgstr "In {days} days.', 'msgstr "After {days} days.')
    done = invoke("texts", "import", "en.po", cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout == "menus.yaml: 0 new, 2 changed, 0 stale, 0 missing\n"
    new = text.replace('en-US: "Hello."', r'en-US: "Say \"hi\": é."')
    new = new.replace(
        several.replace("\n", "\r\n"),
        'en-US: "After {days} days. For repairs, {to:repairs}."  # Ours',
    )
    assert path.read_bytes() == b"\xef\xbb\xbf" + new.encode()


def test_a_text_that_the_line_does_not_have_is_told_of(texts: Texts, po: Path) -> None:
    replace(
        po,
        '"everywhere.welcome"\nmsgid "Olá."\nmsgstr ""',
        '"everywhere.welcom"\nmsgid "Olá."\nmsgstr "Hi."',
    )
    done = texts("import", "en.po")
    assert done.returncode == 0
    assert (
        'the line has no text everywhere.welcom; did you mean "everywhere.welcome"?' in done.stderr
    )


def test_what_callers_could_not_be_given_is_not_written(line: Path, texts: Texts, po: Path) -> None:
    replace(po, f'{WELCOME}""', f'{WELCOME}"Hello ⟦x⟧."')
    done = texts("import", "en.po")
    assert done.returncode == 1
    assert done.stderr.startswith("menus.en-US.yaml:3:12: the en-US text has ")
    assert "it marks IPA" in done.stderr
    assert not line.with_name("menus.en-US.yaml").exists()


def test_the_head_of_the_file_and_its_words_are_kept_and_no_comment_is_lost(
    line: Path, texts: Texts, po: Path
) -> None:
    own = line.with_name("menus.en-US.yaml")
    own.write_bytes(
        b"\xef\xbb\xbf# Ours\r\n# By Ann\r\nmenus:\r\n  main:\r\n    title: Start\r\n"
        b"    choices: {sales: {words: [buy]}}\r\n"
    )
    replace(po, f'{WELCOME}""', f'{WELCOME}"Hello."')
    assert texts("import", "en.po").returncode == 0
    written = own.read_bytes().decode("utf-8-sig")
    assert written.startswith("# Ours\r\n# By Ann\r\nmenus:\r\n  main:\r\n    title: Start\r\n")
    assert "        words:\r\n        - buy\r\n" in written
    assert written.endswith("everywhere:\r\n  welcome: Hello.\r\n")
    replace(own, "    title", "    # the greeting\r\n    title")
    replace(po, f'{WELCOME}"Hello."', f'{WELCOME}"Good day."')
    before = own.read_bytes()
    done = texts("import", "en.po")
    assert (done.returncode, own.read_bytes()) == (2, before)
    assert done.stderr == (
        "menus.en-US.yaml:5:1: this comment would be lost; move it to the head of the file\n"
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'msgid "x"\nnothing\n', "en.po:2:1: is no line of a PO file"),
        (b'msgid "\xe9"\n', "en.po:1:8: byte 0xe9 is not UTF-8"),
        (b"PK\x03\x04", "this is a Word, Excel or zip file"),
        (b"", "does not say its language; give it with --language"),
    ],
)
def test_what_is_no_po_file_is_refused_in_a_sentence(
    line: Path, texts: Texts, data: bytes, told: str
) -> None:
    line.with_name("en.po").write_bytes(data)
    done = texts("import", "en.po")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert told in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "fr-FR"), "fr-FR is not one of pt-BR, en-US"),
        (("export", "pt-BR"), "name another language than pt-BR with --from"),
        (("export", "pt-BR", "--from", "en", "-o", "en.po"), "en.po is in en-US; name another"),
        (("export", "pt-BR", "--from", "xx"), "xx is not one of pt-BR, en-US"),
    ],
)
@pytest.mark.usefixtures("po")
def test_a_language_that_cannot_be_meant_is_a_wrong_option(
    texts: Texts, words: tuple[str, ...], told: str
) -> None:
    done = texts(*words)
    assert done.returncode == 2
    assert told in done.stderr


def test_our_own_line_goes_out_and_comes_back_unchanged(invoke: Texts, tmp_path: Path) -> None:
    menus = Path(__file__).parents[2] / "menus.yaml"
    copy = tmp_path / "menus.yaml"
    copy.write_bytes(menus.read_bytes())
    for code in ("en-US", "tr-TR"):
        file = f"{code}.po"
        done = invoke("texts", "export", code, "-o", file, cwd=tmp_path)
        assert "0 missing, 0 stale" in done.stderr
        done = invoke("texts", "import", file, cwd=tmp_path)
        assert done.stdout.endswith(" 0 new, 0 changed, 0 stale, 0 missing\n")
    assert examine(load(copy)).flow
