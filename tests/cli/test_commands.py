"""The commands as their users run them: their words and their exit codes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from twiml_phone import Phone

ROOT = Path(__file__).parents[2]
Ivr = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def broken(tmp_path: Path, good_menus: str) -> Path:
    path = tmp_path / "menus.yaml"
    path.write_text(good_menus.replace("- to: sales", "- to: sale"), encoding="utf-8")
    return path


TOLD = 'choice 1 leads to "sale", no menu or message; did you mean "sales"?'


def test_check_of_the_line_tells_its_places(invoke: Ivr) -> None:
    done = invoke("check", "--no-sound")
    assert re.match(r"menus\.yaml: (good: )?\d+ places in pt-BR, en-US, tr-TR", done.stderr)


def test_check_prints_problems_and_exits_with_1(ivr: Ivr, broken: Path) -> None:
    done = ivr("check", "menus.yaml", cwd=broken.parent)
    assert (done.returncode, done.stdout) == (1, f"menus.yaml:53:13: {TOLD}\n")


def test_check_takes_the_file_of_the_setting_too(invoke: Ivr, broken: Path) -> None:
    assert invoke("check", MENUS=str(broken)).returncode == 1


def test_check_prints_json_for_machines(invoke: Ivr, broken: Path) -> None:
    done = invoke("check", "menus.yaml", "--json", cwd=broken.parent)
    assert done.returncode == 1
    assert json.loads(done.stdout) == [
        {
            "file": "menus.yaml",
            "line": 53,
            "column": 13,
            "rule": "",
            "severity": "error",
            "message": TOLD,
            "path": "",
        }
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\ta: b", b"a: &b c", b"", b"a: [" * 9999])
def test_check_of_what_cannot_be_read_exits_with_2(
    invoke: Ivr, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "menus.yaml").write_bytes(content)
    done = invoke("check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("menus.yaml:1:")


def test_check_of_a_missing_file_exits_with_2(invoke: Ivr, tmp_path: Path) -> None:
    done = invoke("check", "no.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (
        2,
        "no.yaml:1:1: cannot be read: No such file or directory; give the path of a menu file\n",
    )


def test_check_of_a_value_past_its_day_warns_and_exits_with_0(invoke: Ivr) -> None:
    done = invoke("check", "--no-sound", "--without", "R20", "--today", "2030-01-01")
    assert done.returncode == 0
    assert 'warning: "company" was to be checked again' in done.stdout


def test_schema_is_what_is_checked_in(invoke: Ivr) -> None:
    assert invoke("schema").stdout == (ROOT / "docs" / "menus.schema.json").read_text("utf-8")


def test_serve_without_settings_says_which_are_missing(ivr: Ivr) -> None:
    done = ivr("serve")
    assert done.returncode == 2
    assert done.stderr.startswith("TWILIO_AUTH_TOKEN is not set")


def test_serve_with_broken_menus_tells_the_problem(ivr: Ivr, broken: Path) -> None:
    done = ivr("serve", IVR_LOCAL="1", MENUS=str(broken))
    assert done.returncode == 1
    assert TOLD in done.stderr


def test_serve_refuses_to_answer_unsigned_calls_from_everywhere(ivr: Ivr) -> None:
    done = ivr("serve", "--host", "0.0.0.0", IVR_LOCAL="1")  # noqa: S104
    assert done.returncode == 2
    assert "cannot listen on IVR_HOST=0.0.0.0" in done.stderr


def test_app_py_stops_with_a_sentence_when_a_setting_is_wrong(quiet: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env=quiet,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("TWILIO_AUTH_TOKEN is not set")


def test_serve_answers_a_signed_call_and_leaves_when_told(
    quiet: dict[str, str], owner: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ivr", "serve", "--port", "0"],
        cwd=owner,
        env=quiet
        | {
            "PYTHONPATH": str(ROOT),
            "IVR_LOCAL": "1",
            "IVR_SPEECH": "say",
            "TWILIO_AUTH_TOKEN": "t",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as line:
        assert line.stdout
        url = line.stdout.readline().split()[-1]
        assert httpx.get(url.replace("/voice", "/health")).json()["status"] == "ok"
        with Phone(url, auth_token="t") as phone:
            call = phone.dial()
            call.press("1")
        assert [asked.status for asked in call.requests] == [200, 200]
        line.send_signal(signal.SIGINT)
        assert line.wait(timeout=60) == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_whose_streams_are_closed_works_all_the_same(
    owner: Path, quiet: dict[str, str], closed: str
) -> None:
    ivr = f"{sys.executable} -m ivr record-list"
    done = subprocess.run(  # noqa: S602, PLW1510
        f"{ivr} {closed}",
        shell=True,
        cwd=owner,
        env=quiet | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
