"""Each language may have its texts in a file of its own, as translators want it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ivr.menu.include import load
from ivr.menu.live import LiveMenus
from ivr.menu.reader import examine, read

TEXTS = """
values: {}
everywhere:
  welcome: "Hello."
  repeat: {label: "hear it again"}
  back: {label: "go back"}
  start: {label: "start again"}
  no-input: {1: "I heard nothing.", 2: "Press a number."}
  no-match: {1: "Another key."}
  warning: "Call {help}."
  goodbye: "Goodbye."
  sorry: "Sorry."
menus:
  main:
    title: "Start"
    choices:
      repairs: {label: "repair something"}
      sales: {label: "buy"}
  sales:
    title: "Sales"
    choices: {prices: {label: "hear prices"}}
messages:
  prices:
    title: "Prices"
    text: "In {days} days. For repairs, {to:repairs}."
  repairs:
    title: "Repairs"
    text: "Call {company}."
    choices: {prices: {label: "hear prices"}}
"""


@pytest.fixture
def line(tmp_path: Path, good_menus: str) -> Path:
    """The good line, with its English texts in a file of their own."""
    path = tmp_path / "menus.yaml"
    path.write_text(re.sub(r', en-US: "[^"]*"|\n *en-US: ".*"', "", good_menus), encoding="utf-8")
    (tmp_path / "menus.en-US.yaml").write_text(TEXTS, encoding="utf-8")
    return path


def told(line: Path) -> list[str]:
    problems = examine(load(line)).problems
    return [str(each).replace(f"{line.parent}/", "") for each in problems]


def replace(line: Path, old: str, new: str) -> None:
    file = line.with_name("menus.en-US.yaml")
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_a_language_in_a_file_of_its_own_is_heard_as_if_it_stood_with_the_others(
    line: Path, tmp_path_factory: pytest.TempPathFactory, good_menus: str
) -> None:
    alone = tmp_path_factory.mktemp("alone") / "menus.yaml"
    alone.write_text(good_menus, encoding="utf-8")
    assert told(line) == []
    assert read(line) == read(alone)


def test_a_text_in_both_files_is_told_with_both_lines(line: Path) -> None:
    text = line.read_text("utf-8").replace('welcome: {pt-BR: "Olá."', 'welcome: {en-US: "Hi."')
    line.write_text(text, encoding="utf-8")
    assert (
        "menus.en-US.yaml:4:3: the en-US text stands in menus.yaml too, on line 35; "
        "keep one of them"
    ) in [re.sub(r"line \d+", "line 35", each) for each in told(line)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  sales:\n", "  sale:\n", '19:3: "sale" is not in menus; did you mean "sales"?'),
        ("repairs: {label", "repair: {label", '"repair" is not in menus.main.choices; did you'),
        ('    title: "Start"', '    titel: "Start"', '"titel" means nothing here; did you mean'),
        ("values: {}", "say: {en-US: {TV: tee vee}}", '2:1: "say" has no texts to translate'),
        ('{label: "buy"}', "buy", '"sales" has parts of its own, to, label; write'),
        ('title: "Sales"', "choices: a", '"choices" stands here a second time'),
        ('repeat: {label: "hear it again"}', "repeat: {key: 9}", '"key" is the same in every'),
        ('title: "Sales"', "title: {en-US: a}", '"en-US": all of this file is in en-US'),
        ('{1: "I heard nothing.", 2: "Press a number."}', "[a, b]", "parts of its own, 1, 2;"),
        ("{help}", "{helf}", '10:12: no value is called "helf"'),
        ('welcome: "Hello."', "welcome: {a: b}", '4:13: "a" is not a language such as pt-BR'),
    ],
)
def test_what_has_no_place_in_the_menu_file_is_told_where_it_stands(
    line: Path, old: str, new: str, problem: str
) -> None:
    replace(line, old, new)
    found = [each for each in told(line) if each.startswith("menus.en-US.yaml:")]
    assert any(problem in each for each in found), told(line)


def test_what_is_not_translated_yet_is_missing_in_the_menu_file(line: Path) -> None:
    replace(line, 'welcome: "Hello."', "welcome:")
    [problem] = told(line)
    assert "the en-US text is missing" in problem
    assert problem.startswith("menus.yaml:")


def test_the_file_of_a_language_the_line_does_not_have_is_told_of(line: Path) -> None:
    line.with_name("menus.fr-FR.yaml").write_text("menus: {}", encoding="utf-8")
    assert told(line) == [
        "menus.fr-FR.yaml:1:1: warning: fr-FR is no language of this line, "
        "so nobody hears what stands here"
    ]
    assert examine(load(line)).flow


def test_a_file_of_a_language_is_taken_up_when_it_comes(line: Path) -> None:
    menus = LiveMenus(line)
    texts = line.with_name("menus.en-US.yaml")
    away = texts.rename(line.with_name("away"))
    menus.look()
    menus.look()
    assert "the en-US text is missing" in menus.problems[0]
    away.rename(texts)
    replace(line, "Hello.", "Good morning.")
    menus.look()
    assert menus.problems == ()
    assert menus.now.flow.everywhere.welcome["en-US"].text == "Good morning."


def test_each_piece_stands_in_its_own_file(line: Path) -> None:
    source = load(line)
    file, number, _ = source.place(["messages", "repairs", "text", "en-US"])
    assert Path(file).name == "menus.en-US.yaml"
    assert TEXTS.splitlines()[number - 1].strip() == 'text: "Call {company}."'
    assert Path(source.place(["messages", "repairs", "text", "pt-BR"])[0]).name == "menus.yaml"
