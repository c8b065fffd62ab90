"""A file in a new order is the owner's file: lines move, and no byte of them changes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ivr.analysis.order.rewrite import reordered
from ivr.errors import MenusError
from ivr.menu.source import Source, parse

BEST = """\
    choices:
      # Most people
      # want this.
      - to: hours
        label: {pt-BR: "horários", en-US: "hear the hours"}
        weight: 60

      - to: address
        label: {pt-BR: "o endereço", en-US: "hear the address"}
        weight: 20
      - to: money
        label: {pt-BR: "dinheiro", en-US: "ask about money"}
        weight: 15  # counted in March
      # Few people ask for this, and it takes long to say.
      - to: history
        label:
          pt-BR: "a história da nossa casa desde o começo"
          en-US: "hear the history of our house from its beginning"
        weight: 5
  money:
"""


def test_a_choice_takes_its_comments_along_and_gaps_stay_where_they_are(
    text: str, source: Source
) -> None:
    assert BEST in reordered(text, source, {"main": (2, 3, 1, 0)})


def test_nothing_but_the_lines_of_the_menu_changes(text: str, source: Source) -> None:
    before, _, rest = text.partition("    choices:\n")
    _, _, after = rest.partition("  money:\n")
    made = reordered(text, source, {"main": (3, 2, 1, 0)})
    assert made.startswith(before)
    assert made.endswith(after)


def test_no_new_order_gives_the_file_back_byte_for_byte(telephone: Path) -> None:
    text = telephone.read_bytes().decode()
    assert reordered(text, parse(text, "menus.yaml"), {}) == text


def test_a_file_comes_back_byte_for_byte_when_its_choices_do(telephone: Path) -> None:
    text = telephone.read_bytes().decode()
    source = parse(text, "menus.yaml")
    dice = random.Random(6)  # noqa: S311  # no secret
    menus = source.data["menus"].items()
    orders = {place: _shuffled(len(menu["choices"]), dice) for place, menu in menus}
    shuffled = reordered(text, source, orders)
    assert shuffled != text
    back = {
        place: sorted(range(len(order)), key=order.__getitem__) for place, order in orders.items()
    }
    assert reordered(shuffled, parse(shuffled, "menus.yaml"), back) == text


def _shuffled(count: int, dice: random.Random) -> list[int]:
    return dice.sample(range(count), count)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(text: str, newline: str, mark: str) -> None:
    written = mark + text.replace("\n", newline)
    made = reordered(written, parse(written, "menus.yaml"), {"main": (2, 3, 1, 0)})
    assert BEST.replace("\n", newline) in made
    assert made.startswith(mark + "# A small line")


def test_texts_over_several_lines_move_whole() -> None:
    text = (
        "menus:\n  a:\n    choices:\n    - to: one\n      label: >-\n"
        "        first\n\n        last\n      # still of one\n    - to: two"
    )
    assert reordered(text, parse(text, "menus.yaml"), {"a": (1, 0)}) == (
        "menus:\n  a:\n    choices:\n    - to: two\n    - to: one\n      label: >-\n"
        "        first\n\n        last\n      # still of one"
    )


@pytest.mark.parametrize(
    "choices",
    [
        "choices: [{to: one}, {to: two}]\n",
        "choices:\n    -\n      to: one\n    - to: two\n",
        'choices:\n    - to: "on\ne"\n    - to: two\n',
    ],
)
def test_choices_that_do_not_stand_on_lines_of_their_own_are_refused(choices: str) -> None:
    text = f"menus:\n  a:\n    {choices}"
    with pytest.raises(MenusError, match=r'^menus.yaml:3:5: the choices of "a" cannot be moved'):
        reordered(text, parse(text, "menus.yaml"), {"a": (1, 0)})
