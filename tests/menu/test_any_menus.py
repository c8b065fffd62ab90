"""Whatever is typed into a good file, it is read, or refused in our words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.errors import MenusError
from ivr.menu.problem import Problem
from ivr.menu.reader import examine
from ivr.menu.shape import REMEDIES, UNFORESEEN
from ivr.menu.source import parse

# fmt: off
NASTY = [
    "~", "null", "[]", "{}", "[a]", "{a: b}", "inf", "nan", "1e400", "010", "٣", "true", "yes",
    "-1", "0", "10", "2026-13-01", "20261122", '""', "''", "{help}", "{to:main}", "{to:}", "{",
    "}", "{{", "}}", "{days}", "{a b}", "&a", "*a", "!x", "# x", " #", ": ", ":", "-", "- ", "|",
    ">", "\t", "\u00a0", "“x”", "\u202e", "\u200b", "\ufeff", "\u2028", "\x07", "\x00", "\r",
    "---", "...", "?", "<b>", "&nbsp;", "9" * 5000, "x" * 4000, "<<<<<<< a", "@", "`", '"', "'",
    "[", "]", ",", "\\",
]
# fmt: on
SAY = """
say:
  pt-BR:
    Wi-Fi: uai-fai
    NET:
      as: néti
      ipa: ˈnɛt͡ʃi
"""
EACH = 8
"""Of so many values, one gives way to each piece."""
UNSAID = UNFORESEEN.partition("}, ")[2]


@pytest.fixture(scope="module")
def good(good_menus: str) -> str:
    """The good file, with words that are said otherwise than they are written."""
    return good_menus + SAY


def judged(text: str) -> list[Problem]:
    """Read a text; whatever is raised but MenusError is a fault of ours."""
    try:
        problems = list(examine(parse(text, "m")).problems)
    except MenusError as error:
        problems = [each for each in error.problems if isinstance(each, Problem)]
        assert problems
    for each in problems:
        assert UNSAID not in each.message
        assert each.line >= 1
        assert each.column >= 1
        assert each.line <= len(text.splitlines()) + 1
    return problems


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_good_file_with_anything_typed_into_it_is_read_or_refused(
    data: st.DataObject, good: str
) -> None:
    text = good
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = begin + data.draw(st.sampled_from([0, 0, 1, 5, 40]))
        text = text[:begin] + data.draw(st.sampled_from(NASTY)) + text[end:]
    judged(text)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_good_file_whose_lines_are_mixed_up_is_read_or_refused(
    data: st.DataObject, good: str
) -> None:
    lines = good.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            indent = data.draw(st.sampled_from(["", " ", "  ", "\t"]))
            lines.insert(data.draw(st.integers(0, len(lines))), indent + line)
    judged("\n".join(lines))


def values(good: str) -> list[tuple[str, str]]:
    """Return what stands before and after a value of the good file, for each name once."""
    lines = good.splitlines(keepends=True)
    rows = {line.partition(": ")[0]: row for row, line in enumerate(lines) if ": " in line}
    return [
        (f"{''.join(lines[:row])}{name}: ", "".join(lines[row + 1 :])) for name, row in rows.items()
    ]


@pytest.mark.long
@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_anything_in_the_place_of_any_value_is_told_in_our_words(nasty: str, good: str) -> None:
    for before, after in values(good):
        judged(f"{before}{nasty}\n{after}")


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_anything_in_the_place_of_some_value_is_told_in_our_words(nasty: str, good: str) -> None:
    """Each value is one of those that some other piece takes the place of."""
    for before, after in values(good)[NASTY.index(nasty) % EACH :: EACH]:
        judged(f"{before}{nasty}\n{after}")


def test_each_remedy_can_be_made_into_a_sentence() -> None:
    for remedy in (*REMEDIES.values(), UNFORESEEN):
        fields = {
            "name": "n",
            "input": "i",
            "part": "p",
            "plain": "1",
            "ge": 0.0,
            "gt": 0.0,
            "le": 9.0,
            "count": 2,
            "kinds": "do, call",
        }
        assert "{" not in remedy.format(**fields, actual_length=1, max_length=2)
