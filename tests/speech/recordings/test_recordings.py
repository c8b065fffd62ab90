"""Recordings by people: looked over, taken, found again, not spoken once their text changes."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.errors import EngineError
from ivr.menu.flow import Flow, Prompt
from ivr.speech.audio import sound
from ivr.speech.audio.sound import Sound
from ivr.speech.engines.engine import Utterance, engine
from ivr.speech.recordings.check import RecordingFault, examine
from ivr.speech.recordings.recordings import Recorded, add, fresh, recordings, stale, unspoken
from ivr.speech.recordings.script import ScriptLine, as_csv, as_html, as_text, lines

TEXT = "Para pedir a segunda via da conta, tecle um. Para ouvir de novo, tecle 9."
PROMPT = Prompt(TEXT, "pt-BR", "bill.title")


@pytest.fixture
def voice(speech: Callable[[str], Sound], in_a_room: Callable[..., Sound]) -> Sound:
    """A person in a quiet room, 48 000 samples a second."""
    spoken = sound.resample(sound.at_level(speech("pt-BR")), 48_000)
    return in_a_room(spoken, -65, before=0.5, after=0.6)


def saved(voice: Sound, file: Path, coding: str = "PCM_16") -> Path:
    soundfile.write(file, voice.samples, voice.rate, subtype=coding)
    return file


def louder(voice: Sound, decibels: float) -> Sound:
    return replace(voice, samples=voice.samples * 10 ** (decibels / 20))


def refusals(found: list[RecordingFault]) -> str:
    return "; ".join(str(each) for each in found if each.refuses)


def test_a_good_recording_has_nothing_against_it(tmp_path: Path, voice: Sound) -> None:
    found = examine(saved(voice, tmp_path / "a.wav"), TEXT)
    assert refusals(found) == ""
    assert [str(each) for each in found] == [
        "warning: has 0.5 s of silence before and 0.6 s after the words: most of it is cut off"
    ]


KINDS = [
    ("wav", "PCM_16"),
    ("wav", "PCM_24"),
    ("wav", "FLOAT"),
    ("flac", "PCM_24"),
    ("ogg", "VORBIS"),
    ("mp3", "MPEG_LAYER_III"),
]


@pytest.mark.parametrize(("ending", "coding"), KINDS)
@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_every_usual_kind_of_file_is_taken(
    tmp_path: Path, voice: Sound, ending: str, coding: str, rate: int
) -> None:
    file = saved(sound.resample(voice, rate), tmp_path / f"a.{ending}", coding)
    assert refusals(examine(file, TEXT)) == ""
    made = soundfile.info(add(file, PROMPT, tmp_path).path)
    assert (made.format, made.subtype, made.channels, made.samplerate) == ("WAV", "PCM_16", 1, rate)


def test_two_channels_are_taken_as_one(tmp_path: Path, voice: Sound) -> None:
    file = tmp_path / "a.wav"
    soundfile.write(file, np.stack([voice.samples, voice.samples], axis=1), voice.rate)
    assert refusals(examine(file, TEXT)) == ""
    assert soundfile.info(add(file, PROMPT, tmp_path).path).channels == 1


def test_what_is_taken_is_finished_and_no_finer_than_needed(tmp_path: Path, voice: Sound) -> None:
    file = saved(louder(sound.resample(voice, 96_000), -12), tmp_path / "a.wav", "PCM_24")
    taken = sound.read(add(file, PROMPT, tmp_path).path)
    measured = sound.measure(taken)
    assert taken.rate == 48_000
    assert measured.level == pytest.approx(-22, abs=0.5)
    assert measured.peak <= -3 + 0.01
    assert measured.head <= 0.15
    assert measured.tail <= 0.25


REFUSED = {
    "coarse in time": (lambda each: sound.resample(each, 8000), "PCM_16", "has 8000 samples"),
    "coarse in level": (lambda each: each, "PCM_U8", "is coded as PCM_U8: record with 16 bits"),
    "as a telephone has it": (lambda each: each, "ULAW", "is coded as ULAW: record with 16 bits"),
    "clipped": (lambda each: louder(each, 20), "PCM_16", "is clipped ("),
    "far too loud": (lambda each: louder(each, 24), "FLOAT", "is too loud, speech at 2 dBFS"),
    "too quiet": (lambda each: louder(each, -25), "PCM_24", "is too quiet, speech at -47 dBFS"),
    "silent": (lambda each: louder(each, -999), "PCM_16", "is silent: see whether"),
    "cut short": (lambda each: Sound(each.samples[:96_000], 48_000), "PCM_16", "too little for"),
    "another text": (
        lambda each: Sound(np.tile(each.samples, 3), 48_000),
        "PCM_16",
        "too much for its text",
    ),
    "half an hour": (
        lambda each: Sound(np.resize(each.samples, 16_000 * 1800), 16_000),
        "PCM_16",
        "lasts 30 minutes: cut out the one prompt",
    ),
}


@pytest.mark.parametrize(("spoil", "coding", "told"), REFUSED.values(), ids=REFUSED)
def test_a_recording_callers_could_not_well_hear_is_refused(
    tmp_path: Path, voice: Sound, spoil: Callable[[Sound], Sound], coding: str, told: str
) -> None:
    assert told in refusals(examine(saved(spoil(voice), tmp_path / "a.wav", coding), TEXT))


@pytest.mark.parametrize(("noise", "told"), [(-55, ""), (-44, ""), (-38, "is noisy"), (-30, "is")])
def test_noise_is_refused_that_is_less_than_20_db_under_the_speech(
    tmp_path: Path, voice: Sound, in_a_room: Callable[..., Sound], noise: float, told: str
) -> None:
    found = refusals(examine(saved(in_a_room(voice, noise), tmp_path / "a.wav"), TEXT))
    assert found.startswith(told)
    assert bool(found) == bool(told)


def test_a_recording_as_loud_as_can_be_is_not_taken_for_clipped(
    tmp_path: Path, voice: Sound
) -> None:
    loudest = Sound(voice.samples / np.abs(voice.samples).max(), voice.rate)
    assert "clipped" not in refusals(examine(saved(loudest, tmp_path / "a.wav"), TEXT))


def test_one_clipped_channel_of_two_is_found(tmp_path: Path, voice: Sound) -> None:
    file = tmp_path / "a.wav"
    soundfile.write(file, np.stack([louder(voice, 20).samples, voice.samples], axis=1), voice.rate)
    assert "is clipped" in refusals(examine(file, TEXT))


def test_a_hasty_and_a_dragging_speaker_are_only_warned(tmp_path: Path, voice: Sound) -> None:
    file = saved(voice, tmp_path / "a.wav")
    for text, told in ((f"{TEXT} {TEXT}", "is fast: take 9.8 to 14 s"), (TEXT[:44], "is slow")):
        found = examine(file, text)
        assert refusals(found) == ""
        assert any(told in str(each) for each in found)


def test_a_recording_without_a_pause_is_only_warned(tmp_path: Path) -> None:
    rate = 16_000
    times = np.arange(rate) / rate
    rising = np.sin(2 * np.pi * 180 * times) * (0.05 + 0.25 * times)
    found = examine(saved(Sound(rising, rate), tmp_path / "a.wav"), "Ofertas novas")
    assert refusals(found) == ""
    assert any("has no pause" in str(each) for each in found)


@pytest.mark.parametrize("content", [b"RIFF", b"no sound at all" * 100])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(content)
    assert "cannot be read as sound: save it as WAV" in refusals(examine(file, TEXT))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as sound" in refusals(examine(tmp_path / "a.wav", TEXT))


def test_samples_that_are_no_numbers_are_refused(tmp_path: Path, voice: Sound) -> None:
    broken = voice.samples.copy()
    broken[100] = np.nan
    file = saved(Sound(broken, voice.rate), tmp_path / "a.wav", "FLOAT")
    assert "no numbers" in refusals(examine(file, TEXT))


def test_a_recording_of_the_text_as_it_is_is_fresh(tmp_path: Path, voice: Sound) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path)
    assert taken.path == tmp_path / "recorded" / "pt-BR" / "bill.title.wav"
    assert taken.path.with_suffix(".txt").read_text("utf-8") == f"{TEXT}\n"
    assert recordings(tmp_path) == [taken]
    assert fresh(tmp_path, PROMPT, slow=False) == taken.path
    assert stale(tmp_path, [PROMPT]) == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(" ", "\n  "),
        f"  {TEXT}\r\n",
        f"\ufeff{TEXT}",
        unicodedata.normalize("NFD", TEXT),
    ],
)
def test_a_text_broken_or_encoded_otherwise_is_the_same(
    tmp_path: Path, voice: Sound, text: str
) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path)
    taken.path.with_suffix(".txt").write_text(text, "utf-8")
    assert fresh(tmp_path, PROMPT, slow=False) == taken.path


def test_a_recording_of_other_words_is_stale_and_no_longer_spoken(
    tmp_path: Path, voice: Sound
) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path)
    changed = replace(PROMPT, text=TEXT.replace("tecle um", "tecle dois"))
    assert stale(tmp_path, [changed]) == [taken]
    assert fresh(tmp_path, changed, slow=False) is None


def test_a_recording_nobody_wrote_the_words_of_is_stale(tmp_path: Path, voice: Sound) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path)
    taken.path.with_suffix(".txt").unlink()
    assert [each.path for each in stale(tmp_path, [PROMPT])] == [taken.path]
    assert fresh(tmp_path, PROMPT, slow=False) is None


def test_a_slow_recording_is_for_the_slow_pace_only(tmp_path: Path, voice: Sound) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path, slow=True)
    assert taken.path.name == "bill.title.slow.wav"
    assert taken.prompt == "bill.title"
    assert fresh(tmp_path, PROMPT, slow=True) == taken.path
    assert fresh(tmp_path, PROMPT, slow=False) is None
    assert unspoken(tmp_path, [PROMPT]) == []


def test_a_recording_of_no_prompt_is_told_and_not_called_stale(
    tmp_path: Path, voice: Sound
) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path)
    assert unspoken(tmp_path, []) == [taken]
    assert unspoken(tmp_path, [replace(PROMPT, language="en-US")]) == [taken]
    assert stale(tmp_path, []) == []


def test_a_second_recording_takes_the_place_of_the_first_and_leaves_nothing_behind(
    tmp_path: Path, voice: Sound
) -> None:
    file = saved(voice, tmp_path / "a.wav")
    add(file, PROMPT, tmp_path)
    again = add(file, replace(PROMPT, text="Outra."), tmp_path)
    assert recordings(tmp_path) == [again]
    assert again.says("Outra.")
    names = {path.name for path in again.path.parent.iterdir()}
    assert names == {"bill.title.wav", "bill.title.txt"}


def test_a_failed_write_leaves_the_old_recording_whole(tmp_path: Path, voice: Sound) -> None:
    file = saved(voice, tmp_path / "a.wav")
    taken = add(file, PROMPT, tmp_path)
    before = taken.path.read_bytes()
    taken.path.with_suffix(".txt").unlink()
    taken.path.with_suffix(".txt").mkdir()
    with pytest.raises(OSError, match="irectory"):
        add(saved(louder(voice, -3), file), PROMPT, tmp_path)
    assert sound.read(taken.path).seconds == pytest.approx(
        sound.read(io.BytesIO(before)).seconds, abs=0.1
    )
    assert fresh(tmp_path, PROMPT, slow=False) is None


def test_the_engine_of_recordings_speaks_what_was_recorded(tmp_path: Path, voice: Sound) -> None:
    taken = add(saved(voice, tmp_path / "a.wav"), PROMPT, tmp_path)
    speaker = engine("recorded")
    assert isinstance(speaker, Recorded)
    heard = speaker.speak(Utterance(TEXT, "pt-BR", str(taken.path)))
    assert np.array_equal(heard.samples, sound.read(taken.path).samples)


@pytest.mark.parametrize("content", [None, b"no sound"])
def test_a_recording_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "a.wav"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EngineError, match=re.escape(f"{file} cannot be read")):
        Recorded().speak(Utterance(TEXT, "pt-BR", str(file)))


def test_the_script_holds_every_prompt_once_language_by_language(
    tmp_path: Path, flow: Flow
) -> None:
    script = lines(flow, tmp_path)
    assert len(script) == len(flow.prompts)
    assert [line.language for line in script] == sorted(
        (prompt.language for prompt in flow.prompts), key=list(flow.languages).index
    )
    assert {line.state for line in script} == {"to record"}
    assert {line.language for line in lines(flow, tmp_path, "tr-TR")} == {"tr-TR"}


def test_the_script_allows_3_5_to_5_syllables_a_second_of_three_characters(
    tmp_path: Path, flow: Flow
) -> None:
    for line in lines(flow, tmp_path):
        syllables = len(line.text) / 3
        assert line.shortest == pytest.approx(syllables / 5, abs=0.06)
        assert line.longest == pytest.approx(syllables / 3.5, abs=0.06)


def test_the_script_tells_what_is_recorded_and_what_has_changed_since(
    tmp_path: Path, flow: Flow, voice: Sound
) -> None:
    first, second = flow.prompts[:2]
    file = saved(voice, tmp_path / "a.wav")
    add(file, first, tmp_path)
    add(file, replace(second, text="Outra coisa."), tmp_path)
    states = {(line.language, line.file): line.state for line in lines(flow, tmp_path)}
    assert states.pop((first.language, f"{first.name}.wav")) == "recorded"
    assert states.pop((second.language, f"{second.name}.wav")) == "to record again"
    assert set(states.values()) == {"to record"}


ODD = ScriptLine("pt-BR", "bill.title.wav", 'Diga "não", & <b>\ntecle 9', 1.5, 2.1, "to record")


def test_a_script_for_a_spreadsheet_has_a_header_and_keeps_every_letter() -> None:
    written = as_csv([ODD]).encode()
    [row] = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert written.startswith(b"\xef\xbb\xbflanguage,file,text,shortest,longest,state\r\n")
    assert row["text"] == ODD.text
    assert (row["shortest"], row["longest"]) == ("1.5", "2.1")


def test_a_script_for_the_terminal_is_two_lines_a_prompt() -> None:
    [head, text] = as_text([replace(ODD, text="Tecle 9.")]).splitlines()
    assert head == "pt-BR/bill.title.wav  1.5 to 2.1 s  to record"
    assert text == "    Tecle 9."


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def test_a_script_to_be_printed_has_a_table_for_each_language(tmp_path: Path, flow: Flow) -> None:
    script = lines(flow, tmp_path)
    page = Page(as_html(script, flow))
    assert page.count("table") == len(flow.languages)
    assert page.count("tr") == len(script) + len(flow.languages)
    spoken = [attrs["lang"] for name, attrs in page.tags if name == "td" and "lang" in attrs]
    assert spoken == [line.language for line in script]
    assert {line.text for line in script} <= set(page.words)


def test_a_printed_script_asks_nothing_of_the_network(tmp_path: Path, flow: Flow) -> None:
    written = as_html(lines(flow, tmp_path), flow)
    assert not re.findall(r"\b(?:src|href|url|import|https?:)\b", written)


def test_a_text_with_marks_is_printed_as_it_is(flow: Flow) -> None:
    page = Page(as_html([ODD], flow))
    assert ODD.text in page.words
    assert page.count("b") == 0


def test_a_script_with_nothing_left_says_so(flow: Flow) -> None:
    assert "All of it is recorded." in as_html([], flow)
    assert as_text([]) == ""
