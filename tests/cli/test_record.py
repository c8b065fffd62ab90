"""`ivr record-list` and `ivr record-add`, as an owner and a voice talent use them."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.engines.engine import Utterance
from ivr.speech.engines.espeak import Espeak

TITLE = "main.title"
Invoke = Callable[..., subprocess.CompletedProcess[str]]
Rows = Callable[..., list[dict[str, str]]]


@pytest.fixture(scope="module")
def ivr(invoke: Invoke) -> Invoke:
    """What runs a command in a folder."""
    return lambda folder, *words, **environ: invoke(*words, cwd=folder, **environ)


@pytest.fixture
def home(tmp_path: Path, good_menus: str) -> Path:
    """A folder with a small line and files of a voice talent, in a folder for each language."""
    (tmp_path / "menus.yaml").write_text(good_menus, "utf-8")
    return tmp_path


@pytest.fixture
def rows(home: Path, ivr: Invoke) -> Rows:
    """What `ivr record-list` lists, as a spreadsheet reads it."""

    def rows(*words: str) -> list[dict[str, str]]:
        done = ivr(home, "record-list", "--format", "csv", *words)
        assert (done.returncode, done.stderr) == (0, "")
        return list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")))

    return rows


@pytest.fixture
def texts(rows: Rows) -> dict[tuple[str, str], str]:
    """What is to be recorded, by language and file name."""
    return {(row["language"], row["file"]): row["text"] for row in rows()}


def read_out(text: str, language: str, file: Path) -> Path:
    """Record a text as a person would: a little silence around it, a quiet room."""
    spoken = Espeak().speak(Utterance(text, language, language.lower()))
    quiet = Sound(np.zeros(round(0.4 * spoken.rate)), spoken.rate)
    whole = sound.join([quiet, spoken, quiet], gap=0)
    noise = np.random.default_rng(1).standard_normal(len(whole.samples)) * 0.0003
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, whole.samples * 0.7 + noise, spoken.rate)
    return file


def test_the_list_names_a_file_its_text_and_its_seconds(home: Path, ivr: Invoke) -> None:
    done = ivr(home, "record-list", "--language", "en-US")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()[:2]
    assert first.startswith("en-US/")
    assert first.endswith(" s  to record")
    assert second.startswith("    ")


def test_the_list_for_a_spreadsheet_holds_each_language_or_one(rows: Rows) -> None:
    assert {row["language"] for row in rows()} >= {"en-US"}
    assert {row["language"] for row in rows("--language", "en-US")} == {"en-US"}


def test_the_list_to_be_printed_is_written_to_a_file(home: Path, ivr: Invoke) -> None:
    done = ivr(home, "record-list", "--format", "html", "-o", "script.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert (home / "script.html").read_text("utf-8").startswith("<!doctype html>\n")


def test_a_language_there_is_not_is_wrong_usage(home: Path, ivr: Invoke) -> None:
    done = ivr(home, "record-list", "--language", "xx-XX")
    assert done.returncode == 2
    assert "xx-XX is not one of " in done.stderr


def test_a_menu_file_that_is_not_there_is_told(home: Path, ivr: Invoke) -> None:
    done = ivr(home, "record-list", MENUS="none.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("none.yaml:1:1: cannot be read")


def test_a_good_file_is_taken_by_its_own_name_and_its_folders(
    home: Path, texts: dict[tuple[str, str], str], ivr: Invoke, rows: Rows
) -> None:
    file = read_out(texts["en-US", "main.title.wav"], "en-US", home / "en-US" / "main.title.wav")
    done = ivr(home, "record-add", file)
    assert (done.returncode, done.stderr) == (0, "")
    taken = Path("audio", "recorded", "en-US", "main.title.wav")
    assert done.stdout.splitlines()[-1] == f"{file}: taken as {taken}"
    assert sound.measure(sound.read(home / taken)).level == pytest.approx(-22, abs=0.5)
    assert [row for row in rows() if row["state"] == "recorded"] == [
        row for row in rows() if (row["language"], row["file"]) == ("en-US", "main.title.wav")
    ]
    left = rows("--missing")
    assert len(left) == len(texts) - 1


def test_language_name_and_folder_may_be_given(
    home: Path, texts: dict[tuple[str, str], str], ivr: Invoke
) -> None:
    file = read_out(texts["en-US", "main.title.wav"], "en-US", home / "take 7.wav")
    words = ["--language", "en-US", "--name", TITLE, "--audio", "sounds"]
    assert ivr(home, "record-add", file, *words).returncode == 0
    assert (home / "sounds" / "recorded" / "en-US" / "main.title.txt").exists()
    done = ivr(home, "record-list", "--missing", "--language", "en-US", IVR_AUDIO="sounds")
    assert "en-US/main.title.wav" not in done.stdout
    assert "en-US/everywhere.welcome.wav" in done.stdout


def test_a_bad_file_is_refused_and_the_good_ones_are_taken(
    home: Path, texts: dict[tuple[str, str], str], ivr: Invoke
) -> None:
    good = read_out(texts["en-US", "main.title.wav"], "en-US", home / "en-US" / "main.title.wav")
    bad = good.with_name("everywhere.welcome.wav")
    soundfile.write(bad, np.zeros(16_000), 16_000)
    done = ivr(home, "record-add", bad, good)
    assert done.returncode == 1
    assert done.stderr == f"{bad}: is silent: see whether the microphone was on\n"
    assert f"{good}: taken as " in done.stdout
    assert not (home / "audio" / "recorded" / "en-US" / bad.name).exists()


def test_a_file_that_is_no_sound_is_refused(home: Path, ivr: Invoke) -> None:
    file = home / "en-US" / "main.title.wav"
    file.parent.mkdir()
    file.write_text("no sound", "utf-8")
    done = ivr(home, "record-add", file)
    assert done.returncode == 1
    assert "cannot be read as sound: save it as WAV" in done.stderr


def test_an_unknown_name_is_refused_with_the_nearest(
    home: Path, texts: dict[tuple[str, str], str], ivr: Invoke
) -> None:
    file = read_out(texts["en-US", "main.title.wav"], "en-US", home / "en-US" / "main.titel.wav")
    done = ivr(home, "record-add", file)
    assert done.returncode == 1
    assert done.stderr == (
        f'{file}: no prompt in en-US is called "main.titel"; did you mean "main.title"?; '
        "`ivr record-list` tells the names\n"
    )


def test_a_folder_that_is_no_language_is_refused(home: Path, ivr: Invoke) -> None:
    file = read_out("Hello.", "en-US", home / "english" / "main.title.wav")
    done = ivr(home, "record-add", file)
    assert done.returncode == 1
    assert f"{file}: english is not one of " in done.stderr
    assert "give it with --language" in done.stderr


def test_a_folder_that_cannot_be_written_is_told(
    home: Path, texts: dict[tuple[str, str], str], ivr: Invoke
) -> None:
    file = read_out(texts["en-US", "main.title.wav"], "en-US", home / "en-US" / "main.title.wav")
    (home / "audio").mkdir()
    (home / "audio" / "recorded").write_text("a file where the folder should be", "utf-8")
    done = ivr(home, "record-add", file)
    assert done.returncode == 1
    assert f"{file}: cannot be kept: " in done.stderr


def test_a_list_that_cannot_be_written_is_told(home: Path, ivr: Invoke) -> None:
    done = ivr(home, "record-list", "-o", "nowhere/script.txt")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Could not open file 'nowhere/script.txt'")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("missing.wav",),
        ("a.wav", "--language", "xx-XX"),
        ("a.wav", "a.wav", "--name", "main.title"),
    ],
)
def test_wrong_usage_exits_with_2(home: Path, words: tuple[str, ...], ivr: Invoke) -> None:
    soundfile.write(home / "a.wav", np.zeros(16_000), 16_000)
    done = ivr(home, "record-add", *words)
    assert done.returncode == 2
    assert "Usage: " in done.stderr


def test_a_recording_becomes_stale_when_the_text_changes(
    home: Path, texts: dict[tuple[str, str], str], good_menus: str, ivr: Invoke, rows: Rows
) -> None:
    text = texts["en-US", "main.title.wav"]
    ivr(home, "record-add", read_out(text, "en-US", home / "en-US" / "main.title.wav"))
    changed = good_menus.replace(f'en-US: "{text}"', 'en-US: "Something else"')
    assert changed != good_menus
    (home / "menus.yaml").write_text(changed, "utf-8")
    again = [row for row in rows("--missing") if row["state"] == "to record again"]
    assert [(row["language"], row["file"]) for row in again] == [("en-US", "main.title.wav")]


def test_a_recording_of_no_prompt_is_told(
    home: Path, texts: dict[tuple[str, str], str], ivr: Invoke
) -> None:
    text = texts["en-US", "main.title.wav"]
    ivr(home, "record-add", read_out(text, "en-US", home / "en-US" / "main.title.wav"))
    folder = home / "audio" / "recorded" / "en-US"
    (folder / "main.title.wav").rename(folder / "old.title.wav")
    done = ivr(home, "record-list")
    lost = Path("audio", "recorded", "en-US", "old.title.wav")
    assert done.stderr == f"{lost}: no prompt has this name any more\n"
