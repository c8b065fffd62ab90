"""`ivr schema --install` lets an editor check a file outside this checkout."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

LINE = "# yaml-language-server: $schema=menus.schema.json"
Install = Callable[[bytes], bytes]


def fits(schema: dict[str, Any], text: str) -> bool:
    """Tell whether an editor finds that a file fits; for it a date is a text."""
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return bool(Draft202012Validator(schema).is_valid(data))


@pytest.fixture
def install(tmp_path: Path, invoke: Callable[..., subprocess.CompletedProcess[str]]) -> Install:
    """Install the schema for a file of these bytes; return what it holds then."""

    def install(data: bytes) -> bytes:
        path = tmp_path / "menus.yaml"
        path.write_bytes(data)
        done = invoke("schema", "--install", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        return path.read_bytes()

    return install


def test_the_first_line_names_the_schema_that_is_written_beside_the_file(
    install: Install, tmp_path: Path, good_menus: str
) -> None:
    assert install(good_menus.encode()).decode() == f"{LINE}\n{good_menus}"
    schema = json.loads((tmp_path / "menus.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert fits(schema, (tmp_path / "menus.yaml").read_text("utf-8"))
    assert not fits(schema, "start: main")


def test_a_part_of_a_divided_line_may_lie_in_another_file(
    invoke: Callable[..., subprocess.CompletedProcess[str]], good_menus: str
) -> None:
    schema = json.loads(invoke("schema").stdout)
    start, menus, _ = good_menus.partition("\nmenus:\n")
    assert menus
    assert not fits(schema, start)
    assert fits(schema, f"include: [places.yaml]\n{start}")


def test_the_line_is_written_once(install: Install, good_menus: str) -> None:
    once = install(good_menus.encode())
    assert install(once) == once


def test_a_byte_order_mark_and_windows_lines_stay(install: Install, good_menus: str) -> None:
    windows = good_menus.replace("\n", "\r\n").encode()
    made = install(b"\xef\xbb\xbf" + windows)
    assert made == b"\xef\xbb\xbf" + f"{LINE}\r\n".encode() + windows
    assert install(made) == made


@pytest.mark.parametrize("before", ["", "# Our line\n\n"])
def test_a_schema_that_the_file_names_is_written_where_it_says(
    install: Install, tmp_path: Path, good_menus: str, before: str
) -> None:
    text = f"{before}# yaml-language-server: $schema=docs/own.json\n{good_menus}".encode()
    assert install(text) == text
    assert (tmp_path / "docs" / "own.json").is_file()


@pytest.mark.parametrize("name", ["https://example.org/menus.json", "../own.json", "/srv/own.json"])
def test_a_schema_elsewhere_is_left_as_it_is(
    install: Install, tmp_path: Path, good_menus: str, name: str
) -> None:
    text = f"# yaml-language-server: $schema={name}\n{good_menus}".encode()
    assert install(text) == text
    assert [each.name for each in tmp_path.iterdir()] == ["menus.yaml"]


@pytest.mark.parametrize("data", [b"start: \xe9", None])
def test_a_file_that_cannot_be_read_is_left_as_it_is(
    tmp_path: Path, invoke: Callable[..., subprocess.CompletedProcess[str]], data: bytes | None
) -> None:
    path = tmp_path / "menus.yaml"
    if data:
        path.write_bytes(data)
    done = invoke("schema", "--install", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("menus.yaml:1:")
    assert (path.read_bytes() if data else None) == data
