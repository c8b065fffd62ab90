"""Whatever happens to the sounds, callers hear words, and the owner is told what to mend."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from twilio.request_validator import RequestValidator

from ivr.files import write_whole
from ivr.line.current import MINUTE, CurrentLine, Reminder
from ivr.menu.flow import Flow
from ivr.menu.reader import read
from ivr.settings import Settings
from ivr.speech.store.shelf import Shelf
from ivr.speech.voice_choice import VoiceChoice

Until = Callable[..., None]

Serve = Callable[..., AbstractContextManager[str]]

PATIENCE = 60.0


def render(flow: Flow, folder: Path, engine: str = "espeak") -> None:
    """Put a file where the sound of each prompt would lie, at both paces."""
    casting, shelf = VoiceChoice(flow, folder), Shelf(folder)
    for prompt in flow.prompts:
        for slow in (False, True):
            if order := casting.by(engine, prompt, slow=slow):
                write_whole(shelf.path(order), b"a sound")


def answer(url: str, target: str = "/voice") -> str:
    """Return the TwiML that a line answers Twilio with."""
    signature = RequestValidator("12345").compute_signature(url + target, {})
    return httpx.post(url + target, headers={"X-Twilio-Signature": signature}).text


def no_folder(path: Path) -> None:
    path.write_bytes(b"a file in its place")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("part", ["audio", "audio/spoken", "audio/spoken/pt-BR"])
@pytest.mark.parametrize("blocked", [no_folder, loop])
def test_sounds_that_cannot_be_read_are_said_reported_and_played_again_when_mended(
    serve: Serve, menus: Path, part: str, blocked: Callable[[Path], None], until: Until
) -> None:
    folder = menus.parent / "audio"
    render(read(menus), folder)
    with serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(folder)) as url:
        assert "spoken/pt-BR" in answer(url)
        away = (menus.parent / part).rename(menus.parent / "away")
        blocked(menus.parent / part)
        until(lambda: "spoken/pt-BR" not in answer(url))
        assert "Olá." in answer(url)
        until(lambda: "audio/spoken/pt-BR cannot be read" in httpx.get(f"{url}/health").text)
        health = httpx.get(f"{url}/health").json()
        assert health["status"] == "needs attention"
        assert str(menus.parent) not in str(health)
        described = httpx.get(f"{url}/turns/pt-BR/main?key=1")
        assert described.status_code == 200
        assert {said["sound"] for said in described.json()["prompts"]} == {None}
        (menus.parent / part).unlink()
        away.rename(menus.parent / part)
        until(lambda: "spoken/pt-BR" in answer(url))
        until(lambda: "cannot be read" not in httpx.get(f"{url}/health").text)


def test_a_sound_whose_name_no_file_can_have_is_not_found(serve: Serve, menus: Path) -> None:
    folder = menus.parent / "audio"
    render(read(menus), folder)
    with serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(folder)) as url:
        for name in ("a" * 300, "pt-BR/" + "a" * 300, "loop"):
            assert httpx.get(f"{url}/audio/spoken/{name}.phone.wav").status_code == 404


def test_a_voice_that_is_half_rendered_is_heard_nowhere_in_a_call(
    serve: Serve, menus: Path, good_menus: str
) -> None:
    voices = "    voice: Polly.Camila\n    voices: {gtts: {voice: pt}}\n"
    menus.write_text(good_menus.replace("    voice: Polly.Camila\n", voices), encoding="utf-8")
    flow, folder = read(menus), menus.parent / "audio"
    render(flow, folder)
    render(flow, folder, "gtts")
    better = sorted(folder.glob("spoken/pt-BR/*.gtts.normal.*"))
    for path in better[::2]:
        path.unlink()
    with serve(menus, IVR_SPEECH="play", IVR_AUDIO=str(folder)) as url:
        for key in ("1", "2", "5", "8"):
            body = answer(url, f"/voice/pt-BR/main?Digits={key}")
            assert ".espeak." in body
            assert ".gtts." not in body
            assert "<Say" not in body
        assert httpx.get(f"{url}/health").json()["voices"] == {"pt-BR": "espeak", "en-US": "espeak"}


def test_missing_sounds_are_asked_for_once_however_many_callers_miss_them(
    menus: Path, tmp_path: Path
) -> None:
    asked: list[int] = []
    settings = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_AUDIO": str(tmp_path / "audio")}
    line = CurrentLine(Settings.from_environ(settings), tmp_path, lambda: asked.append(1))
    for _ in range(100):
        assert "<Say" in line.now().begin(None).twiml
    line.look()
    line.look()
    assert asked == [1]


def test_a_reminder_is_due_at_once_for_what_is_new_and_then_once_a_minute() -> None:
    now = [0.0]
    reminder = Reminder(lambda: now[0])
    assert [reminder.due("a"), reminder.due("a"), reminder.due("b")] == [True, False, True]
    now[0] += MINUTE
    assert [reminder.due("b"), reminder.due("b")] == [True, False]


def test_trouble_with_sounds_is_logged_once_a_minute_at_most(
    menus: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    audio = tmp_path / "audio"
    audio.touch()
    settings = {"IVR_LOCAL": "1", "MENUS": str(menus), "IVR_AUDIO": str(audio)}
    line = CurrentLine(Settings.from_environ(settings), tmp_path, lambda: None)
    for _ in range(20):
        line.look()
    assert caplog.text.count("audio/spoken/pt-BR cannot be read") == 1
