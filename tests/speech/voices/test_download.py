"""`ivr voices`: files come whole from a real server, go on where they broke off, or are refused."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ivr.errors import EngineError, EngineUnreachable
from ivr.speech.voices import download as downloads
from ivr.speech.voices import install
from ivr.speech.voices.download import download
from ivr.speech.voices.files import File
from ivr.speech.voices.kokoro import MODEL, SHA256, KokoroFiles, style_file

CONTENT = bytes(range(256)) * 4000


@dataclass
class Publisher:
    """A server of one file: what it does wrong, and what it was asked for."""

    url: str = ""
    content: bytes = CONTENT
    breaks_off: int = 0
    knows_ranges: bool = True
    ranges: list[str] = field(default_factory=list)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    told = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            told.ranges.append(asked)
            if self.path != "/model.onnx":
                self.send_error(404)
                return
            begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            begin = begin if told.knows_ranges else 0
            rest = told.content[begin:]
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            if told.breaks_off:
                told.breaks_off -= 1
                rest = rest[: len(rest) // 2]
            self.wfile.write(rest)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/model.onnx"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LONGEST_REST", 0.01)


def published(publisher: Publisher, path: str = "") -> File:
    digest = hashlib.sha256(CONTENT).hexdigest()
    return File("model.onnx", len(CONTENT), digest, publisher.url + path)


def counted() -> tuple[Callable[[int], None], list[int]]:
    got: list[int] = []
    return got.append, got


def test_a_file_comes_whole_and_every_byte_is_told(publisher: Publisher, tmp_path: Path) -> None:
    tell, got = counted()
    download(published(publisher), tmp_path / "new" / "model.onnx", tell)
    assert (tmp_path / "new" / "model.onnx").read_bytes() == CONTENT
    assert sum(got) == len(CONTENT)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["model.onnx"]


def test_what_breaks_off_goes_on_where_it_was(publisher: Publisher, tmp_path: Path) -> None:
    publisher.breaks_off = 2
    tell, got = counted()
    download(published(publisher), tmp_path / "model.onnx", tell)
    assert (tmp_path / "model.onnx").read_bytes() == CONTENT
    half, rest = len(CONTENT) // 2, len(CONTENT) * 3 // 4
    assert publisher.ranges == ["", f"bytes={half}-", f"bytes={rest}-"]
    assert sum(got) == len(CONTENT)


def test_a_run_that_was_stopped_goes_on_too(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "model.onnx.part").write_bytes(CONTENT[:1000])
    download(published(publisher), tmp_path / "model.onnx", lambda _: None)
    assert publisher.ranges == ["bytes=1000-"]
    assert (tmp_path / "model.onnx").read_bytes() == CONTENT


def test_a_server_that_begins_anew_is_let(publisher: Publisher, tmp_path: Path) -> None:
    publisher.knows_ranges = False
    (tmp_path / "model.onnx.part").write_bytes(b"x" * 1000)
    tell, got = counted()
    download(published(publisher), tmp_path / "model.onnx", tell)
    assert (tmp_path / "model.onnx").read_bytes() == CONTENT
    assert sum(got) == len(CONTENT)


@pytest.mark.parametrize("content", [CONTENT[:-1] + b"x", CONTENT + b"more", b""])
def test_another_file_is_refused_and_nothing_of_it_is_left(
    publisher: Publisher, tmp_path: Path, content: bytes
) -> None:
    publisher.content = content
    with pytest.raises(EngineError, match="is another file than it was: it is not used"):
        download(published(publisher), tmp_path / "model.onnx", lambda _: None)
    assert not list(tmp_path.iterdir())


def test_what_is_not_there_is_told_with_its_address(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(EngineUnreachable, match=r"/model\.onnx/gone cannot be had: .*404"):
        download(published(publisher, "/gone"), tmp_path / "model.onnx", lambda _: None)


def test_where_nobody_listens_it_is_told(tmp_path: Path) -> None:
    nowhere = File("model.onnx", 1, "", "http://127.0.0.1:9/model.onnx")
    with pytest.raises(EngineUnreachable, match="cannot be had"):
        download(nowhere, tmp_path / "model.onnx", lambda _: None)


def test_a_folder_without_a_file_is_told_which_and_where_it_is_published(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=rf"has no {MODEL.name}; it is published as https://"):
        install.from_folder(KokoroFiles(tmp_path / "voices"), tmp_path)


def test_another_file_in_a_folder_is_not_used(tmp_path: Path) -> None:
    (tmp_path / MODEL.name).write_bytes(b"another")
    with pytest.raises(EngineError, match="is another file than https://"):
        install.from_folder(KokoroFiles(tmp_path / "voices"), tmp_path)


def test_a_file_is_whole_to_the_last_byte(publisher: Publisher, tmp_path: Path) -> None:
    from ivr.speech.voices.files import is_whole  # noqa: PLC0415

    path = tmp_path / "model.onnx"
    assert not is_whole(path, published(publisher))
    path.write_bytes(CONTENT)
    assert is_whole(path, published(publisher))
    path.write_bytes(CONTENT[:-1] + b"x")
    assert not is_whole(path, published(publisher))


def test_each_voice_has_an_address_and_a_sum_of_its_own() -> None:
    files = [MODEL, *map(style_file, SHA256)]
    assert [*KokoroFiles.files] == files
    assert len({each.url for each in files}) == len({each.sha256 for each in files}) == len(files)
