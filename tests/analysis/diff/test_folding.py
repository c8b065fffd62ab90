"""A value that is said in many sentences is one change, not many."""

from __future__ import annotations

from collections.abc import Callable

from ivr.analysis.diff.compare import compare
from ivr.analysis.diff.folding import fold
from ivr.analysis.diff.sections import sections
from ivr.menu.flow import Flow

ANOTHER_NUMBER = ('phone: "0800 12"', 'phone: "0800 19"')


def test_sentences_that_a_value_explains_are_counted_with_it(
    old: Flow, edited: Callable[..., Flow]
) -> None:
    changes = compare(old, edited(ANOTHER_NUMBER))
    folded = fold(changes)
    said = {code: sum(each.language == code for each in changes.words) for code in old.languages}
    assert said["pt-BR"] > 1
    assert folded.changes.words == ()
    assert folded.sentences == {("company", code): count for code, count in said.items()}
    assert folded.left_out == len(changes.words)


def test_a_sentence_in_which_anything_else_changed_is_told(
    old: Flow, edited: Callable[..., Flow]
) -> None:
    new = edited(ANOTHER_NUMBER, ("number: 7", "number: 10"), ("Em {days} dias.", "Em até {days}."))
    told = [(each.name, each.language) for each in fold(compare(old, new)).changes.words]
    assert told == [("prices.text", "pt-BR")]


def test_the_table_of_values_tells_how_many_sentences_each_changes(
    old: Flow, edited: Callable[..., Flow]
) -> None:
    folded = fold(compare(old, edited(("number: 7", "number: 10"))))
    [values] = sections(folded.changes, folded.sentences)
    assert values.headings == ("value", "language", "before", "after", "sentences")
    assert values.rows == (("days", "pt-BR", "7", "10", "1"), ("days", "en-US", "7", "10", "1"))


def test_where_no_value_changed_nothing_is_left_out(old: Flow, edited: Callable[..., Flow]) -> None:
    changes = compare(old, edited(('en-US: "Prices"', 'en-US: "All prices"')))
    assert fold(changes).changes == changes
