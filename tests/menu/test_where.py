"""Each part of a menu file stands where YAML's own library finds it, also when others are gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from ivr.menu.shape import without
from ivr.menu.source import Entries, Items, load, parse

Steps = tuple[str | int, ...]

TEXT = """\
start: main
menus:
  main:
    choices:
      - {to: a, key: 1}
      - to: b
      - {to: c}
  other: {}
"""


def nodes(node: yaml.Node, path: Steps = ()) -> Iterator[tuple[Steps, yaml.Node, yaml.Node]]:
    """Yield each part of a file by its path: its value, and what names it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), value, key
            yield from nodes(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value, value
            yield from nodes(value, (*path, index))


def mark(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def test_every_part_of_a_line_is_found(telephone: Path) -> None:
    source = load(telephone)
    for path, value, key in nodes(yaml.compose(telephone.read_text(encoding="utf-8"))):
        several = not isinstance(value, yaml.ScalarNode)
        assert source.where(path) == mark(key if several else value), path
        assert source.where(path, key=True) == mark(key), path


def test_containers_know_where_they_begin() -> None:
    data = parse(TEXT, "m").data
    choices = data["menus"]["main"]["choices"]
    assert isinstance(choices, Items)
    assert data.mark == (1, 1)
    assert choices.mark == (5, 7)
    assert choices.marks == [(5, 9), (6, 9), (7, 9)]


def test_what_is_left_out_is_gone_and_the_rest_stands_where_it_stood() -> None:
    source = parse(TEXT, "m")
    rest = without(
        source, [("menus", "main", "choices", 0), ("menus", "main", "choices", 1), ("start",)]
    )
    assert rest.data == {"menus": {"main": {"choices": [{"to": "c"}]}, "other": {}}}
    assert rest.where(("menus", "main", "choices", 0, "to")) == (7, 14)
    assert rest.where(("menus", "other")) == (8, 3)


def test_the_source_itself_stays_whole() -> None:
    source = parse(TEXT, "m")
    without(source, [("menus", "main", "choices", 0), ("menus", "main"), ("start",)])
    assert source.data == parse(TEXT, "m").data
    assert source.where(("menus", "main", "choices", 2, "to")) == (7, 14)


def test_what_is_not_there_is_left_out_as_it_is_and_more_may_be_left_out_later() -> None:
    source = parse(TEXT, "m")
    once = without(source, [("menus", "main", "choices", 2)])
    again = without(once, [("menus", "gone"), ("x", "y"), ("menus", "main", "choices", 2, "to")])
    assert again.data == once.data
    twice = without(once, [("menus", "main", "choices", 0)])
    assert twice.where(("menus", "main", "choices", 0, "to")) == (6, 13)
    assert once.where(("menus", "main", "choices", 0, "to")) == (5, 14)
    assert isinstance(once.data, Entries)
