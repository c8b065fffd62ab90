"""Slips people make in YAML by hand: each is found where it stands, and told with its remedy."""

from __future__ import annotations

import time

import pytest

from ivr.errors import MenusError
from ivr.menu.reader import Reading, examine
from ivr.menu.source import parse

# What stood in the good file, what was typed instead, where the slip is, and words of the message.
SLIPS = {
    "a letter that was lost": (
        "Começo",
        "Come\ufffdo",
        "50:25",
        "type the letter again",
    ),
    "a question mark for a letter": (
        "Começo",
        "Come?o",
        "50:25",
        "type the letter again",
    ),
    "a no-break space after a colon": (
        "start: main",
        "start:\u00a0main",
        "1:7",
        "a no-break space (it looks like a space; U+00A0) stands after the colon",
    ),
    "a no-break space after a colon in braces": (
        '{pt-BR: "Começo"',
        '{pt-BR:\u00a0"Começo"',
        "50:19",
        "delete it and type a space",
    ),
    "a no-break space before a colon": (
        "start: main",
        "start\u00a0: main",
        "1:6",
        "stands before the colon; delete it",
    ),
    "a no-break space in the indent": (
        "    languages: true",
        "  \u00a0 languages: true",
        "51:3",
        "delete it and type spaces",
    ),
    "a wide Asian space in the indent": (
        "    languages: true",
        "  \u3000languages: true",
        "51:3",
        "a wide space",
    ),
    "a tab in the indent": (
        "    languages: true",
        "\tlanguages: true",
        "51:1",
        "two for each step",
    ),
    "a no-break space after a hyphen": (
        "- to: sales",
        "-\u00a0to: sales",
        "53:8",
        "stands after the hyphen",
    ),
    "no space after a hyphen": ("- to: sales", "-to: sales", "53:7", "write - to: with a space"),
    "an en dash for a hyphen": ("- to: sales", "– to: sales", "53:7", "type - and a space"),
    "a bullet for a hyphen": ("- to: sales", "• to: sales", "53:7", "a bullet • (U+2022)"),
    "a number for a hyphen": ("- to: sales", "1. to: sales", "53:7", "type a hyphen instead"),
    "no space after a colon": ("start: main", "start:main", "1:6", 'write "start: "'),
    "no space after a colon in braces": (
        'en-US: "Start"',
        'en-US:"Start"',
        "50:35",
        'write "en-US: "',
    ),
    "a full-width colon": ("start: main", "start：main", "1:6", "a full-width colon ： (U+FF1A)"),
    "an equals sign": ("start: main", "start = main", "1:7", "type : and a space"),
    "no colon at all": ("start: main", "start main", "1:6", 'a colon is missing after "start"'),
    "a name that is mistyped and lacks its colon": (
        "    label: português",
        "    lable português",
        "6:5",
        "there is no colon on this line",
    ),
    "an en dash in a name": ("check-again: ", "check–again: ", "28:10", "type a hyphen - instead"),
    "curly quotes around a text": (
        '"Sales"',
        "“Sales”",
        "58:37",
        'type a straight " before and after',
    ),
    "curly quotes around a text with a comma": (
        '"Sales"',
        "“Sales, and more”",
        "58:37",
        "a curly quote “ (U+201C)",
    ),
    "curly quotes around a text in a block": (
        "name: English",
        "name: “English”",
        "14:11",
        "is no quote for YAML",
    ),
    "angled quotes": ("name: English", "name: «English»", "14:11", "an angled quote «"),
    "curly single quotes": ("name: English", "name: ‘English’", "14:11", "a curly quote ‘"),
    "curly quotes around a name": ("start: main", "“start”: main", "1:1", "names need no quotes"),
    "a straight quote ended by a curly one": (
        'option: "To {label}, press {key}."',
        'option: "To {label}, press {key}.”',
        "17:38",
        "type the same quote again",
    ),
    "an accent for a quote": ("name: English", "name: `English`", "14:11", "an accent ` typed as"),
    "a quote that is never closed": (
        'option: "To {label}, press {key}."',
        'option: "To {label}, press {key}.',
        "17:13",
        'type " where it ends',
    ),
    "a quote that is never closed in the last line": (
        'label: {pt-BR: "preços", en-US: "hear prices"}\n',
        'label: {pt-BR: "preços", en-US: "hear prices}\n',
        "61:41",
        'type " where it ends',
    ),
    "a quote inside a quoted text": (
        '"I heard nothing."',
        '"I heard "nothing"."',
        "41:45",
        "must be the other kind",
    ),
    "an apostrophe inside single quotes": (
        "name: English",
        "name: 'Don't know'",
        "14:16",
        "must be the other kind",
    ),
    "words behind a quoted text": (
        "start: main",
        'start: "main" menu',
        "1:15",
        "put all of it between one pair of quotes",
    ),
    "a missing comma in a list": (
        '["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]\n    digits: [zero, um',
        '["0" "1", "2", "3", "4", "5", "6", "7", "8", "9"]\n    digits: [zero, um',
        "11:16",
        "type , before this",
    ),
    "a missing comma in braces": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        '{pt-BR: "Vendas" en-US: "Sales"}',
        "58:29",
        "a comma is missing here",
    ),
    "a missing comma after a brace": (
        "back: {key: 8, label: {",
        "back: {label: {pt-BR: a, en-US: b} key: 8, words: {",
        "38:38",
        "a comma is missing here",
    ),
    "a hash in a list of words": (
        "    label: hear English\n",
        "    label: hear English\n    words:\n      - key # 4\n",
        "18:13",
        'the text is cut here, before "# 4"',
    ),
    "a semicolon for a comma": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        '{pt-BR: "Vendas"; en-US: "Sales"}',
        "58:28",
        "; stands where a comma belongs; type , instead",
    ),
    "a comma too many": ("[zero, one", "[zero,, one", "22:19", "delete it"),
    "a brace that is never closed": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        '{pt-BR: "Vendas", en-US: "Sales"',
        "58:12",
        "type } where its part ends",
    ),
    "a list that is never closed": ("eight, nine]", "eight, nine", "22:13", "type ] where"),
    "a brace too many": (
        'en-US: "Sales"}',
        'en-US: "Sales"}}',
        "58:45",
        "nothing may follow a closed bracket",
    ),
    "a bracket that is closed by a brace": (
        "eight, nine]",
        "eight, nine}",
        "22:72",
        "this } closes",
    ),
    "a text that begins with a brace": (
        "name: English",
        "name: {clinic} is open",
        "14:20",
        "put a text that holds one in quotes, all of it",
    ),
    "a brace inside a text without quotes": (
        'en-US: "Call {help}."',
        "en-US: Call {help} now.",
        "45:54",
        "a text that holds { must stand in quotes",
    ),
    "a colon inside a text": (
        "name: English",
        "name: English: the language",
        "14:11",
        "a text that holds a colon must stand in quotes",
    ),
    "a text that begins with an at sign": (
        "name: English",
        "name: @home",
        "14:11",
        "begins with @",
    ),
    "a text that begins with a star": (
        "name: English",
        "name: *English*",
        "14:11",
        "begins with *",
    ),
    "a text on the line of its >": ("name: English", "name: > English", "14:11", "begins with >"),
    "a backslash in double quotes": (
        "name: English",
        'name: "C:\\path"',
        "14:14",
        "delete the backslash",
    ),
    "a line too far in": (
        "    languages: true",
        "      languages: true",
        "51:7",
        "begins after 6 spaces, and the lines it belongs to after 4",
    ),
    "a line too far out": (
        "    languages: true",
        "   languages: true",
        "51:4",
        "begins after 3 spaces, and the lines it belongs to after 2 spaces",
    ),
    "marks of a merge": ("start: main\n", "<<<<<<< HEAD\nstart: main\n", "1:1", "were merged"),
    "a note of a programmer": ("start: main\n", "// start\nstart: main\n", "1:1", "type # instead"),
    "a fence of a chat": ("start: main\n", "```yaml\nstart: main\n", "1:1", "delete it"),
    "a byte order mark in the middle": (
        "languages:\n",
        "\ufefflanguages:\n",
        "2:1",
        "a byte order mark (it cannot be seen; U+FEFF)",
    ),
    "a zero-width space in a name": (
        "start: main",
        "st\u200bart: main",
        "1:3",
        "a zero-width space",
    ),
    "a zero-width space in a text": ('"Sales"', '"Sa\u200bles"', "58:40", "delete it, or type"),
    "a soft hyphen in a text": ('"Sales"', '"Sa\u00adles"', "58:40", "a soft hyphen"),
    "a zero-width space written as a code": ('"Sales"', '"Sa\\u200bles"', "58:40", "nobody sees"),
    "letters turned round": ('"Sales"', '"\u202eselaS"', "58:38", "a right-to-left override"),
    "a control character": (
        '"Sales"',
        '"Sal\x07es"',
        "58:41",
        "a control character (it cannot be seen; U+0007)",
    ),
    "a line separator": ('"Sales"', '"Sal\u2028es"', "58:41", "press Enter"),
    "a web page's space": ('"Sales"', '"Sales&nbsp;now"', "58:43", "type a space"),
    "a web page's tag": ('"Sales"', '"<b>Sales</b>"', "58:38", 'the text holds "<b>"'),
    "a text cut at its hash": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        "\n      pt-BR: Vendas\n      en-US: Sales, room # 4",
        "60:26",
        'the text is cut here, before "# 4"',
    ),
    "a text that begins with a hash": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        "\n      pt-BR: Vendas\n      en-US: # 4",
        "60:14",
        'must stand in quotes: "# …"',
    ),
    "a hash in braces": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        '{pt-BR: "Vendas", en-US: room # 4}',
        "58:42",
        'the text is cut here, before "# 4}"',
    ),
    "a name in full-width braces": ("{days} days", "｛days｝ days", "67:18", "type { or }"),
    "two braces round a name": ("In {days} days", "In {{days}} days", "67:14", "write {days}"),
    "spaces round a name": ("In {days} days", "In { days } days", "67:14", "write {days}"),
    "a space before a place": ("{to:repairs}", "{to: repairs}", "66:14", "write {to:repairs}"),
    "a brace without its partner": ("In {days} days", "In {days days", "67:14", "write {days}"),
    "a closing brace alone": ("In {days} days", "In days} days", "67:14", "write {days}"),
    "a capital letter": ("    title: ", "    Title: ", "50:5", 'did you mean "title"?'),
    "a letter of another alphabet": (
        "start: main",
        "stаrt: main",
        "1:1",
        "cyrillic small letter a",
    ),
    "a name under the wrong one": (
        "    languages: true",
        "    weight: 3",
        "51:5",
        "it belongs to a choice",
    ),
}


def read(text: str) -> tuple[list[str], Reading | None]:
    try:
        reading = examine(parse(text, "m"))
    except MenusError as error:
        return [str(each) for each in error.problems], None
    return [str(each) for each in reading.problems], reading


@pytest.mark.parametrize(("old", "new", "place", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_where_it_stands_with_what_to_type(
    old: str, new: str, place: str, words: str, good: str
) -> None:
    assert old in good
    told, _ = read(good.replace(old, new, 1))
    found = [each for each in told if each.startswith(f"m:{place}: ")]
    assert found, told
    assert any(words in each for each in found), found
    assert len(told) <= 4, told


GOOD = {
    "a note after a number": ("key: 9, label: {pt-BR", "key: 9, label: {pt-BR"),
    "a note after a name": ("- to: sales\n", "- to: sales  # the first\n"),
    "a note after a number in a block": ("number: 7\n", "number: 7  # days\n"),
    "a note on its own line": ("menus:\n", "# menus\nmenus:\n"),
    "a note beside a heading": ("menus:\n", "menus:  # all of them\n"),
    "a note beside a language": ("  en-US:\n    name", "  en-US:  # of the USA\n    name"),
    "a note beside a quoted text": ("name: English", 'name: "English"  # their own name'),
    "a hash without a space before it": ("name: English", "name: English#1"),
    "a hash in a folded text": ("name: English", "name: >-\n      English # 1"),
    "a hash in a quoted text": ("name: English", "name: 'English # 1'"),
    "a text that goes on in the next line": ("name: English", "name: English\n      to the left"),
    "a quoted text that goes on": ("name: English", 'name: "English\n      to the left"'),
    "quotes inside a text": ("name: English", "name: The “English” we speak"),
    "curly quotes inside straight ones": ('"Sales"', '"“Sales”"'),
    "an apostrophe as printers set it": ('"Sales"', '"Today’s sales"'),
    "a no-break space inside a text": ('"Sales"', '"Sales\u00a0now"'),
    "an address with a colon": ('"the law"', "https://law.example/a?b=1&c;=2"),
    "braces over several lines": (
        '{pt-BR: "Vendas", en-US: "Sales"}',
        '{\n      pt-BR: "Vendas",\n      en-US: "Sales",\n    }',
    ),
    "a dash inside a text": ("name: English", "name: English – the language"),
    "a tag that is none": ('"Sales"', '"1 < 2 and 3 > 2"'),
    "lines that end as in Windows": ("start: main\n", "start: main\r\n"),
}


@pytest.mark.parametrize(("old", "new"), GOOD.values(), ids=GOOD)
def test_what_is_meant_is_left_alone(old: str, new: str, good: str) -> None:
    assert old in good
    told, reading = read(good.replace(old, new, 1))
    assert told == []
    assert reading
    assert reading.flow


ABOVE = """start: main
days:   # how many
  number: 7
words: {en-US: [start, main menu]}
menus:
  main:
    title: {en-US: "Start"}
    choices:
      - to: bill
        label: {en-US: "bill"}
"""
ELSEWHERE = {
    "a name too far in": ("    title:", "     title:", 8),
    "a name without its colon": ("  main:", "  main", 7),
    "a title too far left": ("    title:", "   title:", 8),
    "a list too far in": ("    choices:", "      choices:", 8),
    "a choice too far left": ("      - to", "   - to", 9),
    "a label too far in": ("        label", "         label", 10),
    "a note without its sign": ("  main:", "This is a note\n  main:", 6),
    "a backslash": ('"Start"', '"St\\qart"', 7),
}
"""What was there, what was typed, and the line where reading stops."""


@pytest.mark.parametrize(("old", "new", "line"), ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_lines_above_are_not_blamed_for_what_is_wrong_below(old: str, new: str, line: int) -> None:
    with pytest.raises(MenusError) as refused:
        parse(ABOVE.replace(old, new), "menus.yaml")
    assert [problem.line for problem in refused.value.problems] == [line]


def test_a_file_with_warnings_only_is_spoken(good: str) -> None:
    told, reading = read(good.replace('"Sales"', '"Sales&nbsp;now"'))
    assert [": warning: " in each for each in told] == [True]
    assert reading
    assert reading.flow


def test_slips_are_told_together_with_what_else_is_wrong(good: str) -> None:
    text = good.replace("start: main", "start: mian").replace('"Sales"', '"Sales&nbsp;now"')
    told, _ = read(text)
    assert [each.split(": ")[0] for each in told] == ["m:1:8", "m:58:43"]


def test_a_file_full_of_slips_is_told_with_the_first_hundred() -> None:
    told, _ = read("start:\u00a0main\n" * 100_000)
    assert len(told) == 101
    assert told[-1].endswith("more problems; mend these first")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '"' * 100_001, "a: '" * 30_000, "- " * 100_000, "{a: " * 50_000, "«" * 99_999],
)
def test_slips_are_looked_for_in_time_linear_in_the_text(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 5
