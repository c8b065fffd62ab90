"""A line that plays: callers hear sound files wherever there are any, and never silence."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from filelock import FileLock
from twiml_phone import Phone

from ivr.menu.reader import examine, read
from ivr.menu.source import parse
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.make import make, make_all
from ivr.speech.plan import Plan
from ivr.speech.recordings.recordings import add
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import Stocktaker
from ivr.speech.voice_choice import VoiceChoice

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def rendered(shared: Path, good_menus: str) -> Path:
    """An audio folder that holds all the small line says, in both paces."""
    flow = examine(parse(good_menus, "menus.yaml")).flow
    assert flow
    shelf = Shelf(shared / "small")
    with FileLock(shared / "small.lock"):
        for order in Plan(Stocktaker(flow, shelf.folder), ALWAYS).orders():
            assert make(order, shelf).status != "failed"
    return shelf.folder


@pytest.fixture
def spoken(menus: Path, rendered: Path) -> Shelf:
    """A shelf of a test's own with these sounds."""
    return Shelf(Path(shutil.copytree(rendered, menus.parent / "audio")))


def heard(url: str, keys: str = "") -> list[tuple[str, str]]:
    with Phone(url, "/voice", auth_token="12345", strict=True) as phone:
        call = phone.dial()
        for key in keys:
            call.press(key)
        assert not call.troubles
        return [(each.kind, each.text) for each in call.heard if each.text]


def test_the_same_words_are_heard_whether_said_or_played(
    serve: Serve, menus: Path, spoken: Shelf
) -> None:
    with serve(menus, IVR_SPEECH="say") as url:
        said = heard(url, "1192")
    with serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(spoken.folder)) as url:
        played = heard(url, "1192")
    assert [words for _, words in played] == [words for _, words in said]
    assert {kind for kind, _ in said} == {"say"}
    assert {kind for kind, _ in played} == {"play"}


def test_what_has_no_file_is_said_and_a_file_is_played_as_soon_as_it_is_there(
    serve: Serve, menus: Path, spoken: Shelf, until: Callable[..., None]
) -> None:
    flow = read(menus)
    order = next(
        order
        for order in Plan(Stocktaker(flow, spoken.folder), ALWAYS).orders()
        if order.prompt == flow.everywhere.welcome["pt-BR"]
    )
    away = spoken.path(order).rename(menus.parent / "away.wav")
    with serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(spoken.folder)) as url:
        assert [kind for kind, _ in heard(url)][:2] == ["say", "play"]
        away.rename(spoken.path(order))
        until(lambda: [kind for kind, _ in heard(url)][:2] == ["play", "play"])


def test_a_recording_by_a_person_is_heard_before_any_engine_until_its_text_changes(
    serve: Serve, menus: Path, spoken: Shelf
) -> None:
    flow = read(menus)
    prompt = flow.everywhere.welcome["pt-BR"]
    embedded = VoiceChoice(flow, spoken.folder).by("espeak", prompt, slow=False)
    assert embedded
    add(spoken.path(embedded), prompt, spoken.folder)
    list(make_all(Plan(Stocktaker(flow, spoken.folder), ALWAYS).orders(), spoken, jobs=1))
    with (
        serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(spoken.folder)) as url,
        Phone(url, "/voice", auth_token="12345") as phone,
    ):
        assert ".recorded.normal." in phone.dial().heard[0].url
        assert ".espeak.normal." in phone.dial().heard[2].url
    menus.write_text(menus.read_text("utf-8").replace("Olá.", "Bom dia."), encoding="utf-8")
    assert (
        VoiceChoice(read(menus), spoken.folder).recorded(
            read(menus).everywhere.welcome["pt-BR"], slow=False
        )
        is None
    )


def test_serve_renders_all_in_the_background_and_the_second_start_nothing(
    menus: Path, one_language: str
) -> None:
    menus.write_text(one_language, encoding="utf-8")
    environ = {k: v for k, v in os.environ.items() if not k.startswith("IVR_")}
    own = {"IVR_LOCAL": "1", "IVR_WORKERS": "1", "PYTHONUNBUFFERED": "1", "PORT": "0"}
    told = []
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "ivr", "serve"],
            cwd=menus.parent,
            env=environ | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as line:
            assert line.stdout
            lines = []
            for text in line.stdout:
                lines.append(text)
                if "The line answers" in text:
                    assert heard(text.split()[-1].removesuffix("/voice"))
                if "rendered in the background" in text:
                    break
            line.send_signal(signal.SIGINT)
            line.wait(timeout=60)
        told.append("".join(lines))
    count = len(read(menus).prompts) * 2
    assert f"{count} made" in told[0]
    assert re.search(r"│ all +│ +\d+ │ +\d+ │ +0 │", told[1])
    assert "made:" not in told[1]


def test_a_folder_that_cannot_be_written_costs_no_turn(
    serve: Serve, menus: Path, spoken: Shelf
) -> None:
    blocked = spoken.spoken / "silence.300.phone.wav"
    blocked.unlink(missing_ok=True)
    spoken.spoken.rename(menus.parent / "elsewhere")
    spoken.spoken.symlink_to(menus.parent / "elsewhere")
    blocked.mkdir()  # root may write anywhere, but not a file where a folder is
    (blocked / "in the way").touch()
    with serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(spoken.folder)) as url:
        assert {kind for kind, _ in heard(url)} == {"play"}
