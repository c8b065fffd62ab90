"""`ivr say` prints a text as a voice is given it, and lets it be heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import soundfile


@pytest.fixture
def folder(tmp_path: Path, good_menus: str) -> Path:
    text = f"{good_menus}\nsay: {{pt-BR: {{Net: {{as: néti, ipa: ˈnɛt͡ʃi}}}}}}\n"
    (tmp_path / "menus.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_listed_words_are_respelled(invoke: Callable[..., Any], folder: Path) -> None:
    done = invoke("say", "O SAC da NET.", cwd=folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "O sáqui da néti.")


def test_each_language_has_its_own_list(invoke: Callable[..., Any], folder: Path) -> None:
    done = invoke("say", "The SAC of NET.", "--language", "en", cwd=folder)
    assert done.stdout.splitlines()[0] == "The SAC of NET."


def test_below_stands_how_espeak_reads_it(invoke: Callable[..., Any], folder: Path) -> None:
    done = invoke("say", "O SAC da NET.", cwd=folder)
    assert done.stdout.splitlines()[1:] == ["ʊ sˈaki da nˈɛt͡ʃi."]


def test_written_ipa_stands_there_as_it_is_said(invoke: Callable[..., Any], folder: Path) -> None:
    done = invoke("say", "A ⟦ˈnɛt͡ʃi⟧.", cwd=folder)
    assert done.stdout.splitlines()[1].endswith("nˈɛt͡ʃi.")


def test_a_language_that_espeak_does_not_know_is_printed_alone(
    invoke: Callable[..., Any], tmp_path: Path, good_menus: str
) -> None:
    text = good_menus.replace("en-US", "xx-XX")
    (tmp_path / "menus.yaml").write_text(text, encoding="utf-8")
    done = invoke("say", "Hello.", "--language", "xx-XX", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Hello.\n"


def test_it_is_saved_as_it_is_said(invoke: Callable[..., Any], folder: Path) -> None:
    for written, name in (("A NET.", "written.wav"), ("A néti.", "respelled.wav")):
        assert invoke("say", written, "-o", name, cwd=folder).returncode == 0
    one, other = (soundfile.read(folder / name)[0] for name in ("written.wav", "respelled.wav"))
    assert len(one)
    assert len(one) == pytest.approx(len(other), rel=0.02)


def test_an_engine_without_a_voice_for_the_language_is_told(
    invoke: Callable[..., Any], folder: Path
) -> None:
    done = invoke("say", "A NET.", "--engine", "piper", cwd=folder)
    assert done.returncode == 1
    assert "piper voice for pt-BR" in done.stderr
