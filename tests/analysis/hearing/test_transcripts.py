"""What was heard is kept in one file, by sound, way and listener."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.analysis.hearing.transcripts import KeptTranscript, Transcripts
from ivr.errors import TranscriptsUnreadable


@pytest.fixture
def kept(tmp_path: Path) -> Transcripts:
    return Transcripts(tmp_path / "cache" / "transcripts.sqlite")


def test_nothing_was_heard_where_nothing_was_kept(kept: Transcripts) -> None:
    assert kept.find() == {}
    assert not kept.path.parent.exists()


def test_each_way_and_listener_is_kept_apart(kept: Transcripts) -> None:
    kept.keep(
        KeptTranscript("a", "clean", "base", "olá"),
        KeptTranscript("a", "gsm", "base", "olha"),
        KeptTranscript("a", "clean", "small", "Olá!"),
        KeptTranscript("b", "clean", "base", "conta"),
    )
    assert kept.find("clean", "base") == {"a": "olá", "b": "conta"}
    assert kept.find("gsm") == {"a": "olha"}
    assert kept.find("clean", "large") == {}


def test_without_a_listener_the_last_words_count(kept: Transcripts) -> None:
    kept.keep(KeptTranscript("a", "clean", "base", "first"))
    kept.keep(KeptTranscript("a", "clean", "small", "second"))
    assert kept.find() == {"a": "second"}
    kept.keep(KeptTranscript("a", "clean", "base", "again"))
    assert kept.find() == {"a": "again"}
    assert kept.find("clean", "small") == {"a": "second"}


def test_a_damaged_file_is_one_sentence(kept: Transcripts) -> None:
    kept.path.parent.mkdir()
    kept.path.write_bytes(b"no database" * 100)
    with pytest.raises(TranscriptsUnreadable, match=r"transcripts\.sqlite cannot be used .*delete"):
        kept.find()
