"""Every problem of a menu file is told at once, with its place and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.errors import MenusError
from ivr.menu.reader import examine, read, stale
from ivr.menu.source import parse

Spoil = Callable[..., list[str]]

ONE_PROBLEM = {
    "an unknown key": (
        ("    languages: true", "    langages: true"),
        'menus.yaml:51:5: "langages" means nothing here; did you mean "languages"?',
    ),
    "a missing translation": (
        ('{pt-BR: "Vendas", en-US: "Sales"}', '{pt-BR: "Vendas"}'),
        "menus.yaml:58:5: the en-US text is missing; every text stands in every language",
    ),
    "a language the line does not have": (
        ('{pt-BR: "Vendas", en-US: "Sales"}', '{pt-BR: "V", en-US: "S", en-GB: "S"}'),
        'menus.yaml:58:44: "en-GB" is no language of this line; did you mean "en-US"?',
    ),
    "a choice to nowhere": (
        ("- to: sales", "- to: sale"),
        'menus.yaml:53:13: choice 1 leads to "sale", no menu or message; did you mean "sales"?',
    ),
    "a start that is nowhere": (
        ("start: main", "start: mian"),
        'menus.yaml:1:8: leads to "mian", no menu or message; did you mean "main"?',
    ),
    "a start that is a message": (
        ("start: main", "start: prices"),
        'menus.yaml:1:8: a call begins in a menu, and "prices" is a message',
    ),
    "a key frozen twice": (
        (
            '      - to: sales\n        label: {pt-BR: "vendas", en-US: "buy"}\n'
            "      - to: repairs\n",
            "      - to: sales\n        key: 2\n"
            '        label: {pt-BR: "vendas", en-US: "buy"}\n      - to: repairs\n        key: 2\n',
        ),
        "menus.yaml:57:14: key 2 stands twice in this menu; choose another, or none",
    ),
    "a reserved key reused": (
        ("- to: prices\n", "- to: prices\n        key: 9\n"),
        'menus.yaml:61:14: key 9 means "repeat" everywhere; choose another, or none',
    ),
    "a reserved key given twice": (
        ("back: {key: 8", "back: {key: 9"),
        'menus.yaml:38:15: key 9 is already "repeat"; give "back" another',
    ),
    "a key that is not one digit": (
        ("- to: prices\n", "- to: prices\n        key: 12\n"),
        'menus.yaml:61:14: "key" is "12", more than 9',
    ),
    "a key that is a star": (
        ("- to: prices\n", '- to: prices\n        key: "*"\n'),
        'menus.yaml:61:14: "key" is "*", not a whole number such as 7',
    ),
    "YAML's own duplicate": (
        ("start: main\n", "start: main\nstart: sales\n"),
        'menus.yaml:2:1: "start" stands here a second time (first on line 1); keep one of them',
    ),
    "an empty text": (
        ('pt-BR: "Olá."', 'pt-BR: ""'),
        "menus.yaml:35:20: the pt-BR text is empty; write what callers should hear",
    ),
    "a text over Twilio's limit": (
        ('"Olá."', '"' + "Olá. " * 601 + '"'),
        "menus.yaml:35:20: the pt-BR text has 3004 characters; Twilio speaks 3000 at most",
    ),
    "an unknown value": (
        ("Em {days} dias", "Em {day} dias"),
        'menus.yaml:66:14: no value is called "day"; did you mean "days"?',
    ),
    "directions to nowhere": (
        ("Para consertos, {to:repairs}", "Para consertos, {to:repair}"),
        'menus.yaml:66:14: no place is called "repair"; did you mean "repairs"?',
    ),
    "braces that do not match": (
        ("Em {days} dias", "Em {days dias"),
        "menus.yaml:66:14: the braces are not right: a { has no } after it; write {days}",
    ),
    "a menu without choices": (
        (
            "    choices:\n      - to: prices\n"
            '        label: {pt-BR: "preços", en-US: "hear prices"}\nmessages:',
            "    choices: []\nmessages:",
        ),
        "menus.yaml:59:5: the menu has no choices; give it at least one, or make it a message",
    ),
    "a value of two kinds": (
        ("number: 7", 'number: 7\n    phone: "7"'),
        "menus.yaml:29:3: a value has one of phone, number and spoken; this has 2",
    ),
    "a day that does not exist": (
        ("checked: 2026-11-22", "checked: 2026-02-30"),
        'menus.yaml:27:14: "checked" is "2026-02-30", a day that no calendar has; '
        "look at the month and the day",
    ),
    "a phrase with the key before the label": (
        ('"Para {label}, tecle {key}."', '"Tecle {key} para {label}."'),
        "menus.yaml:7:13: needs {label}, then {key}, once, and no other braces",
    ),
    "a help that is no telephone": (
        ("help: company", "help: days"),
        'menus.yaml:36:9: "days" is no value with a phone; name one',
    ),
    "a control character": (
        ('pt-BR: "Olá."', 'pt-BR: "Ol\\x07á."'),
        "menus.yaml:35:20: the pt-BR text has a control character "
        "(it cannot be seen; U+0007); delete it",
    ),
    "a mark of IPA in a text": (
        ('pt-BR: "Olá."', 'pt-BR: "Olá, ⟦ˈnɛtʃi⟧."'),
        "menus.yaml:35:20: the pt-BR text has a mathematical left white square bracket "
        '"⟦" (U+27E6): it marks IPA; delete it, and write under say how a word is said',
    ),
    "a mark of IPA in a phrase": (
        ('path: "tecle {keys}"', 'path: "tecle {keys}⟧"'),
        'menus.yaml:9:11: "path" has a mathematical right white square bracket '
        '"⟧" (U+27E7): it marks IPA; delete it, and write under say how a word is said',
    ),
    "an unreachable place": (
        ("      - to: repairs\n", "      - to: sales\n"),
        'menus.yaml:68:3: "repairs": no key leads here; add a choice that does, or delete it',
    ),
    "a dead end": (
        (
            '      - to: prices\n        label: {pt-BR: "preços", en-US: "hear prices"}\nmessages:',
            '      - to: sales\n        label: {pt-BR: "mais", en-US: "hear more"}\nmessages:',
        ),
        'menus.yaml:57:3: "sales": dead end: from here no key leads to any message',
    ),
    "a loop without a key": (
        (
            '{pt-BR: "Ligue para {company}.", en-US: "Call {company}."}\n    choices:\n'
            '      - to: prices\n        label: {pt-BR: "preços", en-US: "hear prices"}\n',
            '{pt-BR: "Ligue.", en-US: "Call."}\n    then: repairs\n',
        ),
        'menus.yaml:68:3: "repairs": goes round for ever without a key; end it with choices',
    ),
    "choices and then": (
        ('Ligue para {company}.", en-US: "Call {company}."}', 'x", en-US: "x"}\n    then: prices'),
        "menus.yaml:71:11: a message goes on by itself or has choices, not both",
    ),
}


@pytest.mark.parametrize(("edit", "told"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_a_problem_is_told_where_it_stands(
    spoiled: Spoil, edit: tuple[str, str], told: str
) -> None:
    assert spoiled(edit) == [told]


def test_the_good_file_has_no_problem(spoiled: Spoil) -> None:
    assert spoiled() == []


def test_all_problems_are_told_at_once_in_the_order_of_the_file(spoiled: Spoil) -> None:
    told = spoiled(
        ("checked: 2026-11-22", "checked: soon"),
        ('pt-BR: "Olá."', 'pt-BR: ""'),
        ("languages: true", "langages: true"),
        ("- to: sales", "- to: sale"),
        ('{pt-BR: "Vendas", en-US: "Sales"}', '{pt-BR: "Vendas"}'),
        ("{company}.", "{compny}."),
        ("to: prices\n", "to: prices\n        icons: tag\n"),
    )
    assert [problem.split(":")[1] for problem in told] == ["27", "35", "51", "53", "58", "61", "71"]


def test_an_unreadable_part_makes_no_false_problems_elsewhere(spoiled: Spoil) -> None:
    told = spoiled(('phone: "0800 12"', "phone: none"))
    assert told == [
        'menus.yaml:25:12: "none" is not a telephone number in quotes, such as "0800 555 0180"'
    ]


@pytest.mark.parametrize("part", ["languages", "everywhere", "menus", "start"])
def test_a_part_that_is_missing_is_told(good: str, part: str) -> None:
    lines = good.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith(f"{part}:"))
    rest = (i for i, line in enumerate(lines) if i > begin and not line.startswith(" "))
    kept = lines[:begin] + lines[next(rest) :]
    told = [str(each) for each in examine(parse("\n".join(kept), "menus.yaml")).problems]
    assert told == [f'menus.yaml:1:1: "{part}" is missing; see docs/menus.md#start']


def test_a_whole_line_is_read_without_a_problem(telephone: Path) -> None:
    assert list(read(telephone).languages) == ["pt-BR", "en-US", "tr-TR"]


def test_a_file_with_problems_is_refused_with_all_of_them(tmp_path: Path, good: str) -> None:
    path = tmp_path / "menus.yaml"
    path.write_text(good.replace("to: sales", "to: sale").replace("{days}", "{day}"), "utf-8")
    with pytest.raises(MenusError) as caught:
        read(path)
    assert len(caught.value.problems) == 3


def test_a_value_past_its_day_is_a_warning_and_the_line_speaks_on(good: str) -> None:
    source = parse(good, "menus.yaml")
    flow = examine(source).flow
    assert flow
    assert stale(flow, source, dt.date(2027, 5, 21)) == []
    late = [str(each) for each in stale(flow, source, dt.date(2027, 5, 22))]
    assert late == [
        'menus.yaml:28:18: warning: "company" was to be checked again on 2027-05-22: '
        "the back of a bill",
        'menus.yaml:33:18: warning: "days" was to be checked again on 2027-05-22: the law',
    ]


def test_choices_are_offered_label_first_and_numbered_in_their_order(good: str) -> None:
    flow = examine(parse(good, "menus.yaml")).flow
    assert flow
    main = flow.places["main"]
    assert [choice.prompt("pt-BR").text for choice in main.choices_in("pt-BR")] == [
        "Para vendas, tecle 1.",
        "Para consertos, tecle 2.",
        "To hear English, press 3.",
    ]


def test_reordering_choices_renumbers_what_is_spoken_and_the_directions(good: str) -> None:
    sales = '      - to: sales\n        label: {pt-BR: "vendas", en-US: "buy"}\n'
    repairs = (
        '      - to: repairs\n        label: {pt-BR: "consertos", en-US: "repair something"}\n'
    )
    flow = examine(parse(good.replace(sales + repairs, repairs + sales), "menus.yaml")).flow
    assert flow
    assert flow.places["main"].choices[0].prompts["en-US"].text == "To repair something, press 1."
    prices = flow.places["prices"].texts
    assert prices["pt-BR"].text == "Em 7 dias. Para consertos, tecle 0, depois 1."


def test_a_frozen_key_stays_and_the_others_count_around_it(good: str) -> None:
    frozen = good.replace("- to: sales\n", "- to: sales\n        key: 2\n")
    flow = examine(parse(frozen, "menus.yaml")).flow
    assert flow
    keys = {
        choice.to or choice.language: choice.key
        for choice in flow.places["main"].choices_in("pt-BR")
    }
    assert keys == {"sales": "2", "repairs": "1", "en-US": "3"}


def test_the_key_that_changed_the_language_changes_it_back(flow) -> None:
    main = flow.places["main"]
    offered = {
        language: {c.key: c.language for c in main.choices_in(language) if c.language}
        for language in flow.languages
    }
    assert offered == {
        "pt-BR": {"6": "en-US", "7": "tr-TR"},
        "en-US": {"6": "pt-BR", "7": "tr-TR"},
        "tr-TR": {"6": "en-US", "7": "pt-BR"},
    }


def test_a_telephone_number_is_read_out_digit_by_digit_with_a_pause_between_groups(flow) -> None:
    spoken = flow.values["ombudsman"].spoken
    assert spoken["pt-BR"] == "zero, oito, zero, zero; cinco, cinco, cinco; zero, um, oito, zero"
    assert spoken["en-US"].startswith("zero, eight, zero, zero; five")
    assert spoken["tr-TR"].startswith("sıfır, sekiz, sıfır, sıfır; beş")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("label", "label: português"),
        ("option", 'option: "Para {label}'),
        ("condition", 'condition: "Se {label}'),
        ("path", 'path: "tecle {keys}'),
        ("then", 'then: ", depois '),
        ("keys", 'keys: ["0'),
        ("digits", "digits: [zero"),
    ],
)
def test_no_phrase_of_a_language_holds_marks_of_ipa(name: str, typed: str, spoiled: Spoil) -> None:
    [told] = spoiled((typed, f"{typed}⟦"))
    assert f'"{name}" has a mathematical left white square bracket' in told


@pytest.mark.parametrize("phrase", ["tecle {~keys}", "tecle {keys}}", "tecle keys", "{keys} {"])
def test_wrong_braces_in_a_path_are_told_though_texts_say_it(phrase: str, spoiled: Spoil) -> None:
    told = spoiled(('path: "tecle {keys}"', f'path: "{phrase}"'))
    assert told == ["menus.yaml:9:11: needs {keys}, once, and no other braces"]
