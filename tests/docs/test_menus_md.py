"""docs/menus.md is true: its examples are read, its problems happen, and nothing is left out."""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

from ivr.cli import main
from ivr.errors import MenusError
from ivr.line import dialogue
from ivr.menu import document, shape
from ivr.menu.document import MenuFile
from ivr.menu.include import load
from ivr.menu.reader import examine, stale
from ivr.menu.short_forms import written_out
from ivr.menu.source import parse

ROOT = Path(__file__).parents[2]
SECTIONS = {
    "MenuFile": "start",
    "LanguageEntry": "languages",
    "EngineVoice": "voices",
    "ValueEntry": "values",
    "EverywhereEntry": "everywhere",
    "CommandEntry": "everywhere",
    "MenuEntry": "menus",
    "ChoiceEntry": "choices",
    "Budget": "budget",
    "MessageEntry": "messages",
    "StepEntry": "steps",
    "Saying": "say",
}
NO_MODEL = {"first line of menus.yaml", "texts of one language"}
"""Marks of examples that are no part of a menu file."""
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([^|]+) \|", re.MULTILINE)
CHOICE = '      - to: hours\n        label: {en-US: "hear the opening hours"}\n'
CHOICES = f"    choices:\n{CHOICE}"
SECOND_VALUE = """values:
  days:
    VALUE
    source: "https://clinic.example/contact"
    checked: 2026-11-22
    check-again: 2027-05-22
"""


def said(say: str) -> tuple[str, str]:
    return "start: main\n", f"start: main\nsay: {say}\n"


TEXT = '    text: {en-US: "The clinic is open from Monday to Friday. Or call {clinic}."}\n'
DO = '      - do: {en-US: "Come in."}\n'
HAVE = '      - have: {en-US: "Have your card at hand."}\n'
CALL = "      - call: clinic\n"


def stepped(*steps: str, **phrases: str) -> tuple[re.Pattern[str], str]:
    """Phrases for the language, and steps for the message in place of its text."""
    told = "".join(f'    {name}: "{phrase}"\n' for name, phrase in phrases.items())
    return (
        re.compile(rf"\nvalues:\n(.*){re.escape(TEXT)}", re.DOTALL),
        f"{told}\nvalues:\n\\1    steps:\n{''.join(steps)}",
    )


# What each row of the tables of problems changes in the smallest line: this text becomes that one.
EDITS: dict[str, tuple[str | re.Pattern[str], str]] = {
    "a tab before `title`": ('    title: {en-US: "Start"}', '\ttitle: {en-US: "Start"}'),
    "`name: English: the language`": ("name: English", "name: English: the language"),
    "`[zero, one, …` without its `]`": ("eight, nine]", "eight, nine"),
    "`start: &first main`": ("start: main", "start: &first main"),
    "`start: !!str main`": ("start: main", "start: !!str main"),
    "`? [a, b]`": ("start: main", "? [a, b]\n: c\nstart: main"),
    "thirteen brackets, one in another": ("start: main", f"start: {'[' * 13}main{']' * 13}"),
    "`---` and more after it": ("start: main", "start: main\n---\nstart: main"),
    "a bell (character 7) pasted after `main`": ("start: main", "start: main\a"),
    "`nmae: English`": ("name: English", "nmae: English"),
    "no `name` in a language": ("    name: English\n", ""),
    "`title` twice": (CHOICES, f'    title: {{en-US: "Start"}}\n{CHOICES}'),
    "`name:` and nothing after it": ("name: English", "name:"),
    "`start: [main]`": ("start: main", "start: [main]"),
    "`start: Main`": ("start: main", "start: Main"),
    "`english:` for `en-US:`": ("  en-US:\n", "  english:\n"),
    "`keys: zero to nine`": (
        'keys: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]',
        "keys: zero to nine",
    ),
    "nine `keys`": ('keys: ["0", ', "keys: ["),
    "eleven `keys`": ('keys: ["0", ', 'keys: ["0", "0", '),
    "`title: Start`": ('title: {en-US: "Start"}', "title: Start"),
    "`messages: hours`": (re.compile(r"messages:\n.*", re.DOTALL), "messages: hours"),
    "`main: Start`": (re.compile(r"  main:\n.*?\n\n", re.DOTALL), "  main: Start\n\n"),
    "`asks: maybe`": (CHOICES, f"    asks: maybe\n{CHOICES}"),
    '`icon: "Phone call"`': (CHOICE, f'{CHOICE}        icon: "Phone call"\n'),
    "`icon: zzz`": (CHOICE, f"{CHOICE}        icon: zzz\n"),
    "`allow: {R7: why}`": (CHOICES, f"    allow: {{R7: why}}\n{CHOICES}"),
    "`budget: {expected: 0}`": ("start: main", "start: main\nbudget: {expected: 0}"),
    "`facts: [14]`": (CHOICES, f"    facts: [14]\n{CHOICES}"),
    '`condition: "Press {key} if {label}."`': (
        'condition: "If {label}, press {key}."',
        'condition: "Press {key} if {label}."',
    ),
    "`phone: 0800-555-0199`": (
        "values:\n",
        SECOND_VALUE.replace("VALUE", "phone: 0800-555-0199"),
    ),
    "`number: seven`": ("values:\n", SECOND_VALUE.replace("VALUE", "number: seven")),
    "`number: -7`": ("values:\n", SECOND_VALUE.replace("VALUE", "number: -7")),
    "`phone` and `number` in one value": (
        '    phone: "0800 555 0199"\n',
        '    phone: "0800 555 0199"\n    number: 7\n',
    ),
    "a value called `repeat`": (
        "values:\n",
        SECOND_VALUE.replace("VALUE", "number: 7").replace("days:", "repeat:"),
    ),
    "`checked: 22/11/2026`": ("checked: 2026-11-22", "checked: 22/11/2026"),
    "`check-again` before `checked`": ("check-again: 2027-05-22", "check-again: 2026-05-22"),
    "`help: hours`": ("help: clinic", "help: hours"),
    "`back` on key 9": ("back: {key: 8", "back: {key: 9"),
    "`key: 12`": ("back: {key: 8", "back: {key: 12"),
    "`start: man`": ("start: main", "start: man"),
    "`start: hours`": ("start: main", "start: hours"),
    "`main:` under `messages` too": (
        "messages:\n",
        'messages:\n  main:\n    title: {en-US: "M"}\n    text: {en-US: "M"}\n',
    ),
    "`to: hour`": ("to: hours", "to: hour"),
    "`- hour` as a choice": (CHOICE, "      - hour\n"),
    "`- hours` as a choice, and `hours` has no label": (CHOICE, "      - hours\n"),
    "`choices: []`": (CHOICES, "    choices: []\n"),
    "`key: 9` in a choice": (CHOICE, f"{CHOICE}        key: 9\n"),
    "`key: 2` in two choices": (CHOICE, f"{CHOICE}        key: 2\n" * 2),
    "eight choices": (CHOICE, CHOICE * 8),
    "`weight: often`": (CHOICE, f"{CHOICE}        weight: often\n"),
    "`then` and `choices` in one message": (
        '    title: {en-US: "Opening hours"}\n',
        '    title: {en-US: "Opening hours"}\n    then: main\n'
        '    choices:\n      - to: main\n        label: {en-US: "hear the menu"}\n',
    ),
    "a message no choice leads to": (
        "messages:\n",
        'messages:\n  prices:\n    title: {en-US: "Prices"}\n    text: {en-US: "It is free."}\n',
    ),
    "a menu that leads only to itself": (
        "menus:\n  main:\n",
        'menus:\n  maze:\n    title: {en-US: "Maze"}\n    choices:\n      - to: maze\n'
        '        label: {en-US: "walk on"}\n  main:\n',
    ),
    "`then: hours` in `hours`": ('"Opening hours"}\n', '"Opening hours"}\n    then: hours\n'),
    '`title: {en-GB: "Start"}`': ('title: {en-US: "Start"}', 'title: {en-GB: "Start"}'),
    '`title: {en-US: "Start", en-GB: "Start"}`': (
        'title: {en-US: "Start"}',
        'title: {en-US: "Start", en-GB: "Start"}',
    ),
    '`title: {en-US: ""}`': ('title: {en-US: "Start"}', 'title: {en-US: ""}'),
    '`title: {en-US: "Start\\a"}`': ('title: {en-US: "Start"}', 'title: {en-US: "Start\\a"}'),
    "`Or call the ⟦ˈklɪnɪk⟧.`": ("Or call {clinic}.", "Or call the ⟦ˈklɪnɪk⟧."),
    '`path: "press ⟦{keys}⟧"`': ('path: "press {keys}"', 'path: "press ⟦{keys}⟧"'),
    "`Or call {clinik}.`": ("Or call {clinic}.", "Or call {clinik}."),
    "`Or {to:hour}.`": ("Or call {clinic}.", "Or {to:hour}."),
    "`Or call {clinic.`": ("Or call {clinic}.", "Or call {clinic."),
    "`Or call {clinic:2}.`": ("Or call {clinic}.", "Or call {clinic:2}."),
    "`asks: [true]`": (CHOICES, f"    asks: [true]\n{CHOICES}"),
    "`weight` in a menu": (CHOICES, f"    weight: 3\n{CHOICES}"),
    "`colour: red` in a menu": (CHOICES, f"    colour: red\n{CHOICES}"),
    "`name: null`": ("name: English", "name: null"),
    "`number: 010`": ("values:\n", SECOND_VALUE.replace("VALUE", "number: 010")),
    "`checked: 2026-02-30`": ("checked: 2026-11-22", "checked: 2026-02-30"),
    "two values that say each other": (
        "values:\n",
        SECOND_VALUE.replace("VALUE", 'spoken: {en-US: "{nights}"}')
        + SECOND_VALUE.replace("VALUE", 'spoken: {en-US: "{days}"}')
        .replace("days:", "nights:")
        .removeprefix("values:\n"),
    ),
    "`weight: 2,5`": (CHOICE, f"{CHOICE}        weight: 2,5\n"),
    "`weight: 0` for every choice": (CHOICE, f"{CHOICE}        weight: 0\n"),
    "`Or call {{clinic}}.`": ("Or call {clinic}.", "Or call {{clinic}}."),
    "`Or {to}.`": ("Or call {clinic}.", "Or {to}."),
    "`Or call {}.`": ("Or call {clinic}.", "Or call {}."),
    "a text that says a value ten thousand times": ("Or call {clinic}.", "{clinic}" * 10_000),
    "`start:main`": ("start: main", "start:main"),
    "`start = main`": ("start: main", "start = main"),
    "`start：main` (a colon of an Asian keyboard)": ("start: main", "start：main"),
    "`start main`": ("start: main", "start main"),
    "a no-break space after `start:`": ("start: main", "start:\u00a0main"),
    "a no-break space before `languages:`": ("languages:", "\u00a0languages:"),
    "`– to: hours` (a dash of a word processor)": ("- to: hours", "– to: hours"),
    "`-to: hours`": ("- to: hours", "-to: hours"),
    "`name: “English”` (curly quotes)": ("name: English", "name: “English”"),
    '`name: "English` without the second quote': ("name: English", 'name: "English'),
    '`"Or "call" us."`': ("Or call {clinic}.", 'Or "call" us.'),
    '`["0" "1"]`': ('"0", "1"', '"0" "1"'),
    '`["0"; "1"]`': ('"0", "1"', '"0"; "1"'),
    '`{en-US: "Start"` without its `}`': ('"Start"}', '"Start"'),
    "`text: {clinic} is open`": ("text: {en-US:", "text: {clinic} is open {en-US:"),
    "`name: English # 4`": ("name: English", "name: English # 4"),
    "`name: # 4`": ("name: English", "name: # 4"),
    '`"Tea &amp; coffee"`': ("Or call {clinic}.", "Tea &amp; coffee"),
    "a line separator in a text": ("Or call", "Or\u2028call"),
    "a zero-width space in a text": ("Or call", "Or ca\u200bll"),
    "`title` one space too far left": ('    title: {en-US: "Start"}', '   title: {en-US: "Start"}'),
    "marks that a merge left": ("start: main\n", "<<<<<<< HEAD\nstart: main\n"),
    "`say: {en-GB: {NET: net}}`": said("{en-GB: {NET: net}}"),
    "`say: {en-US: {NET: }}`": said("{en-US: {NET: }}"),
    "`say: {en-US: {NET: {}}}`": said("{en-US: {NET: {}}}"),
    "`say: {en-US: {NET: [net]}}`": said("{en-US: {NET: [net]}}"),
    '`say: {en-US: {"NET.": net}}`': said('{en-US: {"NET.": net}}'),
    "`say: {en-US: {Wi-Fi: why fie, wi-fi: why fie}}`": said(
        "{en-US: {Wi-Fi: why fie, wi-fi: why fie}}"
    ),
    '`say: {en-US: {NET: "⟦net⟧"}}`': said('{en-US: {NET: "⟦net⟧"}}'),
    "`say: {en-US: {NET: {al: net}}}`": said("{en-US: {NET: {al: net}}}"),
    "a word of 61 characters in `say`": said(f"{{en-US: {{{'a' * 61}: a}}}}"),
    "1,001 words in `say`": said(
        f"{{en-US: {{{', '.join(f'word{count}: a' for count in range(1001))}}}}}"
    ),
    "a step with `do` and `say`": stepped('      - {do: {en-US: "a"}, say: {en-US: "b"}}\n'),
    "`have` before `do`": stepped(HAVE, DO),
    "`text` and `steps` in one message": (TEXT, f"{TEXT}    steps:\n{DO}"),
    "a message without `text` and `steps`": (TEXT, ""),
    "`call: clinik`": stepped("      - call: clinik\n"),
    "`call: clinic`, and the clinic has no `whose`": stepped(CALL),
    "`say` in a language without the phrase": stepped('      - say: {en-US: "a visit"}\n'),
    '`call: "call {number}"` in a language': stepped(DO, call="call {number}"),
    '`write: "{number}"` in a language': stepped(DO, write="{number}"),
    "`when` beside `do`": stepped(f'{DO}        when: {{en-US: "If it rains"}}\n'),
    "`number` on key 9": (
        "  no-input:\n",
        '  number: {key: 9, label: {en-US: "hear the number alone"}}\n  no-input:\n',
    ),
    "`opens: hour`": (CHOICES, f"    opens: hour\n{CHOICES}"),
    "`opens: hours`, and it is one text": (CHOICES, f"    opens: hours\n{CHOICES}"),
    "`opens: hours`, and no choice leads there": (
        re.compile(rf"{re.escape(CHOICES)}(.*){re.escape(TEXT)}", re.DOTALL),
        '    opens: hours\n    choices:\n      - to: main\n        label: {en-US: "go on"}\n'
        f"\\1    steps:\n{DO}",
    ),
    "a text of 3,001 characters": (
        "The clinic is open from Monday to Friday. Or call {clinic}.",
        "a" * 3001,
    ),
}


HOURS = """messages:
  hours:
    title: {en-US: "Opening hours"}
    text: {en-US: "All day."}
"""

# What each row of the table of several files adds to the menu file, and in which file what stands.
FILES: dict[str, tuple[str, str, str]] = {
    "`include: prices.yaml`": ("include: prices.yaml", "prices.yaml", "values: {}"),
    "`include: [../prices.yaml]`": ("include: [../prices.yaml]", "prices.yaml", "values: {}"),
    "`include: [price.yaml]`, and it is called otherwise": (
        "include: [price.yaml]",
        "prices.yaml",
        "values: {}",
    ),
    "`include: [prices.yaml, prices.yaml]`": (
        "include: [prices.yaml, prices.yaml]",
        "prices.yaml",
        "values: {}",
    ),
    "a message `hours` in `prices.yaml` too": ("include: [prices.yaml]", "prices.yaml", HOURS),
    "a title in `menus.en-US.yaml` that `menus.yaml` has too": (
        "",
        "menus.en-US.yaml",
        "menus: {main: {title: Begin}}",
    ),
    "a title of `mian` in `menus.en-US.yaml`": (
        "",
        "menus.en-US.yaml",
        "menus: {mian: {title: Begin}}",
    ),
    "`start: main` in `menus.en-US.yaml`": ("", "menus.en-US.yaml", "start: main"),
    "`main: Start` in `menus.en-US.yaml`": ("", "menus.en-US.yaml", "menus: {main: Start}"),
    "`menus.fr-FR.yaml`, and the line speaks no French": ("", "menus.fr-FR.yaml", "menus: {}"),
}


@pytest.fixture(scope="module")
def menus_md(page: Callable[[str], Any]) -> Any:
    return page("menus.md")


@pytest.fixture(scope="module")
def smallest(menus_md: Any) -> str:
    [text] = (text for mark, text in menus_md.blocks("yaml") if mark == "whole file")
    return str(text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_smallest_line_has_no_problems(smallest: str) -> None:
    assert examine(parse(smallest, "menus.yaml")).problems == ()


def test_the_smallest_line_says_what_the_page_says(menus_md: Any, smallest: str) -> None:
    flow = examine(parse(smallest, "menus.yaml")).flow
    assert flow is not None
    heard = " ".join(prompt.text for prompt in dialogue.begin(flow).prompts)
    assert f'A caller hears: *"{heard}"*' in menus_md.text


def test_every_example_is_what_its_mark_says(menus_md: Any) -> None:
    for mark, text in menus_md.blocks("yaml"):
        if mark not in NO_MODEL:
            list(_models(mark, text))


def test_the_first_line_that_editors_read_names_a_schema(menus_md: Any) -> None:
    [line] = (text for mark, text in menus_md.blocks("yaml") if mark == "first line of menus.yaml")
    assert (ROOT / line.strip().partition("$schema=")[2]).is_file()


def test_every_name_is_in_a_table_that_says_what_holds_without_it(menus_md: Any) -> None:
    for model, described in _schemas().items():
        told = dict(ROW.findall(menus_md.section(SECTIONS[model])))
        for name, each in described["properties"].items():
            needed = name in described.get("required", ())
            assert (told[name] == "*needed*") == needed, (model, name)
            if isinstance(each.get("default"), bool | int | float):
                assert told[name] == f"`{json.dumps(each['default'])}`", (model, name)


def test_the_tables_invent_no_name(menus_md: Any) -> None:
    known: dict[str, set[str]] = {section: set() for section in SECTIONS.values()}
    for model, described in _schemas().items():
        known[SECTIONS[model]] |= described["properties"].keys()
    for section, names in known.items():
        assert {name for name, _ in ROW.findall(menus_md.section(section))} == names


def test_every_name_is_shown_in_an_example(menus_md: Any) -> None:
    shown = set()
    for mark, text in menus_md.blocks("yaml"):
        if mark not in NO_MODEL:
            shown |= set(_models(mark, text))
    for model, described in _schemas().items():
        for name in described["properties"]:
            assert (model, name) in shown


def test_headings_are_the_anchors_that_problems_name(menus_md: Any) -> None:
    assert set(MenuFile.model_fields) <= menus_md.anchors()


def test_links_within_the_page_lead_somewhere(menus_md: Any) -> None:
    inner = {link[1:] for link in menus_md.links() if link.startswith("#")}
    assert inner <= menus_md.anchors()


def test_braces_are_spoken_as_the_table_says(menus_md: Any, smallest: str, update: bool) -> None:
    for written, told, _ in menus_md.rows("spoken"):
        text = smallest.replace("Or call {clinic}.", written.strip("`"))
        flow = examine(parse(text, "menus.yaml")).flow
        assert flow is not None
        spoken = flow.places["hours"].texts
        assert spoken is not None
        heard = spoken["en-US"].text.removeprefix("The clinic is open from Monday to Friday. ")
        _same(menus_md, written, told, [heard], update=update)


def test_each_problem_is_told_as_the_tables_say(
    menus_md: Any, smallest: str, folder: Path, update: bool
) -> None:
    for written, told, _ in menus_md.rows("problems"):
        happened = _told(written, smallest, folder)
        _same(menus_md, written, told, happened, update=update)


def test_a_value_grown_old_is_told_as_the_table_says(
    menus_md: Any, smallest: str, folder: Path, update: bool
) -> None:
    (folder / "menus.yaml").write_text(smallest, encoding="utf-8")
    [[written, told, _]] = menus_md.rows("warnings")
    command = written.strip("`").split()[1:]
    happened = CliRunner().invoke(main, command).stdout.splitlines()
    _same(menus_md, written, told, happened, update=update)


def test_each_problem_of_several_files_is_told_as_the_table_says(
    menus_md: Any, smallest: str, folder: Path, update: bool
) -> None:
    rows = [*menus_md.rows("problems of several files")]
    assert [written for written, _, _ in rows] == [*FILES]
    for written, told, _ in rows:
        line, name, text = FILES[written]
        Path("menus.yaml").write_text(f"{smallest}{line}\n", encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        _same(menus_md, written, told, _problems(Path("menus.yaml")), update=update)
        (folder / name).unlink()


def test_each_edit_stands_in_a_table(menus_md: Any) -> None:
    assert EDITS.keys() <= {written for written, _, _ in menus_md.rows("problems")}


def test_each_problem_the_reader_knows_stands_in_a_table(menus_md: Any) -> None:
    rows = (*menus_md.rows("problems"), *menus_md.rows("problems of several files"))
    told = [cell.strip("` ") for _, cell, _ in rows]
    for message in _messages():
        assert any(re.search(f": (.*: )?{message}", each) for each in told), message


def test_exit_codes_are_those_of_the_table(smallest: str, folder: Path) -> None:
    file = folder / "menus.yaml"
    for text, code in ((smallest, 0), (smallest.replace("to: hours", "to: hour"), 1), ("[", 2)):
        file.write_text(text, encoding="utf-8")
        assert CliRunner().invoke(main, ["check"]).exit_code == code


def test_a_value_grown_old_keeps_the_file_good(smallest: str) -> None:
    source = parse(smallest, "menus.yaml")
    flow = examine(source).flow
    assert flow is not None
    assert [len(stale(flow, source, dt.date(2027, 5, day))) for day in (21, 22)] == [0, 1]


def test_the_stored_schema_is_the_one_of_the_code() -> None:
    stored = (ROOT / "docs/menus.schema.json").read_text(encoding="utf-8")
    assert stored == CliRunner().invoke(main, ["schema"]).stdout, "run `make schema`"


def test_another_validator_agrees_with_the_schema(telephone: Path, smallest: str) -> None:
    judge = Draft202012Validator(document.schema())
    for text in (telephone.read_text("utf-8"), smallest):
        assert not list(judge.iter_errors(yaml.load(text, _Yaml12)))  # noqa: S506  # a SafeLoader


class _Yaml12(yaml.SafeLoader):
    """Leaves dates as texts, as editors do: they read YAML 1.2."""


_Yaml12.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _schemas() -> dict[str, dict[str, Any]]:
    """Return the part of the JSON Schema that describes each kind of part."""
    whole = document.schema()
    whole |= whole["then"]  # what a file needs that includes no other
    return {"MenuFile": whole} | {
        name: part for name, part in whole["$defs"].items() if "properties" in part
    }


def _models(mark: str, text: str) -> Iterator[tuple[str, str]]:
    """Read an example as what its mark says, and yield each name it shows, with its model."""
    data = written_out(parse(text, "example")).data
    if mark == "whole file":
        yield from _shown(MenuFile.model_validate(data))
    elif mark.startswith("some of "):
        yield from _some(getattr(document, mark.removeprefix("some of ")), data)
    else:
        yield from _shown(getattr(document, mark).model_validate(data))


def _some(model: type[BaseModel], data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    fields = {field.alias: field for field in model.model_fields.values()}
    for name, value in data.items():
        field = fields[name]
        kind: Any = Annotated[(field.annotation, name, *field.metadata)]
        yield model.__name__, name
        yield from _shown(TypeAdapter(kind).validate_python(value))


def _shown(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, BaseModel):
        for name in part.model_fields_set:
            yield type(part).__name__, str(type(part).model_fields[name].alias)
            yield from _shown(getattr(part, name))
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _shown(inner)


def _told(written: str, smallest: str, folder: Path) -> list[str]:
    """Return what is told of the smallest line after the edit that a row names."""
    file = folder / "menus.yaml"
    file.unlink(missing_ok=True)
    file.write_bytes(_bytes(written, smallest))
    if written == "no file of that name":
        file.unlink()
    if written == "a pipe instead of a file":
        file.unlink()
        os.mkfifo(file)
    return _problems(Path(file.name))


def _problems(file: Path) -> list[str]:
    try:
        problems = examine(load(file)).problems
    except MenusError as error:
        return [str(each) for each in error.problems]
    return [str(each) for each in problems]


def _bytes(written: str, smallest: str) -> bytes:
    whole = {
        "no file of that name": b"",
        "nothing": b"",
        "`- start: main` and nothing else": b"- start: main\n",
        "a pipe instead of a file": b"",
        "more than 2 MB": b"#" * (2 * 2**20 + 1),
        "more than 150,000 names and texts": smallest.encode() + b"hours:\n" * 75_000,
        "a file in another encoding": smallest.replace("English", "Inglês").encode("latin-1"),
    }
    if written in whole:
        return whole[written]
    old, new = EDITS[written]
    if isinstance(old, re.Pattern):
        edited = old.sub(
            lambda found: new.replace("\\1", found[1] if found.re.groups else ""), smallest, count=1
        )
    else:
        edited = smallest.replace(old, new, 1)
    assert edited != smallest, written
    return edited.encode()


def _same(page: Any, written: str, told: str, happened: list[str], *, update: bool) -> None:
    """Compare a row with what happened; with --update, make it the nearest of what happened."""
    right = [_code(line) for line in happened]
    if told in right:
        return
    assert update, f"{written}: {told} is not among {right}; run pytest --update"
    nearest = get_close_matches(told, right, n=1, cutoff=0)[0]
    page.replace(f"| {written} | {told} |", f"| {written} | {nearest} |")


def _code(line: str) -> str:
    return f"`` {line} ``" if "`" in line else f"`{line}`"


def _messages() -> Iterator[str]:
    """Yield a pattern for each message in the code that reads menus, and for each remedy."""
    for remedy in (*shape.REMEDIES.values(), *shape.PATTERNS.values()):
        start = "" if remedy in shape.REMEDIES.values() else ".* is not "
        yield start + re.sub(r"\\\{.*?\\\}", ".*", re.escape(remedy))
    for path in (ROOT / "ivr/menu").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from map(_pattern, _texts_of(node))


def _texts_of(node: ast.AST) -> list[ast.expr]:
    """Return the messages in a piece of code: reported, given up with, or named `message`."""
    found: list[ast.expr] = []
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
        found = [node.value]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
        ("report", "_report_place", "_give_up")
    ):
        found = node.args[-1:]
    return [text for text in found if isinstance(text, ast.Constant | ast.JoinedStr)]


def _pattern(text: ast.expr) -> str:
    if isinstance(text, ast.JoinedStr):
        return "".join(map(_pattern, text.values))
    return re.escape(str(text.value)) if isinstance(text, ast.Constant) else ".*"
