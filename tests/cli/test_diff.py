"""`ivr diff` as its users run it: in a real repository, with real sound."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.analysis.timing.clock import AudioClock
from ivr.menu.flow import Flow
from ivr.menu.reader import examine
from ivr.menu.source import parse

Diff = Callable[..., subprocess.CompletedProcess[str]]
WHO = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
NAME = "menus.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, good_menus: str) -> Path:
    """A repository whose menus.yaml was committed, then its welcome made longer."""
    folder = tmp_path_factory.mktemp("line")
    menus = folder / NAME
    menus.write_text(good_menus, encoding="utf-8")
    for words in (("init", "--quiet"), ("add", NAME), ("commit", "--quiet", "--message", "first")):
        subprocess.run(["git", *WHO, *words], cwd=folder, check=True)  # noqa: S603, S607
    longer = good_menus.replace('"Hello."', '"Hello, and good day to everybody."')
    menus.write_text(longer, encoding="utf-8")
    return folder


@pytest.fixture
def diff(folder: Path, invoke: Diff) -> Diff:
    """What runs `ivr diff` in the repository."""
    return lambda *words: invoke("diff", *words, cwd=folder)


def test_the_working_file_is_compared_with_a_revision(folder: Path, diff: Diff) -> None:
    done = diff("HEAD", "--no-sound", "--audio", "silent")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Hello, and good day to everybody." in done.stdout
    assert "Olá" not in done.stdout
    assert not (folder / "silent").exists()


def test_seconds_are_those_of_the_sounds(
    folder: Path, diff: Diff, good_menus: str, speak: Callable[[Flow, Path], AudioClock]
) -> None:
    for text in (good_menus, (folder / NAME).read_text("utf-8")):
        flow = examine(parse(text, NAME)).flow
        assert flow
        speak(flow, folder / "audio")
    told = json.loads(diff("HEAD", "--json").stdout)
    assert {each["language"] for each in told["seconds"]} == {"en-US"}
    gained = {round(each["after"] - each["before"], 3) for each in told["seconds"]}
    assert len(gained) == 1
    assert 0.5 < gained.pop() < 3
    kept = next(each for each in told["expected"] if each["language"] == "pt-BR")
    assert kept["before"] == kept["after"]


def test_markdown_names_both_versions(diff: Diff) -> None:
    done = diff("HEAD", NAME, "--no-sound", "--markdown")
    assert done.stdout.startswith("## What callers hear differently\n\nFrom `HEAD` to `menus.yaml`")
    assert "| everywhere.welcome | en-US | Hello. | Hello, and good day to everybody. |" in (
        done.stdout
    )


@pytest.mark.parametrize(
    ("versions", "code"), [(("HEAD",), 1), (("HEAD", "HEAD:menus.yaml"), 0), ((NAME, NAME), 0)]
)
def test_exit_code_tells_a_difference_when_it_is_asked_for(
    diff: Diff, versions: tuple[str, ...], code: int
) -> None:
    assert diff(*versions, "--no-sound", "--exit-code").returncode == code


def test_nothing_is_printed_where_nothing_differs(diff: Diff) -> None:
    done = diff("HEAD", "HEAD", "--no-sound")
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("version", ["no.yaml", "HEAD~9", "HEAD:no.yaml"])
def test_a_version_that_cannot_be_read_exits_with_2(diff: Diff, version: str) -> None:
    done = diff(version)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(version)
    assert "Traceback" not in done.stderr


def test_sentences_that_a_value_explains_are_listed_when_all_are_asked_for(
    folder: Path, diff: Diff
) -> None:
    text = (folder / NAME).read_text("utf-8").replace("number: 7", "number: 10")
    (folder / "ten.yaml").write_text(text, encoding="utf-8")
    folded, listed = (diff(NAME, "ten.yaml", "--no-sound", *words) for words in ((), ("--all",)))
    assert "prices.text" not in folded.stdout
    assert folded.stderr == "2 sentences differ in values only: --all lists them\n"
    assert "prices.text" in listed.stdout
    assert listed.stderr == ""
