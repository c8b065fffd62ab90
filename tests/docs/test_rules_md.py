"""docs/rules.md holds what each rule says of itself; `--update` writes it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ivr.analysis.rules.registry import RULES
from ivr.analysis.rules.rule import Rule, TranscriptRule

ROOT = Path(__file__).parents[2]
MARK = "<!-- What follows is written by `pytest tests/docs --update`. -->\n"
SMALL = ROOT / "tests" / "analysis" / "rules" / "line.yaml"


@pytest.fixture(scope="module")
def rules_md(page: Callable[[str], Any]) -> Any:
    return page("rules.md")


def test_the_page_holds_every_rule(rules_md: Any, update: bool) -> None:
    head, mark, written = rules_md.text.partition(MARK)
    whole = _table() + "".join(map(_section, RULES)) + _small()
    if update:
        rules_md.path.write_text(head + mark + whole, encoding="utf-8")
    else:
        assert written == whole, "run `pytest tests/docs --update`"


def test_every_rule_of_the_numbered_list_is_there_or_told_why_not(rules_md: Any) -> None:
    """The rules R01 to R94 come in six groups; each number is asked, or said not to be.

    R31 to R33, R89 and those about steps, from R90 on, were added to the list.
    """
    groups = (
        range(1, 18),
        range(20, 34),
        range(40, 51),
        range(60, 68),
        range(70, 75),
        range(80, 90),
        range(90, 95),
    )
    numbers = {f"R{number:02}" for group in groups for number in group}
    untold = {row[0] for row in rules_md.rows("not asked")}
    assert untold | {rule.id for rule in RULES} == numbers
    assert not untold & {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_asks_in_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].{20,95}\.", rule.summary)


def test_links_within_the_page_lead_somewhere(rules_md: Any) -> None:
    assert {link[1:] for link in rules_md.links() if link.startswith("#")} <= rules_md.anchors()


def _table() -> str:
    rows = "".join(
        f"| [{rule.id}](#{_anchor(rule)}) | {rule.summary} | {_needs(rule)} |\n" for rule in RULES
    )
    return f"\n## All rules\n\n| Rule | What it asks | Needs |\n|---|---|---|\n{rows}"


def _anchor(rule: Rule) -> str:
    return f"{rule.id}-{rule.name}".lower()


def _needs(rule: Rule) -> str:
    needs = ["sounds"] if rule.sounds else []
    needs += ["sounds for a part"] if rule.listens else []
    needs += ["`ivr hear`"] if isinstance(rule, TranscriptRule) else []
    return ", ".join(needs + (["words"] if rule.words else []))


def _section(rule: Rule) -> str:
    _, _, rest = rule.doc.partition("\n")
    body = re.sub(r"^(Good|Bad):$", r"**\1:**\n", rest.strip(), flags=re.MULTILINE)
    body = body.replace("```sounds", "```yaml")
    levels = "".join(f"- `{name}` = {value}: {told}\n" for name, value, told in _levels(rule))
    measures = f"\n{levels}" if levels else ""
    return (
        f"\n## {rule.id} {rule.name}\n\n{rule.summary}\n\n{body}\n{measures}"
        f"\nUsually: {rule.severity}. Source: {rule.source}.\n"
    )


def _levels(rule: Rule) -> Iterator[tuple[str, str, str]]:
    """Yield the measures of a rule: the constants of its file, and what their docstrings say."""
    module = ast.parse(Path(rule.check.__code__.co_filename).read_text(encoding="utf-8"))
    for node, after in zip(module.body, module.body[1:], strict=False):
        if isinstance(node, ast.Assign) and isinstance(after, ast.Expr):
            told = ast.literal_eval(after.value)
            yield ast.unparse(node.targets[0]), ast.unparse(node.value), told


def _small() -> str:
    text = SMALL.read_text(encoding="utf-8")
    return f"\n## The line of the examples\n\n```yaml\n{text}```\n"
