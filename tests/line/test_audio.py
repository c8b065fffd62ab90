"""Sound files are served as telephones and browsers want them; nothing else leaves the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ivr.settings import Settings
from ivr.web.app import create_app

SOUND = b"RIFF" + bytes(range(256)) * 4


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    spoken = tmp_path / "spoken" / "pt-BR"
    spoken.mkdir(parents=True)
    (spoken / "bill.title.espeak.normal.0a.phone.wav").write_bytes(SOUND)
    (spoken / "bill.title.espeak.normal.0a.web.mp3").write_bytes(SOUND)
    (spoken / "notes.txt").write_bytes(b"private")
    (spoken / ".hidden.wav").write_bytes(SOUND)
    (tmp_path / "secret.wav").write_bytes(b"private")
    settings = {"IVR_LOCAL": "1", "IVR_AUDIO": str(tmp_path)}
    return create_app(Settings.from_environ(settings)).test_client()


WAV = "/audio/spoken/pt-BR/bill.title.espeak.normal.0a.phone.wav"


def test_a_sound_may_be_kept_for_ever(client: FlaskClient) -> None:
    response = client.get(WAV, buffered=True)
    assert (response.status_code, response.data) == (200, SOUND)
    assert response.content_type == "audio/x-wav"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["ETag"]
    assert (
        client.get(WAV.replace("phone.wav", "web.mp3"), buffered=True).content_type == "audio/mpeg"
    )


def test_who_has_it_already_is_told_so(client: FlaskClient) -> None:
    etag = client.get(WAV, buffered=True).headers["ETag"]
    response = client.get(WAV, headers={"If-None-Match": etag}, buffered=True)
    assert (response.status_code, response.data) == (304, b"")


def test_a_part_may_be_asked_for(client: FlaskClient) -> None:
    response = client.get(WAV, headers={"Range": "bytes=4-7"}, buffered=True)
    assert (response.status_code, response.data) == (206, SOUND[4:8])
    assert response.headers["Content-Range"] == f"bytes 4-7/{len(SOUND)}"
    assert client.get(WAV, headers={"Range": "bytes=99999-"}, buffered=True).status_code == 416


def test_the_head_alone_may_be_asked_for(client: FlaskClient) -> None:
    response = client.head(WAV, buffered=True)
    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == str(len(SOUND))


@pytest.mark.parametrize(
    "target",
    [
        "/audio/secret.wav",
        "/audio/spoken/../secret.wav",
        "/audio/spoken/%2e%2e/secret.wav",
        "/audio/spoken/..%2fsecret.wav",
        "/audio/spoken/pt-BR/..%5c..%5csecret.wav",
        "/audio/spoken//etc/passwd",
        "/audio/spoken/pt-BR/notes.txt",
        "/audio/spoken/pt-BR/.hidden.wav",
        "/audio/spoken/pt-BR",
        "/audio/spoken/pt-BR/",
        "/audio/recorded/pt-BR/bill.title.wav",
        "/audio/spoken/pt-BR/none.wav",
        "/audio/",
    ],
)
def test_nothing_else_leaves_the_folder(client: FlaskClient, target: str) -> None:
    response = client.get(target, buffered=True)
    assert response.status_code == 404
    assert b"private" not in response.data


def test_sounds_are_only_read(client: FlaskClient) -> None:
    assert client.post(WAV, buffered=True).status_code == 405
    assert client.delete(WAV, buffered=True).status_code == 405


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    settings = {"IVR_LOCAL": "1", "IVR_AUDIO": str(tmp_path / "none")}
    client = create_app(Settings.from_environ(settings)).test_client()
    assert client.get(WAV, buffered=True).status_code == 404
    assert client.post("/voice", buffered=True).status_code == 200


def test_a_file_with_nothing_in_it_is_no_sound(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "spoken" / "empty.wav").touch()
    response = client.get("/audio/spoken/empty.wav", buffered=True)
    assert response.status_code == 404
    assert "max-age" not in response.headers.get("Cache-Control", "")


def test_links_are_not_followed(client: FlaskClient, tmp_path: Path) -> None:
    spoken = tmp_path / "spoken"
    (spoken / "link.wav").symlink_to(tmp_path / "secret.wav")
    (spoken / "here.wav").symlink_to(spoken / "pt-BR" / "bill.title.espeak.normal.0a.phone.wav")
    (spoken / "out").symlink_to(tmp_path)
    for name in ("link.wav", "here.wav", "out/secret.wav"):
        assert client.get(f"/audio/spoken/{name}", buffered=True).status_code == 404, name


def test_a_folder_that_is_a_link_itself_is_its_owner_s_choice(
    client: FlaskClient, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "spoken").rename(elsewhere)
    (tmp_path / "spoken").symlink_to(elsewhere)
    assert client.get(WAV, buffered=True).status_code == 200


@pytest.mark.parametrize("name", ["a" * 300 + ".wav", "a/" * 3000 + "a.wav", "a%00.wav"])
def test_a_name_no_file_can_have_is_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/audio/spoken/{name}", buffered=True).status_code == 404


def test_only_files_are_read(client: FlaskClient, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "spoken" / "pipe.wav")
    (tmp_path / "spoken" / "folder.wav").mkdir()
    for name in ("pipe.wav", "folder.wav"):
        assert client.get(f"/audio/spoken/{name}", buffered=True).status_code == 404, name
