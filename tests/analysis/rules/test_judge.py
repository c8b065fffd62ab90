"""What a menu file allows is set aside with its reason, and an excuse nobody needs is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ivr.analysis.rules.line import Line
from ivr.analysis.rules.registry import BY_ID, RULES
from ivr.analysis.rules.run import Verdict, judge
from ivr.menu.reader import examine
from ivr.menu.source import parse

Make = Callable[[str], Line]
ASKED = [BY_ID["R01"], BY_ID["R22"]]
LONG = "menus: {main: {choices: [{to: hours, label: {en-US: hear the opening hours}}"
LONG += ", {to: prices, label: {en-US: ask what you will have to pay for it}}]"


def told(verdict: Verdict) -> list[str]:
    return [f"{each.rule} {each.path}" for each in verdict.findings]


def test_a_fault_is_told_at_the_text_to_blame(line: Make) -> None:
    [finding] = judge(line(f"{LONG}}}}}"), ASKED).findings
    assert (finding.rule, finding.path) == ("R22", "menus.main.choices.1.label.en-US")
    assert finding.message.startswith("the label has 9 words (at most 6), and the whole choice has")


@pytest.mark.parametrize(
    "allowed",
    [
        f"{LONG}, allow: {{R22: They ask for it in these words.}}}}}}",
        f"allow: {{R22: They ask for it in these words.}}\n{LONG}}}}}",
    ],
    ids=["in its place", "in the whole file"],
)
def test_what_the_file_allows_is_set_aside_with_the_reason(line: Make, allowed: str) -> None:
    verdict = judge(line(allowed), ASKED)
    assert verdict.findings == ()
    assert [reason for _, reason in verdict.excused] == ["They ask for it in these words."]


def test_an_excuse_holds_in_its_place_only(line: Make) -> None:
    verdict = judge(line(f"everywhere: {{allow: {{R22: why}}}}\n{LONG}}}}}"), ASKED)
    assert told(verdict) == ["R22 everywhere.allow.R22", "R22 menus.main.choices.1.label.en-US"]


def test_an_excuse_nobody_needs_is_told(line: Make) -> None:
    assert told(judge(line("allow: {R01: why}"), RULES)) == ["R01 allow.R01"]


def test_an_excuse_is_not_called_needless_by_who_did_not_ask(line: Make) -> None:
    line_ = line("allow: {R01: why}")
    assert judge(line_, [BY_ID["R02"]]).findings == ()


@pytest.mark.parametrize("rule", ["R41", "R22"])
def test_without_sounds_it_is_not_known_whether_an_excuse_is_needed(line: Make, rule: str) -> None:
    silent = replace(line(f"allow: {{{rule}: why}}"), heard=None)
    assert judge(silent, RULES).findings == ()


def test_where_nobody_listened_it_is_not_known_whether_an_excuse_is_needed(
    line: Make, examples_of: Callable[..., Any]
) -> None:
    listened = examples_of(BY_ID["R89"])["Good"].line()
    excused = line("allow: {R89: why}")
    assert excused.heard
    clips = listened.heard.clips
    heard = replace(excused, heard=replace(excused.heard, clips=clips))
    assert told(judge(heard, [BY_ID["R89"]])) == ["R89 allow.R89"]
    half = (replace(clips[0], transcript=None), *clips[1:])
    unheard = replace(excused, heard=replace(excused.heard, clips=half))
    assert judge(unheard, [BY_ID["R89"]]).findings == ()


def test_an_excuse_for_a_rule_there_is_not_is_an_error(line: Make) -> None:
    [finding] = judge(line("allow: {R99: why}"), RULES).findings
    assert (finding.severity, finding.path) == ("error", "allow.R99")


def test_an_excuse_without_a_reason_is_no_excuse(good_menus: str) -> None:
    [problem] = examine(parse(f'{good_menus}allow: {{R01: ""}}\n', "menus.yaml")).problems
    assert problem.message == '"R01" is empty; write it, or delete the line'


def test_a_language_without_words_is_not_passed_silently(line: Make) -> None:
    verdict = judge(
        line("languages: {es-MX: {name: Español}}\nmenus: {main: {languages: true}}"), RULES
    )
    assert verdict.wordless == ("es-MX",)


def test_rules_that_need_sounds_say_so_without_them(line: Make) -> None:
    verdict = judge(replace(line("{}"), heard=None), RULES)
    assert {rule.id for rule in verdict.unheard} == {rule.id for rule in RULES if rule.sounds}
