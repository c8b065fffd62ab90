"""A conformance suite is run as it says of itself, and what differs is told in sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from twiml_phone.conformance.suite import Result, Suite, SuiteError, read, run

CASES = Path(__file__).parents[1] / "cases"
HELLO = {"id": "A-1", "documents": {"/voice": "<Say>Hello</Say>"}}


def result(**case: Any) -> Result:
    [found] = run(Suite((HELLO | case,)))
    return found


@pytest.mark.parametrize("file", sorted(CASES.glob("*.json")), ids=lambda file: file.stem)
def test_the_suites_of_this_project_can_be_read(file: Path) -> None:
    assert read(file).cases


def test_what_is_as_expected_passes() -> None:
    found = result(
        heard=[{"t": 0, "until": 2, "say": "Hello", "language": "en-US"}],
        ends={"t": 2.0004, "status": "completed", "by": "document"},
        first={"method": "POST", "url": "/voice", "params": {"From": "<any>"}, "absent": ["No"]},
        requests=[],
        media=[],
        answered=0,
        warnings=[],
        errors=[],
    )
    assert found == Result("A-1", settled=True, differences=())


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        (
            {"heard": [{"t": 0, "until": 3, "say": "Hello"}]},
            "heard[0].until: expected 3, saw 2.0",
        ),
        ({"heard": []}, "heard: expected 0 [], saw 1 ['Hello']"),
        (
            {"ends": {"t": 2, "status": "busy", "by": "document"}},
            "ends.status: expected busy, saw completed",
        ),
        ({"ends": None}, "ends: expected nothing, saw the end at 2 s by document"),
        ({"answered": None}, "answered: expected None, saw 0.0"),
        ({"warnings": [12200]}, "warnings: expected [12200], saw []"),
        ({"first": None}, "first: expected nothing, saw https://ivr.example.com/voice"),
        (
            {"first": {"method": "GET", "url": "/voice"}},
            "first.method: expected GET, saw POST",
        ),
        (
            {"first": {"method": "POST", "url": "/voice", "params": {"Digits": "1"}}},
            "first.Digits: expected 1, saw nothing",
        ),
        (
            {"media": [{"t": 0, "url": "https://ivr.example.com/a.mp3"}]},
            "media: expected https://ivr.example.com/a.mp3, which was not asked for",
        ),
        (
            {"requests": [{"t": 2, "method": "POST", "url": "/b", "params": {}}]},
            "requests: expected 1 ['/b'], saw 0 []",
        ),
        ({"beeps": [0]}, "beeps: expected [0], saw []"),
        ({"tones": [{"t": 0}]}, "tones: expected 1 [{'t': 0}], saw 0 []"),
        ({"legs": [{"to": "+1555"}]}, "legs: expected 1 ['+1555'], saw 0 []"),
        ({"streams": [{"url": "wss://a"}]}, "streams: expected 1 [{'url': 'wss://a'}], saw 0 []"),
        ({"tts": [{"voice": "x"}]}, "tts[0].voice: expected x, saw nothing"),
        (
            {"callbacks": [{"method": "POST", "url": "/b"}]},
            "callbacks to https://ivr.example.com/b: expected 1 ['https://ivr.example.com/b'], "
            "saw 0 []",
        ),
        (
            {"first": {"method": "POST", "url": "/voice", "params": {"Digits": "<any>"}}},
            "first.Digits: expected <any>, saw nothing",
        ),
        (
            {"heerd": [{"t": 0, "say": "Goodbye"}]},
            "heerd: no field of a case; a misspelled one would never be compared",
        ),
        ({"parsed": [{"verb": "Play"}]}, "parsed: expected ['Play'], saw ['Say']"),
        (
            {"parsed": [{"verb": "Say", "attributes": {"loop": "2"}}]},
            "parsed[0].loop: expected 2, saw 1",
        ),
    ],
)
def test_a_difference_is_a_sentence(expected: dict[str, Any], told: str) -> None:
    assert result(**expected).differences == (told,)


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({"caller": [{"t": 0, "do": "sing", "value": "la"}]}, "sing"),
        ({"config": {"colour": "red"}}, "this phone has no setting colour"),
        ({"kind": "dance"}, "the case cannot be run: KeyError"),
        ({"caller": [{"t": 0}]}, "the case cannot be run: KeyError"),
    ],
)
def test_what_cannot_be_run_is_a_difference_and_no_exception(
    case: dict[str, Any], told: str
) -> None:
    [difference] = result(**case).differences
    assert told in difference


def test_each_variant_is_run() -> None:
    found = result(
        warnings=[],
        variants=[{"name": "said otherwise", "documents": {"/voice": "<Shout/>"}}],
    )
    assert found.differences == ("said otherwise: warnings: expected [], saw [12200]",)


def test_a_case_may_stop_before_the_end() -> None:
    assert result(stop_at=1, ends=None, heard=[]).passed


def test_documents_may_fail_as_the_conventions_say() -> None:
    failing = {"/voice": "CONNECT-FAIL:"}
    assert result(documents=failing, errors=[11205], config={"fallback_url": "/f"}).passed
    assert result(documents={"/voice": "RAW:<Response/>"}, heard=[], errors=[]).passed
    assert result(documents={"/voice": "PAD:70000:<Say>x</Say>"}, errors=[11750]).passed


def test_a_suite_may_have_conventions_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "suite.json"
    case = HELLO | {"heard": [{"t": 0, "until": 7, "say": "Hello"}]}
    file.write_text(json.dumps({"conventions": {"say_seconds": 7}, "cases": [case]}))
    assert [each.passed for each in run(read(file))] == [True]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"cases": [{}]}', "\ufeff[", "[" * 9999])
def test_what_is_no_suite_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "suite.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError) as error:
        read(file)
    assert error.value.exit_code == 2
