"""Files that people and their telephones make: taken whole, named rightly, bounded, or refused."""

from __future__ import annotations

import io
import os
import resource
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.errors import EngineError, SoundRefused
from ivr.menu.flow import Prompt
from ivr.speech.audio import sound
from ivr.speech.audio.intake import LONGEST, take
from ivr.speech.audio.sound import Sound
from ivr.speech.engines.engine import Utterance
from ivr.speech.recordings.check import RecordingFault, examine
from ivr.speech.recordings.recordings import Recorded, add, fresh

av = pytest.importorskip("av")

TEXT = "Para pedir a segunda via da conta, tecle um. Para ouvir de novo, tecle 9."
PROMPT = Prompt(TEXT, "pt-BR", "bill.title")
HALF = "broken off"


@pytest.fixture(scope="module")
def voice(speech: Callable[[str], Sound], in_a_room: Callable[..., Sound]) -> Sound:
    """A person in a quiet room, 48 000 samples a second."""
    spoken = sound.resample(sound.at_level(speech("pt-BR")), 48_000)
    return in_a_room(spoken, -65, before=0.2, after=0.2)


def saved(voice: Sound, kind: str, coding: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, voice.samples, voice.rate, format=kind, subtype=coding)
    return file.getvalue()


def by_phone(voice: Sound, kind: str, codec: str, rate: int = 48_000) -> bytes:
    """Record as a telephone does, with its own kind of file and coding."""
    file = io.BytesIO()
    samples = sound.resample(voice, rate).samples.astype(np.float32)
    with av.open(file, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=rate, layout="mono", bit_rate=96_000)
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        fitting = av.AudioResampler(stream.format, "mono", rate, stream.frame_size or None)
        for each in [*fitting.resample(frame), *fitting.resample(None)]:
            container.mux(stream.encode(each))
        container.mux(stream.encode(None))
    return file.getvalue()


def written(folder: Path, data: bytes, name: str = "a.wav") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def refusals(found: list[RecordingFault]) -> str:
    return "; ".join(str(each) for each in found if each.refuses)


PHONES = {
    "a.m4a": ("ipod", "aac", "AAC"),
    "lossless.m4a": ("ipod", "alac", "ALAC"),
    "a.mp4": ("mp4", "aac", "AAC"),
    "a.3gp": ("3gp", "aac", "AAC"),
    "a.aac": ("adts", "aac", "AAC"),
    "a.webm": ("webm", "libopus", "OPUS"),
    "a.opus": ("ogg", "libopus", "OPUS"),
    "a.wma": ("asf", "wmav2", "WMA"),
}


@pytest.mark.parametrize("name", PHONES)
def test_what_telephones_record_is_taken_and_called_by_its_name(
    tmp_path: Path, voice: Sound, name: str
) -> None:
    kind, codec, told = PHONES[name]
    file = written(tmp_path, by_phone(voice, kind, codec), name)
    assert take(file).coding == told
    assert refusals(examine(file, TEXT)) == ""
    made = sound.read(add(file, PROMPT, tmp_path).path)
    assert made.seconds == pytest.approx(sound.finish(voice).seconds, abs=0.1)
    assert sound.measure(made).level == pytest.approx(-22, abs=0.5)


def test_a_recording_with_the_rate_of_a_telephone_call_is_refused_by_its_rate(
    tmp_path: Path, voice: Sound
) -> None:
    file = written(tmp_path, by_phone(voice, "3gp", "aac", rate=8000), "a.3gp")
    assert "has 8000 samples a second: record with 16000 or more" in refusals(examine(file, TEXT))


@pytest.mark.parametrize("rate", [88_200, 96_000, 192_000, 384_000])
def test_the_finest_recorders_are_taken(tmp_path: Path, voice: Sound, rate: int) -> None:
    file = written(tmp_path, saved(sound.resample(voice, rate), "WAV", "PCM_24"))
    assert refusals(examine(file, TEXT)) == ""
    assert soundfile.info(add(file, PROMPT, tmp_path).path).samplerate == 48_000


def test_without_what_reads_them_telephones_files_are_refused_with_what_to_install(
    tmp_path: Path, voice: Sound
) -> None:
    file = written(tmp_path, by_phone(voice, "ipod", "aac"), "a.m4a")
    script = (
        "import sys; sys.modules['av'] = None\n"
        "from pathlib import Path; from ivr.speech.recordings.check import examine\n"
        "print(*examine(Path(sys.argv[1]), 'Olá'))"
    )
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert "pip install 'ivr-line[aac]'" in done.stdout


CODINGS = [
    ("WAV", "PCM_16"),
    ("WAVEX", "PCM_24"),
    ("WAV", "FLOAT"),
    ("W64", "PCM_16"),
    ("RF64", "PCM_16"),
    ("AIFF", "PCM_16"),
    ("AU", "PCM_16"),
    ("CAF", "PCM_16"),
    ("FLAC", "PCM_16"),
    ("OGG", "VORBIS"),
    ("OGG", "OPUS"),
    ("MP3", "MPEG_LAYER_III"),
]
CUTS = [0.3, 0.6, 0.95]


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("kind", "coding"), CODINGS)
def test_half_an_upload_is_refused_as_broken_off(
    tmp_path: Path, voice: Sound, kind: str, coding: str, cut: float
) -> None:
    data = saved(voice, kind, coding)
    assert refusals(examine(written(tmp_path, data), TEXT)) == ""
    half = written(tmp_path, data[: round(len(data) * cut)])
    assert HALF in refusals(examine(half, TEXT))


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("name", [name for name in PHONES if name != "a.webm"])
def test_half_a_telephones_file_is_refused_as_broken_off(
    tmp_path: Path, voice: Sound, name: str, cut: float
) -> None:
    kind, codec, _ = PHONES[name]
    data = by_phone(voice, kind, codec)
    half = written(tmp_path, data[: round(len(data) * cut)], name)
    assert HALF in refusals(examine(half, TEXT))


@pytest.mark.parametrize("name", ["a.m4a", "lossless.m4a"])
def test_half_a_file_whose_contents_are_listed_first_is_refused(
    tmp_path: Path, voice: Sound, name: str
) -> None:
    kind, codec, _ = PHONES[name]
    file, quick = written(tmp_path, by_phone(voice, kind, codec)), tmp_path / "quick.m4a"
    with (
        av.open(str(file)) as source,
        av.open(quick, "w", format="mp4", options={"movflags": "faststart"}) as target,
    ):
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    data = quick.read_bytes()
    assert refusals(examine(written(tmp_path, data, name), TEXT)) == ""
    half = written(tmp_path, data[: round(len(data) * 0.6)], name)
    assert HALF in refusals(examine(half, TEXT))


def test_an_mp3_whose_tag_is_longer_than_the_file_is_refused(tmp_path: Path, voice: Sound) -> None:
    tag = b"ID3\x04\x00\x00\x00\x7f\x7f\x7f"
    data = tag + saved(voice, "MP3", "MPEG_LAYER_III")
    assert HALF in refusals(examine(written(tmp_path, data), TEXT))


def test_an_mp3_with_tags_before_and_behind_is_whole(tmp_path: Path, voice: Sound) -> None:
    head, tail = b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128), b"TAG" + bytes(125)
    data = head + saved(voice, "MP3", "MPEG_LAYER_III") + tail
    assert refusals(examine(written(tmp_path, data), TEXT)) == ""


def test_a_wav_file_that_was_streamed_and_knows_no_length_is_taken(
    tmp_path: Path, voice: Sound
) -> None:
    data = bytearray(saved(voice, "WAV", "PCM_16"))
    data[4:8] = data[40:44] = struct.pack("<I", 0xFFFFFFFF)
    assert refusals(examine(written(tmp_path, bytes(data)), TEXT)) == ""


def two_channels(folder: Path, left: Sound, right: Sound) -> Path:
    file = folder / "a.wav"
    soundfile.write(file, np.stack([left.samples, right.samples], axis=1), left.rate)
    return file


def times(voice: Sound, factor: float) -> Sound:
    return Sound(voice.samples * factor, voice.rate)


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        (1, -0.9, "has channels that cancel each other out: only channel 1 of 2 is taken"),
        (0.8, -1, "has channels that cancel each other out: only channel 2 of 2 is taken"),
        (1, 0, "has its speech in one channel: only channel 1 of 2 is taken"),
        (0, 1, "has its speech in one channel: only channel 2 of 2 is taken"),
        (1, 1, ""),
        (1, 0.5, ""),
    ],
)
def test_what_one_channel_holds_is_not_lost_in_the_other(
    tmp_path: Path, voice: Sound, left: float, right: float, told: str
) -> None:
    file = two_channels(tmp_path, times(voice, left), times(voice, right))
    found = examine(file, TEXT)
    assert refusals(found) == ""
    assert any(told == each.message for each in found) == bool(told)
    assert sound.speech_level(take(file).heard) > sound.speech_level(voice) - 3


def test_two_silent_channels_are_silent(tmp_path: Path, voice: Sound) -> None:
    file = two_channels(tmp_path, times(voice, 0), times(voice, 0))
    assert "is silent" in refusals(examine(file, TEXT))


def hours(folder: Path) -> Path:
    """Write a file of less than a megabyte that would unpack to gigabytes."""
    file = folder / "a.flac"
    with soundfile.SoundFile(file, "w", 48_000, 8, "PCM_16", format="FLAC") as writer:
        for _ in range(40):
            writer.write(np.zeros((480_000, 8), np.int16))
    return file


def test_a_small_file_that_unpacks_to_a_large_one_is_refused_at_once(tmp_path: Path) -> None:
    file = hours(tmp_path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    assert file.stat().st_size < 1_000_000
    assert "cut out the one prompt" in refusals(examine(file, TEXT))
    assert time.process_time() - begin < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_header_that_hides_how_much_there_is_does_not_help(tmp_path: Path) -> None:
    data = bytearray(hours(tmp_path).read_bytes())
    data[21] &= 0xF0  # FLAC keeps the number of samples in 36 bits; 0 means that nobody knows
    data[22:26] = bytes(4)
    assert refusals(examine(written(tmp_path, bytes(data), "a.flac"), TEXT))


def test_a_telephones_file_longer_than_any_prompt_is_refused(tmp_path: Path) -> None:
    long = Sound(np.zeros(round((LONGEST + 60) * 48_000)), 48_000)
    file = written(tmp_path, by_phone(long, "ipod", "aac"), "a.m4a")
    assert "far longer than any prompt" in refusals(examine(file, TEXT))


def test_what_is_no_regular_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.wav")
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "zero.wav").symlink_to("/dev/zero")
    for name in ("fifo.wav", "folder.wav", "zero.wav"):
        assert "is no file but something else" in refusals(examine(tmp_path / name, TEXT))
        with pytest.raises(EngineError, match="is no file"):
            Recorded().speak(Utterance(TEXT, "pt-BR", str(tmp_path / name)))


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "holds a web page, no sound"),
        (b"PK\x03\x04\x14\x00", "holds an archive or a document, no sound"),
        (b"%PDF-1.7", "holds a PDF document, no sound"),
    ],
)
@pytest.mark.parametrize("name", ["sound.mp3", "sound.wav", "sound.m4a"])
def test_what_was_saved_in_place_of_a_sound_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, held: bytes, told: str
) -> None:
    file = tmp_path / name
    file.write_bytes(held)
    with pytest.raises(SoundRefused, match=told):
        take(file)
    assert capfd.readouterr().err == ""  # decoders would print lines of their own


def test_a_broken_recording_on_the_shelf_is_told_and_breaks_nothing(
    tmp_path: Path, voice: Sound
) -> None:
    taken = add(written(tmp_path, saved(voice, "WAV", "PCM_16")), PROMPT, tmp_path)
    whole = taken.path.read_bytes()
    taken.path.write_bytes(whole[: len(whole) // 2])
    assert fresh(tmp_path, PROMPT, slow=False) == taken.path
    with pytest.raises(EngineError, match=HALF):
        Recorded().speak(Utterance(TEXT, "pt-BR", str(taken.path)))


def test_a_recording_whose_words_cannot_be_read_is_not_spoken(tmp_path: Path, voice: Sound) -> None:
    taken = add(written(tmp_path, saved(voice, "WAV", "PCM_16")), PROMPT, tmp_path)
    taken.path.with_suffix(".txt").unlink()
    os.mkfifo(taken.path.with_suffix(".txt"))
    assert fresh(tmp_path, PROMPT, slow=False) is None
    assert fresh(tmp_path, Prompt(TEXT, "pt-BR", "x" * 300), slow=False) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_words_saved_by_any_editor_are_read(tmp_path: Path, voice: Sound, encoding: str) -> None:
    prompt = Prompt("Não é a conta.", "pt-BR", "bill.title")
    taken = add(written(tmp_path, saved(voice, "WAV", "PCM_16")), prompt, tmp_path)
    taken.path.with_suffix(".txt").write_bytes("Não é a conta.\r\n".encode(encoding))
    assert fresh(tmp_path, prompt, slow=False) == taken.path


@pytest.fixture(scope="module")
def kinds(voice: Sound) -> list[bytes]:
    """A short file of every kind."""
    short = Sound(voice.samples[20_000:32_000], voice.rate)
    wired = [saved(short, *each) for each in CODINGS]
    return wired + [by_phone(short, kind, codec) for kind, codec, _ in PHONES.values()]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_bytes_raise_anything_but_findings(
    kinds: list[bytes], tmp_path: Path, data: st.DataObject
) -> None:
    spoilt = bytearray(data.draw(st.sampled_from(range(len(kinds))).map(kinds.__getitem__)))
    place = st.integers(0, len(spoilt) - 1)
    early = st.integers(0, min(200, len(spoilt) - 1))
    for _ in range(data.draw(st.integers(0, 8))):
        spoilt[data.draw(early | place)] = data.draw(st.integers(0, 255))
    end = data.draw(st.just(len(spoilt)) | place)
    file = written(tmp_path, bytes(spoilt[:end]))
    found = examine(file, TEXT)
    assert all(isinstance(each, RecordingFault) for each in found)
