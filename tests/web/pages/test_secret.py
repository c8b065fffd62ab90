"""The secret of the seals: from the account's token, or else from a file only its owner reads."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.web.security.secret import secret
from ivr.web.security.signed_state import SignedState


def test_a_token_gives_the_same_secret_everywhere_and_is_not_it(tmp_path: Path) -> None:
    here, there = secret("12345", tmp_path / "a"), secret("12345", tmp_path / "b")
    assert here == there != secret("54321", tmp_path)
    assert "12345" not in here
    assert not list(tmp_path.iterdir())


def test_without_a_token_a_secret_is_kept_for_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    first = secret(None, folder)
    file = folder / "secret"
    assert file.stat().st_mode & 0o777 == 0o600
    assert secret(None, folder) == first
    assert len(first) == 64
    assert secret(None, tmp_path / "other") != first


def test_workers_that_start_at_once_have_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = {*pool.map(lambda _: secret(None, tmp_path), range(50))}
    assert len(secrets) == 1
    assert len(secrets.pop()) == 64


def test_where_nothing_can_be_kept_the_line_starts_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    file = tmp_path / "file"
    file.touch()
    assert secret(None, file) != secret(None, file)
    assert "will not outlive a restart" in caplog.text


def test_a_seal_of_another_purpose_or_secret_does_not_open() -> None:
    sealed = SignedState("secret", "call").shut({"a": 1})
    for other in (SignedState("secret", "owner"), SignedState("another", "call")):
        with pytest.raises(Exception, match="not written by this line"):
            other.open(sealed)


@pytest.mark.parametrize("content", [b"", b"\n", b"secret", b"0" * 63, b"\xff" * 64, b"g" * 64])
def test_what_is_no_secret_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    (tmp_path / "secret").write_bytes(content)
    with ThreadPoolExecutor(8) as pool:
        [made] = {*pool.map(lambda _: secret(None, tmp_path), range(20))}
    assert len(made) == 64
    assert (tmp_path / "secret").read_text() == made
    assert "holds no secret" in caplog.text
