"""`twiml-phone walk`, from its options to its exit code."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result
from defusedxml.ElementTree import fromstring
from flask import Flask
from twiml_phone.cli.main import main
from werkzeug.serving import make_server


@pytest.fixture(scope="module")
def url() -> Any:
    """A line with a fault: key 2 leads to a hang-up without a word."""
    app = Flask(__name__)

    @app.post("/voice")
    def voice() -> str:
        gather = "<Gather numDigits='1' action='/choice'><Say>Press 1 or 2.</Say></Gather>"
        return f"<Response>{gather}<Say>Bye.</Say></Response>"

    @app.post("/good")
    def good() -> str:
        return "<Response><Say>Hello.</Say></Response>"

    @app.post("/choice")
    def choice() -> str:
        from flask import request  # noqa: PLC0415

        return f"<Response>{'' if request.form['Digits'] == '2' else '<Say>One.</Say>'}</Response>"

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["walk", *words])


def test_a_fault_is_printed_with_its_keys_and_its_call(url: str) -> None:
    result = run(url)
    assert result.exit_code == 1
    assert "silent hang-up (2): the line hangs up without a word after 2" in result.stdout
    assert "    presses 2\n    hung up by the line\n" in result.stdout
    assert "turns per second" in result.stdout


def test_a_good_line_exits_with_0(url: str) -> None:
    result = run(f"{url}/good")
    assert result.exit_code == 0
    assert "Walked" in result.stdout


def test_json_is_for_machines(url: str) -> None:
    told = json.loads(run(url, "--json").stdout)
    assert (told["places"], told["unexplored"]) == (1, 0)
    [finding] = told["findings"]
    assert (finding["kind"], finding["keys"]) == ("silent hang-up", ["2"])
    assert finding["transcript"].startswith("dials\nhears [en-US] Press 1 or 2.\n")


def test_maps_are_written(url: str, tmp_path: Path) -> None:
    drawn, described = tmp_path / "map.svg", tmp_path / "map.dot"
    run(url, "--svg", str(drawn), "--dot", str(described))
    assert fromstring(drawn.read_text("utf-8")).tag.endswith("svg")
    assert described.read_text("utf-8").startswith("digraph")


def test_personas_are_compared(url: str) -> None:
    words = (url, "--personas", "3", "--seed", "5", "--json")
    told = json.loads(run(*words).stdout)["personas"]
    assert [each["persona"] for each in told] == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert told == json.loads(run(*words).stdout)["personas"]
    assert "3 callers of each kind" in run(*words[:-1]).stdout


def test_an_unreachable_line_is_an_application_error() -> None:
    result = run("http://127.0.0.1:9/voice")
    assert result.exit_code == 1
    assert "application error" in result.stdout


@pytest.mark.parametrize(
    "words", [["line.example"], ["--depth", "-1"], ["--jobs", "0"], ["--personas", "0"]]
)
def test_misuse_exits_with_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2
