"""A master is kept once; every machine makes from it the copies callers hear, with no engine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner, Result

from ivr.analysis.timing.clock import AudioClock
from ivr.cli import main
from ivr.menu.flow import Prompt, Voice
from ivr.menu.reader import read
from ivr.speech.audio import sound
from ivr.speech.make import How, make
from ivr.speech.plan import Plan
from ivr.speech.request import SpeechRequest
from ivr.speech.store.copies import COPIES, MASTER_RATE, PHONE, WEB
from ivr.speech.store.shelf import Shelf
from ivr.speech.store.stock import FEW, Stocktaker

PT = "pt-BR"
KEEP = How(keep=True)
ORDER = SpeechRequest(
    Prompt("Para segunda via, tecle 1. É grátis.", PT, "bill.to-second-invoice"),
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
def piper(menus: Path) -> Path:
    """The small line, whose Portuguese Piper speaks: an engine that cannot render here."""
    text = menus.read_text("utf-8")
    voices = "    voice: Polly.Camila\n    voices: {piper: {voice: faber}}\n"
    menus.write_text(text.replace("    voice: Polly.Camila\n", voices), encoding="utf-8")
    return menus


def speak(menus: Path, *words: str) -> Result:
    where = ["--menus", str(menus), "--audio", str(menus.parent / "audio"), "--jobs", "1"]
    return CliRunner().invoke(main, ["speak", *where, *words], catch_exceptions=False)


def stocktaker(menus: Path, first: str | None = None) -> Stocktaker:
    return Stocktaker(read(menus), menus.parent / "audio", first)


def masters(menus: Path, engine: str, *, but: int = 0) -> list[SpeechRequest]:
    """Put a master where an engine's sound of each Portuguese prompt lies, but a few."""
    stock = stocktaker(menus)
    here = make_one(stock.shelf)
    orders = []
    for slow in (False, True):
        prompts = [each for each in stock.flow.prompts if each.language == PT]
        for prompt in prompts[but:]:
            order = stock.casting.by(engine, prompt, slow=slow)
            assert order
            stock.shelf.master(order).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(here, stock.shelf.master(order))
            orders.append(order)
    return orders


def make_one(shelf: Shelf) -> Path:
    """Make one short master, that stands for many."""
    short = replace(ORDER, prompt=replace(ORDER.prompt, text="É grátis."))
    make(short, shelf, KEEP)
    return shelf.master(short)


def test_a_master_is_small_and_tells_its_words_and_language(shelf: Shelf) -> None:
    assert make(ORDER, shelf, KEEP).status == "made"
    with soundfile.SoundFile(shelf.master(ORDER)) as file:
        assert (file.samplerate, file.channels, file.subtype) == (MASTER_RATE, 1, "OPUS")
        assert (file.title, file.comment) == (ORDER.prompt.text, PT)
        seconds = file.frames / file.samplerate
    assert shelf.master(ORDER).stat().st_size * 8 / seconds < 40_000
    assert shelf.has(ORDER)


def test_copies_are_made_from_a_master_without_any_engine(shelf: Shelf) -> None:
    unknown = replace(ORDER, engine="piper", version="1")
    make(ORDER, shelf, KEEP)
    shelf.master(ORDER).rename(shelf.master(unknown))
    assert make(unknown, shelf).status == "copied"
    assert make(unknown, shelf).status == "kept"
    with soundfile.SoundFile(shelf.path(unknown)) as file:
        assert (file.title, file.comment) == (ORDER.prompt.text, PT)
    assert soundfile.info(shelf.path(unknown, WEB)).samplerate == MASTER_RATE
    as_rendered = sound.measure(sound.read(shelf.path(ORDER)))
    from_master = sound.measure(sound.read(shelf.path(unknown)))
    assert from_master.seconds == pytest.approx(as_rendered.seconds, abs=0.01)
    assert from_master.level == pytest.approx(sound.TARGET, abs=0.5)


def test_what_is_rendered_already_is_rendered_again_for_a_master(shelf: Shelf) -> None:
    assert make(ORDER, shelf).status == "made"
    assert not shelf.keeps(ORDER)
    assert make(ORDER, shelf, KEEP).status == "made"
    assert make(ORDER, shelf, KEEP).status == "kept"
    assert shelf.keeps(ORDER)


def test_rendered_again_a_sound_that_is_kept_has_a_new_master_too(shelf: Shelf) -> None:
    make(ORDER, shelf, KEEP)
    shelf.master(ORDER).write_bytes(b"old")
    assert make(ORDER, shelf, How(again=True)).status == "made"
    assert soundfile.info(shelf.master(ORDER)).subtype == "OPUS"


def test_a_master_that_is_no_sound_is_told(shelf: Shelf) -> None:
    make(ORDER, shelf, KEEP)
    shelf.path(ORDER).unlink()
    shelf.master(ORDER).write_bytes(b"version https://git-lfs.github.com/spec/v1")
    made = make(ORDER, shelf)
    assert made.status == "failed"
    assert "is no sound" in made.reason
    assert not shelf.path(ORDER).exists()


def test_a_language_with_masters_speaks_at_once_though_its_engine_is_not_here(piper: Path) -> None:
    orders = masters(piper, "piper")
    stock = stocktaker(piper).take()
    assert stock.voices[PT, False] == stock.voices[PT, True] == "piper"
    assert all(stock.orders[order.prompt, order.slow] == order for order in orders)
    assert not list(stocktaker(piper).shelf.spoken.glob(f"{PT}/*.piper.*"))


def test_where_masters_cover_a_language_nothing_is_rendered_for_it(piper: Path) -> None:
    orders = masters(piper, "piper")
    told = speak(piper, "--dry-run", "--language", PT).output
    assert f"0 of {len(orders)} to render, {len(orders)} to copy from masters" in told
    done = speak(piper, "--language", PT)
    assert done.exit_code == 0, done.output
    assert f"{len(orders)} copied from their masters" in done.output
    spoken = stocktaker(piper).shelf.spoken
    assert len(list(spoken.glob(f"{PT}/*.piper.*{PHONE}"))) == len(set(map(str, orders)))
    assert not [
        each for each in spoken.glob(f"{PT}/*.espeak.*") if "second-invoice" not in each.name
    ]


def test_a_new_sentence_does_not_turn_a_natural_language_into_the_embedded_voice(
    piper: Path,
) -> None:
    masters(piper, "piper", but=1)
    done = speak(piper, "--language", PT)
    assert done.exit_code == 1
    assert "Twilio's voice says 2 sounds: " in done.output
    stock = stocktaker(piper).take()
    assert stock.voices[PT, False] == "piper"
    assert stock.lacking[PT, False]["piper"] == 1


def test_where_a_natural_voice_lacks_many_sentences_the_embedded_one_speaks_all(
    piper: Path,
) -> None:
    masters(piper, "piper", but=FEW + 1)
    done = speak(piper, "--language", PT)
    assert done.exit_code == 0, done.output
    assert stocktaker(piper).take().voices[PT, False] == "espeak"


def test_the_setting_puts_an_engine_first(piper: Path) -> None:
    masters(piper, "piper")
    speak(piper, "--engine", "espeak", "--language", PT)
    assert stocktaker(piper, "auto").take().voices[PT, False] == "piper"
    assert stocktaker(piper, "espeak").take().voices[PT, False] == "espeak"
    plan = Plan(stocktaker(piper, "espeak"))
    assert plan.speaker(PT, slow=False) == "espeak"


def test_keep_and_prune_tell_their_sizes_and_drop_the_masters_no_text_refers_to(
    menus: Path, one_language: str, clinic: Path
) -> None:
    menus.write_text(one_language, encoding="utf-8")
    shutil.copytree(clinic, menus.parent / "audio")
    folder = menus.parent / "audio" / "masters" / "en-US"
    for master in folder.glob("hours.*"):
        master.unlink()
    count = len(read(menus).prompts) * 2
    done = speak(menus, "--keep")
    assert f"{count} of {count} sounds have a master in" in done.output
    assert "kbit/s" in done.output
    assert len(list(folder.iterdir())) == count
    menus.write_text(menus.read_text("utf-8").replace("Hello.", "Hi."), encoding="utf-8")
    pruned = speak(menus, "--keep", "--prune")
    assert f"{2 * (1 + len(COPIES))} files deleted that nothing referred to (" in pruned.output
    assert len(list(folder.iterdir())) == count


def test_the_clock_measures_masters_and_the_few_that_lack_one(piper: Path) -> None:
    orders = masters(piper, "piper", but=1)
    clock = AudioClock(read(piper), piper.parent / "audio")
    assert clock.seconds(orders[0].prompt) == pytest.approx(
        soundfile.info(stocktaker(piper).shelf.master(orders[0])).duration
    )
    missing = [each for each in clock.missing(slow=False) if each.prompt.language == PT]
    assert [each.engine for each in missing] == ["espeak"]
    shelf = stocktaker(piper).shelf
    make(missing[0], shelf)
    assert clock.sound(missing[0].prompt, slow=False) == missing[0]


def test_listening_to_a_place_needs_no_engine_where_there_are_masters(piper: Path) -> None:
    masters(piper, "piper")
    where = ["--menus", str(piper), "--audio", str(piper.parent / "audio")]
    out = piper.parent / "heard.wav"
    done = CliRunner().invoke(main, ["listen", "main", "-o", str(out), *where])
    assert done.exit_code == 0, done.output
    assert sound.read(out).seconds > 1
    assert list((piper.parent / "audio" / "spoken" / PT).glob(f"*.piper.normal.*{WEB}"))
