"""Lines of other programs are taken in by the command, and called by the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from twiml_phone import Phone
from twiml_phone.testing.expect import expect

from ivr.cli import main
from ivr.menu.flow import Flow, Message
from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.web.app import create_app

FILES = Path(__file__).parent / "files"


@pytest.fixture
def taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """What takes a file in, looks it over, and returns the line and what was left out of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MENUS", raising=False)

    def take(file: Path, *options: str) -> tuple[Flow, list[str]]:
        done = run("import", file, "--force", *options)
        told = [each for each in done.splitlines() if each.startswith(f"{file}:")]
        assert " error: " not in run("check", "--no-sound", "menus.yaml")
        return read(tmp_path / "menus.yaml"), [each.removeprefix(f"{file}:") for each in told]

    return take


def run(*words: object) -> str:
    """Run a command that does what it is asked, and return what it says."""
    done = CliRunner().invoke(main, [*map(str, words)], prog_name="ivr")
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def call_all(phone: Callable[..., Phone], tmp_path: Path) -> Callable[[Flow], dict[str, str]]:
    """What calls the line in this folder to each answer, and returns its keys and its text."""

    def call_all(flow: Flow) -> dict[str, str]:
        settings = {"IVR_LOCAL": "1", "IVR_SPEECH": "say", "MENUS": str(tmp_path / "menus.yaml")}
        app = create_app(Settings.from_environ(settings))
        caller = phone(app, "/voice", home="http://localhost", strict=True)
        heard = dict(answers(flow))
        for keys, text in heard.items():
            call = caller.dial()
            for key in keys:
                call.press(key)
            expect(call).to_hear(text).to_be_listening().to_have_no_trouble()
        return heard

    return call_all


def answers(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield the keys that lead straight to each answer, and its text."""
    [language] = flow.languages
    for name, place in flow.places.items():
        if isinstance(place, Message):
            way = pairwise((*flow.trails[name], name))
            yield "".join(key(flow, *hop) for hop in way), place.texts[language].text


def key(flow: Flow, here: str, there: str) -> str:
    """Return the key that leads from one place to the next; none where the call goes on itself."""
    choices = flow.places[here].choices
    return next((choice.key for choice in choices if choice.to == there), "")
