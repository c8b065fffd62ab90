"""Whatever stands in a menu file, reading it ends soon, with a place and a remedy."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import UnreadableMenus
from ivr.menu.problem import MOST_HINTS, MOST_PROBLEMS
from ivr.menu.reader import examine
from ivr.menu.source import MAX_BYTES, load, parse

BOMB = "a: &a [lol, lol]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED = {
    "anchors that explode": (
        BOMB,
        "m.yaml:1:4: begins with & or *, which stand for other places of the file; "
        "put the text in quotes, or write it out",
    ),
    "a tag": (
        "a: !!python/object/apply:os.system [ls]",
        "m.yaml:1:4: begins with !, for YAML a tag "
        "(tag:yaml.org,2002:python/object/apply:os.system); put the text in quotes",
    ),
    "a tab": (
        "menus:\n\tmain: x",
        "m.yaml:2:1: a tab (the wide space of the Tab key; U+0009) is among the spaces before this "
        "line; delete it and type spaces, two for each step further in",
    ),
    "nesting without end": ("a: " + "[" * 100_000, "m.yaml:1:16: is more than 12 levels deep"),
    "a second document": (
        "a: b\n---\nc: d",
        "m.yaml:2:1: begins a second document; keep one to a file",
    ),
    "a list": ("- a", "m.yaml:1:1: is not a list of names and values, such as start:"),
    "nothing": (
        "# only a comment",
        "m.yaml:1:1: is empty; see docs/menus.md for what belongs here",
    ),
    "a colon in a text": (
        "a: b: c",
        "m.yaml:1:4: a text that holds a colon must stand in quotes; "
        'type " before and after all of it',
    ),
    "a NUL": (
        "é:\n  b\x00",
        "m.yaml:2:4: a control character (it cannot be seen; U+0000) stands here; "
        "delete it, or type the line again",
    ),
    "a list for a name": ("? [a]\n: b", "m.yaml:1:3: has a list where a name belongs"),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_yaml_is_refused_where_it_stands(text: str, told: str) -> None:
    with pytest.raises(UnreadableMenus) as caught:
        parse(text, "m.yaml")
    assert str(caught.value) == told


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMenus, match=r"menus\.yaml:1:1: cannot be read: No such file"):
        load(tmp_path / "menus.yaml")


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMenus, match=r":1:1: cannot be read: Is a directory"):
        load(tmp_path)


def test_bad_utf8_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "menus.yaml"
    path.write_bytes("start: main\nmenus: é".encode() + b"\xe9")
    with pytest.raises(UnreadableMenus, match=r":2:9: byte 0xe9 is not UTF-8; save it as UTF-8"):
        load(path)


def test_a_huge_file_is_refused_without_being_taken_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "menus.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(UnreadableMenus, match="is larger than 2 MB"):
        load(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * MAX_BYTES


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        source = parse(text.encode("utf-8", "replace").decode(), "m.yaml")
    except UnreadableMenus as error:
        assert str(error).startswith("m.yaml:")  # noqa: PT017
    else:
        assert examine(source).flow is None


@given(
    st.recursive(
        st.text("ab:{}[]0 ", max_size=5),
        lambda inner: st.dictionaries(
            st.sampled_from(
                [
                    "start",
                    "languages",
                    "pt-BR",
                    "values",
                    "everywhere",
                    "menus",
                    "main",
                    "to",
                    "choices",
                    "title",
                    "text",
                    "key",
                    "then",
                    "messages",
                    "label",
                    "help",
                ]
            ),
            inner | st.lists(inner, max_size=3),
            max_size=6,
        ),
        max_leaves=30,
    )
)
def test_any_data_under_known_names_is_told_what_is_wrong_with_it(data: object) -> None:
    if isinstance(data, dict):
        # JSON is YAML too.
        reading = examine(parse(json.dumps(data), "m.yaml"))
        assert reading.flow is None
        assert reading.problems


def test_a_file_with_thousands_of_mistakes_is_told_soon_though_without_a_guess_for_each(
    good_menus: str,
) -> None:
    names = [f"place-{number}" for number in range(3000)]
    messages = "".join(
        f'  {name}:\n    title: {{pt-BR: "x", en-US: "x"}}\n    text: {{pt-BR: "x", en-US: "x"}}\n'
        f'    choices: [{{to: {name}x, label: {{pt-BR: "x", en-US: "x"}}}}]\n'
        for name in names
    )
    problems = examine(parse(good_menus + messages, "m.yaml")).problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].message == "and 2,900 more problems; mend these first"
    assert sum("did you mean" in each.message for each in problems) == MOST_HINTS


def test_a_chain_of_menus_deeper_than_anybody_goes_is_told_and_takes_no_room(
    good_menus: str,
) -> None:
    chain = "".join(
        f'  m{number}:\n    title: {{pt-BR: "x", en-US: "x"}}\n'
        f'    choices: [{{to: m{number + 1}, label: {{pt-BR: "x", en-US: "x"}}}}]\n'
        for number in range(3000)
    ).replace("to: m3000,", "to: prices,")
    text = good_menus.replace("- to: sales", "- to: m0").replace(
        "messages:\n", chain + "messages:\n"
    )
    problems = [str(each) for each in examine(parse(text, "m.yaml")).problems]
    assert 'm.yaml:98:3: "m12": no key leads here; add a choice that does, or delete it' in problems
