"""Plain lines hold no slip: where they are passed over, the same slips are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.menu.pieces import pieces
from ivr.menu.plain import LINE
from ivr.menu.slips import find

SOME_LINES = [
    *("a:", "  - to: b", '    label: {en-US: "c"}', "    words: {en-US: [d e, f], pt-BR: [g]}"),
    *('      - {en-US: "h", pt-BR: "i"}', '  "j"', "x: k  ", "", "   ", 'y: "l" ', "- - z: m"),
]
ODD_LINES = [
    *(
        "label hear",
        "label",
        "a : b",
        "a: b # c",
        "a: |",
        "    block",
        'a: "open',
        'closed"',
        "a: {",
    ),
    *(
        "}",
        "]",
        "a: [b",
        "  c]",
        "a: b: c",
        "\u00a0a: b",
        "a: b?c",
        'a: "b?c"',
        "a: &amp;",
        "<b>",
        "#",
    ),
    *(
        'a: "b" c',
        "{a: b} c",
        "-a: b",
        "“a”",
        "a：b",
        "a: 'b",
        "it''s'",
        "a:b",
        "en-US: say#it",
        "\t",
    ),
    *(
        '{a: b, label: "c}',
        "a: {b: c, }",
        "a: {b: c,d: e}",
        "label: #hear",
        "  goes on",
        "- label x",
    ),
]
LINES = st.sampled_from(SOME_LINES + ODD_LINES) | st.from_regex(LINE, fullmatch=True)


@pytest.mark.parametrize("line", SOME_LINES)
def test_these_lines_are_plain(line: str) -> None:
    assert LINE.fullmatch(line)


@pytest.mark.parametrize("line", ODD_LINES)
def test_these_lines_are_not(line: str) -> None:
    assert not LINE.fullmatch(line)


@given(lines=st.lists(LINES, max_size=8))
def test_the_same_slips_are_found_without_plain_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert find(text, "m") == find(text, "m", plain=True)


@given(lines=st.lists(LINES, max_size=8))
def test_the_other_lines_are_cut_as_if_the_plain_ones_were_cut_too(lines: list[str]) -> None:
    text = "\n".join(lines)
    everything = list(pieces(text))
    others = list(pieces(text, plain=False))
    assert set(others) <= set(everything)
    passed = {each.line for each in everything} - {each.line for each in others}
    assert all(LINE.fullmatch(lines[line - 1]) for line in passed)


@given(line=st.from_regex(LINE, fullmatch=True))
def test_a_plain_line_alone_holds_no_slip(line: str) -> None:
    slips = find(line, "m", plain=True)
    assert not slips.certain
    assert not slips.explaining
