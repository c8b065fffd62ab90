"""Other people's menus: each example can be called, in its language, to every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from twiml_phone import Phone
from twiml_phone.testing.expect import expect

from ivr.menu.flow import Flow, Message
from ivr.menu.reader import examine, read
from ivr.menu.source import load
from ivr.settings import Settings
from ivr.web.app import create_app

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
OTHERS = (ROOT / "docs" / "others.md").read_text("utf-8")
BASE = "https://line.example.org"


def answers(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield the keys that lead straight to each answer, and its text."""
    [language] = flow.languages
    for name, place in flow.places.items():
        if isinstance(place, Message):
            way = pairwise((*flow.trails[name], name))
            yield "".join(key(flow, here, there) for here, there in way), place.texts[language].text


def key(flow: Flow, here: str, there: str) -> str:
    """Return the key that leads from one place to the next."""
    return next(choice.key for choice in flow.places[here].choices if choice.to == there)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_without_problems(path: Path) -> None:
    assert examine(load(path)).problems == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_can_be_called_to_every_answer(path: Path, phone: Callable[..., Phone]) -> None:
    line = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": BASE, "IVR_SPEECH": "say"}
    app = create_app(Settings.from_environ(line | {"MENUS": str(path)}))
    caller = phone(app, home=BASE, auth_token="t", strict=True)
    ways = list(answers(read(path)))
    assert len(ways) == 30
    for keys, text in ways:
        call = caller.dial()
        for each in keys:
            call.press(each)
        expect(call).to_hear(text).to_be_listening().to_have_no_trouble()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_docs_tell_where_an_example_comes_from(path: Path) -> None:
    assert f"(../examples/{path.name})" in OTHERS
    assert all(value.source in OTHERS for value in read(path).values.values())


def test_there_is_an_example_in_portuguese_and_one_in_english() -> None:
    assert {language for path in EXAMPLES for language in read(path).languages} == {
        "pt-BR",
        "en-US",
    }
