"""docs/settings.md is true: it holds every setting, its default, and what a wrong one says."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ivr.errors import SettingsError
from ivr.settings import Settings

ROOT = Path(__file__).parents[2]
SETTINGS = {str(field.alias): field for field in Settings.model_fields.values()}
GOOD = {
    "TWILIO_AUTH_TOKEN": "0123456789abcdef0123456789abcdef",
    "PUBLIC_BASE_URL": "https://line.example.org",
}
ASSIGNMENT = re.compile(r"`([A-Z_]+)=([^`]*)`")


@pytest.fixture(scope="module")
def settings_md(page: Callable[[str], Any]) -> Any:
    return page("settings.md")


@pytest.fixture(scope="module")
def overview(settings_md: Any) -> dict[str, str]:
    return {row[0].split("`")[1]: row[1] for row in settings_md.rows("")}


def test_the_table_holds_every_setting_and_no_other(overview: dict[str, str]) -> None:
    assert list(overview) == list(SETTINGS)


def test_the_table_holds_every_default(overview: dict[str, str]) -> None:
    for name, field in SETTINGS.items():
        text = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        assert overview[name] == ("not set" if field.default is None else f"`{text}`"), name


def test_every_setting_has_a_section_with_an_example_of_it(settings_md: Any) -> None:
    text = settings_md.text.partition("## Each setting")[2]
    for name in SETTINGS:
        section = re.split(r"^##", text.split(f"### {name}\n")[1], flags=re.MULTILINE)[0]
        [example] = re.findall(r"```env\n(.*?)```", section, re.DOTALL)
        assert example.startswith(f"{name}="), name
        Settings.from_environ(GOOD | _environ(example))


def test_the_set_ups_are_good_and_set_what_they_say(settings_md: Any) -> None:
    text = settings_md.text.partition("## Each setting")[0]
    set_ups = [_environ(each) for each in re.findall(r"```env\n(.*?)```", text, re.DOTALL)]
    assert len(set_ups) == 3
    for environ in set_ups:
        assert environ.keys() <= SETTINGS.keys()
        Settings.from_environ(environ)


def test_no_setting_is_invented(settings_md: Any) -> None:
    names = re.findall(r"\b(?:IVR_[A-Z_]+|[A-Z]+_[A-Z_]+|MENUS|PORT)\b", settings_md.text)
    assert set(names) == SETTINGS.keys()


def test_allowed_words_of_a_switch_are_allowed(settings_md: Any) -> None:
    [row] = (row for row in settings_md.rows("") if "IVR_LOCAL" in row[0])
    words = re.findall(r"`([^`]+)`", row[2])
    assert len(words) == 8
    for on, off in zip(words[::2], words[1::2], strict=True):
        assert Settings.from_environ(GOOD | {"IVR_LOCAL": on}).local
        assert not Settings.from_environ(GOOD | {"IVR_LOCAL": off}).local


def test_a_wrong_setting_is_told_as_the_table_says(settings_md: Any, update: bool) -> None:
    for given, told in settings_md.rows("errors"):
        sentence = f"`{_error(given)}`"
        if told != sentence and update:
            settings_md.replace(f"| {given} | {told} |", f"| {given} | {sentence} |")
        else:
            assert told == sentence, given


def test_an_empty_setting_counts_as_the_page_says() -> None:
    empty = dict.fromkeys(SETTINGS, "")
    assert Settings.from_environ(empty | {"IVR_LOCAL": "1"}) == Settings(IVR_LOCAL=True)


def test_the_page_links_to_what_is_there(settings_md: Any, page: Callable[[str], Any]) -> None:
    for link in settings_md.links():
        if not link.startswith("https://"):
            file, _, anchor = link.partition("#")
            target = page(file or "settings.md")
            assert not anchor or anchor in target.anchors(), link


def test_no_other_variable_is_read_anywhere() -> None:
    """Names a program reads are texts: those given to click, and those in settings.py."""
    for path in (*ROOT.glob("ivr/**/*.py"), ROOT / "app.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "envvar":
                assert ast.literal_eval(node.value) in SETTINGS, path
            assert not _reads_one(node), f"{path}:{getattr(node, 'lineno', 0)}"


def _reads_one(node: ast.AST) -> bool:
    """Tell whether a piece of code takes a single variable from the environment."""
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value) == "os.environ"
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.getenv", "os.environ.get"}


def _environ(text: str) -> dict[str, str]:
    lines = (line.partition("=") for line in text.splitlines())
    return {name: value for name, _, value in lines}


def _error(given: str) -> str:
    base = {} if given.startswith(("nothing", "only ")) else GOOD
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(base | dict(ASSIGNMENT.findall(given)))
    return str(caught.value)
