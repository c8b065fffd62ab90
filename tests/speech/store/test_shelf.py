"""Sounds are made once, appear whole, and go when nobody asks for them any more."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner, Result

from ivr.cli import main
from ivr.files import PART, write_whole
from ivr.menu.flow import Flow, Prompt, Voice
from ivr.menu.reader import read
from ivr.speech.audio import sound
from ivr.speech.audio.sound import measure
from ivr.speech.engines.engine import ALWAYS
from ivr.speech.make import How, make, make_all
from ivr.speech.plan import Plan
from ivr.speech.request import SpeechRequest
from ivr.speech.store.playable import Librarian
from ivr.speech.store.shelf import COPIES, PHONE, WEB, Shelf
from ivr.speech.store.stock import Stocktaker
from ivr.speech.store.supply import Supply
from ivr.speech.voice_choice import VoiceChoice

ORDER = SpeechRequest(
    Prompt("Para segunda via, tecle 1.", "pt-BR", "bill.to-second-invoice"),
    slow=False,
    engine="espeak",
    version="1.52.0",
    voice=Voice("pt-br"),
    digits=("zero", "um"),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "audio")


@pytest.fixture
def small(tmp_path: Path, good_menus: str) -> Path:
    path = tmp_path / "menus.yaml"
    path.write_text(good_menus, encoding="utf-8")
    return path


@pytest.fixture
def smaller(small: Path, one_language: str) -> Path:
    small.write_text(one_language, encoding="utf-8")
    return small


def ivr_speak(menus: Path, *words: str) -> Result:
    where = ["--menus", str(menus), "--audio", str(menus.parent / "audio"), "--jobs", "1"]
    return CliRunner().invoke(main, ["speak", *where, *words], catch_exceptions=False)


def test_a_sound_is_made_once_in_a_copy_for_telephones_and_one_for_browsers(shelf: Shelf) -> None:
    assert make(ORDER, shelf).status == "made"
    assert make(ORDER, shelf).status == "kept"
    phone = soundfile.info(shelf.path(ORDER, PHONE))
    web = soundfile.info(shelf.path(ORDER, WEB))
    assert (phone.samplerate, phone.channels, phone.subtype) == (8000, 1, "ULAW")
    assert web.samplerate >= 16_000
    assert abs(phone.duration - web.duration) < 0.1


@pytest.mark.parametrize("how", [How(), How(keep=True)])
def test_what_is_said_in_two_places_is_rendered_once(shelf: Shelf, how: How) -> None:
    elsewhere = replace(ORDER, prompt=replace(ORDER.prompt, name="complain.to-second-invoice"))
    other = replace(ORDER, prompt=replace(ORDER.prompt, text="Para a conta, tecle 2."))
    statuses = [make(each, shelf, how).status for each in (ORDER, elsewhere, other)]
    assert statuses == ["made", "copied", "made"]
    for copy in COPIES:
        assert shelf.path(elsewhere, copy).read_bytes() == shelf.path(ORDER, copy).read_bytes()
    assert shelf.keeps(elsewhere) == how.keep


def test_a_master_is_not_had_from_a_sound_that_has_none(shelf: Shelf) -> None:
    elsewhere = replace(ORDER, prompt=replace(ORDER.prompt, name="complain.to-second-invoice"))
    make(ORDER, shelf)
    assert make(elsewhere, shelf, How(keep=True)).status == "made"


def test_a_sound_tells_its_words_and_language(shelf: Shelf) -> None:
    make(ORDER, shelf)
    for copy in COPIES:
        with soundfile.SoundFile(shelf.path(ORDER, copy)) as file:
            assert (file.title, file.comment) == (ORDER.prompt.text, "pt-BR")


def test_the_slower_pace_is_slower_speech_not_a_stretched_file(shelf: Shelf) -> None:
    slow = replace(ORDER, slow=True)
    make(ORDER, shelf)
    make(slow, shelf)
    assert shelf.seconds(slow) > 1.15 * shelf.seconds(ORDER)


def test_an_engine_that_cannot_speak_leaves_nothing_behind(shelf: Shelf) -> None:
    made = make(replace(ORDER, voice=Voice("klingonese")), shelf)
    assert (made.status, made.reason) == ("failed", "eSpeak NG has no voice klingonese")
    assert not list(shelf.spoken.rglob("*.wav"))


def test_several_at_once_make_a_sound_once(shelf: Shelf) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: make(ORDER, shelf).status, range(8)))
    assert sorted(made) == ["kept"] * 7 + ["made"]


def test_two_processes_at_once_make_each_sound_once(shelf: Shelf, flow: Flow) -> None:
    orders = Plan(Stocktaker(flow, shelf.folder), ALWAYS).orders("tr-TR")[:20]
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(lambda: list(make_all(orders, shelf, jobs=1))) for _ in range(2)]
    results = [result.status for run in runs for result in run.result()]
    assert results.count("made") == len({order.key for order in orders})
    assert "failed" not in results


def test_what_nobody_asks_for_is_told_apart_but_not_what_is_being_written(shelf: Shelf) -> None:
    make(ORDER, shelf)
    other = replace(ORDER, version="1.0")
    make(other, shelf)
    folder = shelf.path(ORDER).parent
    (folder / f".new{PART}").write_bytes(b"half")
    old = folder / f".old{PART}"
    old.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert shelf.strays([ORDER]) == sorted([old, *(shelf.path(other, copy) for copy in COPIES)])


def test_silence_between_prompts_is_a_file(shelf: Shelf) -> None:
    gap = Supply(shelf.folder).make(shelf.silence(0.3).name)
    assert gap == shelf.silence(0.3)
    assert measure(sound.read(gap)).seconds == pytest.approx(0.3)
    assert soundfile.SoundFile(io.BytesIO(gap.read_bytes())).comment == "silence"


def test_speak_makes_all_then_nothing_then_only_what_changed(smaller: Path) -> None:
    count = len(read(smaller).prompts) * 2
    first = ivr_speak(smaller)
    assert first.exit_code == 0, first.output
    assert f"{count} made" in first.stdout
    assert "made" not in ivr_speak(smaller).stdout.splitlines()[-1]
    smaller.write_text(smaller.read_text("utf-8").replace("free of charge", "free of any charge"))
    assert "2 made" in ivr_speak(smaller).stdout
    pruned = ivr_speak(smaller, "--prune")
    assert f"{2 * len(COPIES)} files deleted" in pruned.output
    assert f"0 of {count} to render" in ivr_speak(smaller, "--dry-run").output


def test_speak_killed_in_the_middle_goes_on_where_it_was(smaller: Path) -> None:
    command = [sys.executable, "-m", "ivr", "speak", "--menus", "menus.yaml", "--audio", "audio"]
    spoken = smaller.parent / "audio" / "spoken"
    with subprocess.Popen(  # noqa: S603
        command, cwd=smaller.parent, start_new_session=True, stderr=subprocess.DEVNULL
    ) as run:
        until = time.monotonic() + 60
        while len(list(spoken.rglob(f"*{PHONE}"))) < 5 and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGKILL)
    before = {path: path.stat().st_mtime_ns for path in spoken.rglob(f"*{PHONE}")}
    assert 5 <= len(before) < len(read(smaller).prompts) * 2
    for path in before:
        assert sound.read(path).seconds > 0.2
    again = ivr_speak(smaller)
    assert f"{len(read(smaller).prompts) * 2 - len(before)} made" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_speak_stopped_by_hand_says_how_to_go_on(smaller: Path) -> None:
    command = [sys.executable, "-m", "ivr", "speak", "--menus", "menus.yaml", "--audio", "audio"]
    spoken = smaller.parent / "audio" / "spoken"
    with subprocess.Popen(  # noqa: S603
        command, cwd=smaller.parent, start_new_session=True, stderr=subprocess.PIPE, text=True
    ) as run:
        until = time.monotonic() + 60
        while len(list(spoken.rglob(f"*{PHONE}"))) < 3 and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "run it again to go on" in told
    assert "Traceback" not in told


def test_speak_refuses_a_language_the_line_does_not_have(small: Path) -> None:
    done = ivr_speak(small, "--language", "fr-FR")
    assert done.exit_code == 2
    assert "fr-FR is not one of pt-BR, en-US" in done.output


def test_where_an_engine_cannot_be_had_the_embedded_voice_stands_in(small: Path) -> None:
    text = small.read_text("utf-8").replace(
        "    voice: Polly.Camila\n", "    voice: Polly.Camila\n    voices: {piper: {voice: none}}\n"
    )
    small.write_text(text, encoding="utf-8")
    done = ivr_speak(small, "--engine", "piper", "--language", "pt-BR")
    flow = read(small)
    prompts = [prompt for prompt in flow.prompts if prompt.language == "pt-BR"]
    shelf = Shelf(small.parent / "audio")
    orders = Plan(Stocktaker(flow, shelf.folder), ALWAYS).orders("pt-BR")
    assert len(orders) == len(prompts) * 2
    assert all(map(shelf.has, orders))
    assert done.exit_code == 1
    assert "espeak stands in" in done.stdout


def test_the_library_plays_what_the_shelf_holds(flow: Flow, tmp_path: Path) -> None:
    prompt = flow.places["bill"].titles["pt-BR"]
    assert Librarian(flow, tmp_path).look().find(prompt, slow=False) is None
    casting, shelf = VoiceChoice(flow, tmp_path), Shelf(tmp_path)
    for each in flow.prompts:
        order = casting.by("espeak", each, slow=False)
        assert order
        write_whole(shelf.path(order), b"a sound")
    library = Librarian(flow, tmp_path).look()
    embedded = casting.by("espeak", prompt, slow=False)
    assert embedded
    assert library.find(prompt, slow=False) == f"spoken/pt-BR/{embedded.stem}{PHONE}"
    assert library.find(prompt, slow=True) is None
    assert library.stock.lacks == len(flow.prompts)
