"""A language is spoken by one voice; a sound that cannot be read is one that is not there."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from ivr.files import write_whole
from ivr.menu.flow import Flow, Prompt
from ivr.menu.reader import examine
from ivr.menu.source import parse
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import FEW, Stock, Stocktaker, choose
from ivr.speech.voice_choice import VoiceChoice

VOICES = "    voice: Polly.Camila\n    voices: {gtts: {voice: pt}}\n"
PT = "pt-BR"


@pytest.fixture(scope="session")
def small(good_menus: str) -> Flow:
    """The small line, whose Portuguese Google speaks best, and the embedded voice too."""
    text = good_menus.replace("    voice: Polly.Camila\n", VOICES)
    flow = examine(parse(text, "menus.yaml")).flow
    assert flow is not None
    return flow


def prompts(flow: Flow, language: str = PT) -> list[Prompt]:
    return [prompt for prompt in flow.prompts if prompt.language == language]


def render(
    flow: Flow, folder: Path, engine: str, these: Iterable[Prompt], *, slow: bool = False
) -> None:
    """Put a file where an engine's sound of each prompt would lie."""
    casting, shelf = VoiceChoice(flow, folder), Shelf(folder)
    for prompt in these:
        order = casting.by(engine, prompt, slow=slow)
        assert order
        write_whole(shelf.path(order), b"a sound")


def stock(flow: Flow, folder: Path) -> Stock:
    return Stocktaker(flow, folder).take()


def speakers(found: Stock, language: str = PT, *, slow: bool = False) -> set[str]:
    return {
        order.engine
        for (prompt, pace), order in found.orders.items()
        if prompt.language == language and pace == slow
    }


def test_the_best_engine_that_has_all_prompts_speaks(small: Flow, tmp_path: Path) -> None:
    render(small, tmp_path, "espeak", prompts(small))
    assert speakers(stock(small, tmp_path)) == {"espeak"}
    render(small, tmp_path, "gtts", prompts(small))
    assert speakers(stock(small, tmp_path)) == {"gtts"}


@pytest.mark.parametrize("left", [1, 2, 10])
def test_while_a_better_voice_is_being_rendered_the_whole_one_goes_on(
    small: Flow, tmp_path: Path, left: int
) -> None:
    render(small, tmp_path, "espeak", prompts(small))
    render(small, tmp_path, "gtts", prompts(small)[left:])
    found = stock(small, tmp_path)
    assert speakers(found) == {"espeak"}
    assert len([1 for prompt, slow in found.orders if prompt.language == PT and not slow]) == len(
        prompts(small)
    )


def test_a_voice_that_lacks_a_sentence_goes_on_where_no_other_is_whole(
    small: Flow, tmp_path: Path
) -> None:
    render(small, tmp_path, "gtts", prompts(small)[1:])
    render(small, tmp_path, "espeak", prompts(small)[1:])
    found = stock(small, tmp_path)
    assert speakers(found) == {"gtts"}
    assert (prompts(small)[0], False) not in found.orders


def test_a_voice_that_lacks_many_sentences_is_not_heard_at_all(small: Flow, tmp_path: Path) -> None:
    render(small, tmp_path, "espeak", prompts(small)[FEW + 1 :])
    render(small, tmp_path, "gtts", prompts(small)[: FEW + 1])
    found = stock(small, tmp_path)
    assert speakers(found) == set()
    assert found.voices[PT, False] is None


def test_each_language_and_each_pace_has_a_voice_of_its_own(small: Flow, tmp_path: Path) -> None:
    render(small, tmp_path, "gtts", prompts(small))
    render(small, tmp_path, "espeak", prompts(small), slow=True)
    render(small, tmp_path, "espeak", prompts(small, "en-US"))
    found = stock(small, tmp_path)
    assert found.voices == {
        (PT, False): "gtts",
        (PT, True): "espeak",
        ("en-US", False): "espeak",
        ("en-US", True): None,
    }


def test_a_recording_goes_first_and_makes_no_engine_less_whole(small: Flow, tmp_path: Path) -> None:
    first, *rest = prompts(small)
    recording = tmp_path / "recorded" / PT / f"{first.name}.wav"
    write_whole(recording, b"a person")
    write_whole(recording.with_suffix(".txt"), first.text.encode())
    render(small, tmp_path, "espeak", prompts(small))
    render(small, tmp_path, "gtts", rest)
    assert speakers(stock(small, tmp_path)) == {"espeak"}  # the recording is not rendered yet
    order = VoiceChoice(small, tmp_path).recorded(first, slow=False)
    assert order
    write_whole(Shelf(tmp_path).path(order), b"a sound")
    found = stock(small, tmp_path)
    assert found.orders[first, False].engine == "recorded"
    assert speakers(found) == {"recorded", "gtts"}


def test_the_engine_with_the_fewest_gaps_is_chosen_and_the_preferred_one_of_equals() -> None:
    assert choose({}) is None
    assert choose({"gtts": 2, "piper": 1, "espeak": 1}) == "piper"
    assert choose({"gtts": FEW + 1}) is None


def test_an_empty_file_and_a_folder_in_a_files_place_are_no_sounds(
    small: Flow, tmp_path: Path
) -> None:
    render(small, tmp_path, "espeak", prompts(small))
    paths = sorted((tmp_path / "spoken" / PT).iterdir())
    paths[0].write_bytes(b"")
    paths[1].unlink()
    paths[1].mkdir()
    found = stock(small, tmp_path)
    assert len([1 for prompt, _ in found.orders if prompt.language == PT]) == len(paths) - 2
    assert found.troubles == (
        f"{tmp_path.name}/spoken/{PT} holds 2 sounds that cannot be read, or are empty; "
        "let the line's user read it",
    )


def a_file(path: Path) -> None:
    path.write_bytes(b"")


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("part", ["", "spoken", f"spoken/{PT}", "recorded", f"recorded/{PT}"])
@pytest.mark.parametrize("blocked", [a_file, a_loop])
def test_what_stands_where_a_folder_should_is_reported_and_costs_only_its_sounds(
    small: Flow, tmp_path: Path, part: str, blocked: object
) -> None:
    folder = tmp_path / "audio"
    (folder / part).parent.mkdir(parents=True, exist_ok=True)
    blocked(folder / part)  # type: ignore[operator]
    found = stock(small, folder)
    assert found.orders == {}
    assert any("cannot be read (" in trouble for trouble in found.troubles)


def test_a_folder_name_too_long_for_any_file_system_is_reported(
    small: Flow, tmp_path: Path
) -> None:
    found = stock(small, tmp_path / ("a" * 300))
    assert "cannot be read (File name too long)" in found.troubles[0]


@pytest.mark.parametrize("what", ["", "spoken", f"spoken/{PT}", "recorded", "files", "words"])
def test_what_may_not_be_read_is_as_if_it_were_not_there(
    small: Flow, good_menus: str, tmp_path: Path, what: str
) -> None:
    menus, audio = tmp_path / "menus.yaml", tmp_path / "audio"
    menus.write_text(good_menus, encoding="utf-8")
    render(small, audio, "espeak", prompts(small))
    recording = audio / "recorded" / PT / "welcome.wav"
    write_whole(recording, b"a person")
    write_whole(recording.with_suffix(".txt"), b"words")
    files = {"files": audio.glob("spoken/*/*"), "words": audio.glob("recorded/*/*.txt")}
    for path in files.get(what, [audio / what]):
        path.chmod(0)
    # `ivr time` renders what is missing first: where nothing can be written it says so at once.
    done = without_privilege(menus, "check", "record-list", *(["time"] if what == "spoken" else []))
    assert done.returncode == 0, done.stderr


COMMANDS = """
import sys
from click.testing import CliRunner
from ivr.cli import main

for command in sys.argv[1:]:
    done = CliRunner().invoke(main, [command, "--audio", "audio"])
    if not isinstance(done.exception, SystemExit | None):
        raise done.exception
"""


def without_privilege(menus: Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """Run `ivr` so that a file's permissions hold for it, though the tests may be run by root."""
    return subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, "-c", COMMANDS, *commands],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=menus.parent,
        preexec_fn=keep_to_permissions,
    )


def keep_to_permissions() -> None:
    """Give up what lets root read all files: https://man7.org/linux/man-pages/man7/capabilities.7.html."""
    drop_from_bounding_set, over_permissions = 24, (1, 2)
    for capability in over_permissions:
        ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)


LOOK = """
import sys
from pathlib import Path
from ivr.menu.reader import read
from ivr.speech.store.stock import Stocktaker

assert not Stocktaker(read(Path(sys.argv[1])), Path(sys.argv[2])).take().orders
heavy = {"espeakng_loader", "gtts", "piper", "onnxruntime", "numpy", "soundfile"}
assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()
"""


def test_looking_for_sounds_loads_nothing_that_makes_or_reads_them(
    good_menus: str, tmp_path: Path
) -> None:
    menus = tmp_path / "menus.yaml"
    menus.write_text(good_menus.replace("    voice: Polly.Camila\n", VOICES), encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", LOOK, str(menus), str(tmp_path / "audio")],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
