"""Each rule is documented by a good and a bad example, and they are what it says they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.analysis.rules import registry as every
from ivr.analysis.rules.line import Line
from ivr.analysis.rules.registry import RULES
from ivr.analysis.rules.rule import Rule

FOLDER = Path(every.__file__).parent
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")


@each_rule
def test_nothing_is_found_in_the_good_example(rule: Rule, examples_of: Callable[..., Any]) -> None:
    assert examples_of(rule)["Good"].faults(rule) == []


@each_rule
def test_the_bad_example_is_caught(rule: Rule, examples_of: Callable[..., Any]) -> None:
    assert examples_of(rule)["Bad"].faults(rule) != []


@each_rule
def test_what_is_found_stands_in_the_file_and_says_what_to_do(
    rule: Rule, examples_of: Callable[..., Any]
) -> None:
    example = examples_of(rule)["Bad"]
    for fault in example.faults(rule):
        assert example.kind == "xml" or fault.path[0] in example.line().source.data
        assert ";" in fault.message or ":" in fault.message


def test_no_rule_finds_anything_in_the_small_line(line: Callable[[str], Line]) -> None:
    small = line("{}")
    assert [(rule.id, fault) for rule in RULES for fault in rule.faults(small)] == []


def test_every_file_of_a_rule_is_asked() -> None:
    files = {path for path in FOLDER.glob("*/*.py") if path.name != "__init__.py"}
    assert {Path(rule.check.__code__.co_filename) for rule in RULES} == files


def test_ids_count_up_and_names_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted({*ids})
    assert len({rule.name for rule in RULES}) == len(RULES)
