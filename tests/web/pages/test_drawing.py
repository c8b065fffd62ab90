"""What a line draws is shown as it is read: nothing in it turns the text around it."""

from __future__ import annotations

import pytest

from ivr.web.pages.drawing import Drawing, DrawnMap, read

UNSEEN = [
    "\u202e",
    "\u202d",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u2066",
    "\u2067",
    "\u2069",
    "\x1b",
    "\x00",
]


@pytest.mark.parametrize("mark", UNSEEN)
def test_marks_nobody_sees_are_left_out(mark: str) -> None:
    text = f"Pagar{mark}oxiab"
    choice = {"key": "1", "label": text, "language": "pt-BR", "words": [text], "to": text}
    prompt = {"name": text, "text": text, "language": "pt-BR"}
    drawn = {"place": text, "trail": [text], "title": text, "language": "pt-BR"}
    drawing = read(Drawing, drawn | {"prompts": [prompt], "choices": [choice]})
    place = {"name": text, "title": text, "text": text, "then": text, "choices": [choice]}
    tongue = {"code": "pt-BR", "name": text}
    whole = {"start": text, "language": "pt-BR", "languages": [tongue], "places": [place]}
    map_of_it = read(DrawnMap, whole)
    for told in (drawing, map_of_it):
        assert told is not None
        assert "Pagaroxiab" in str(told)
        assert mark not in "".join(_texts(told))


def test_marks_that_letters_need_stay() -> None:
    text = "می‌خواهم \u200f(۱)"
    drawing = read(Drawing, {"place": None, "title": text, "language": "fa"})
    assert drawing is not None
    assert drawing["title"] == text


def test_a_text_of_two_lines_becomes_one() -> None:
    drawing = read(Drawing, {"place": None, "title": "one\ntwo", "language": "en"})
    assert drawing is not None
    assert drawing["title"] == "one two"


def _texts(value: object) -> list[str]:
    match value:
        case dict():
            return [text for each in value.values() for text in _texts(each)]
        case list():
            return [text for each in value for text in _texts(each)]
    return [str(value)]
