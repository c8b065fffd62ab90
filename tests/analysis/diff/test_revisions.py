"""Versions come from files and from a real git repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ivr.analysis.diff.revisions import version
from ivr.errors import UnreadableMenus


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607


@pytest.fixture
def menus(tmp_path: Path, good_menus: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A menu file that said "Hello." two versions ago, then "Hi.", and is broken now."""
    path = tmp_path / "line" / "menus.yaml"
    path.parent.mkdir()
    git(tmp_path, "init", "--quiet")
    for welcome in ("Hello.", "Hi."):
        path.write_text(good_menus.replace("Hello.", welcome), encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "--quiet", "--message", welcome)
    path.write_text("start: [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize(
    ("name", "welcome"),
    [
        ("HEAD", "Hi."),
        ("HEAD~1", "Hello."),
        ("HEAD~1:line/menus.yaml", "Hello."),
        ("HEAD:./line/menus.yaml", "Hi."),
    ],
)
def test_a_revision_is_the_menu_file_as_it_was_then(menus: Path, name: str, welcome: str) -> None:
    assert version(name, menus).everywhere.welcome["en-US"].text == welcome


def test_what_belongs_to_a_menu_file_is_read_as_it_was_then(
    tmp_path: Path, menus: Path, good_menus: str
) -> None:
    more = menus.parent / "more.yaml"
    texts = menus.parent / "menus.en-US.yaml"
    english = 'welcome: {pt-BR: "Olá.", en-US: "Hello."}'
    assert english in good_menus
    divided = good_menus.replace(english, 'welcome: {pt-BR: "Olá."}').replace("number: 7", "VALUE")
    start, _, rest = divided.partition("  days:\n    VALUE\n")
    value, _, rest = rest.partition("everywhere:")
    menus.write_text(f"include: [more.yaml]\n{start}everywhere:{rest}", encoding="utf-8")
    more.write_text(f"values:\n  days:\n    number: 7\n{value}", encoding="utf-8")
    texts.write_text('everywhere: {welcome: "Then."}', encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "three files")
    more.write_text("values: [", encoding="utf-8")
    texts.write_text('everywhere: {welcome: "Now."}', encoding="utf-8")
    then = version("HEAD", menus)
    assert then.everywhere.welcome["en-US"].text == "Then."
    assert then.values["days"].spoken["en-US"] == "7"
    menus.write_text(menus.read_text("utf-8").replace("more.yaml", "gone.yaml"), encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "one is gone")
    with pytest.raises(UnreadableMenus, match=r'menus\.yaml:1:11: "gone.yaml" is not in this'):
        version("HEAD", menus)


def test_a_file_comes_before_a_revision_of_its_name(menus: Path, good_menus: str) -> None:
    Path("HEAD").write_text(good_menus.replace("Hello.", "From a file."), encoding="utf-8")
    assert version("HEAD", menus).everywhere.welcome["en-US"].text == "From a file."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("line/menus.yaml", r"^line/menus.yaml:1:8: this \[ is never closed"),
        ("no.yaml", r"^no\.yaml:\./menus\.yaml: is no file here, and git says fatal: "),
        ("HEAD:no.yaml", r"^HEAD:no\.yaml: is no file here, and git says fatal: path 'no\.yaml'"),
        ("--output=stolen", r"^--output=stolen:\./menus\.yaml: is no file here, and git says "),
    ],
)
def test_what_cannot_be_read_is_told_by_its_name(menus: Path, name: str, told: str) -> None:
    with pytest.raises(UnreadableMenus, match=told):
        version(name, menus)
    assert not list(Path().rglob("stolen*"))


def test_a_version_callers_could_not_be_given_is_told_with_its_problems(
    menus: Path, good_menus: str
) -> None:
    menus.write_text(good_menus.replace("- to: sales", "- to: sale"), encoding="utf-8")
    with pytest.raises(UnreadableMenus, match='leads to "sale"'):
        version(str(menus), menus)


def test_outside_a_repository_the_name_is_no_version(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with pytest.raises(UnreadableMenus, match="git says fatal: not a git repository"):
        version("HEAD", tmp_path_factory.mktemp("bare") / "menus.yaml")


def test_without_git_it_is_said_that_git_is_missing(
    menus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableMenus, match="git cannot be asked for it"):
        version("HEAD", menus)
