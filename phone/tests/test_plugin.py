"""The pytest plugin, as a user's own tests would use it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

LINE = """
import pytest
from twiml_phone.testing.pytest_plugin import expect

def app(environ, start_response):
    path = environ["PATH_INFO"]
    body = {
        "/voice": "<Gather numDigits='1' action='/bill'><Say>For bills, press 1.</Say></Gather>",
        "/bill": "<Say>Segunda via.</Say>",
    }[path]
    start_response("200 OK", [("Content-Type", "text/xml")])
    return [f"<Response>{body}</Response>".encode()]
"""


@pytest.fixture
def users(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder of somebody's tests; the plugin is there because the package is installed."""
    return pytester


def test_a_call_is_made_and_judged(users: pytest.Pytester) -> None:
    users.makepyfile(
        LINE
        + """
def test_bills(phone):
    call = phone(app).dial()
    expect(call).to_hear("for BILLS").to_be_listening(num_digits=1).to_go_on()
    call.press("1")
    (expect(call).to_hear("segunda via", language="en-US").not_to_hear("goodbye")
        .to_hear_in_order("bills", "via").to_have_asked("/bill", Digits="1")
        .to_have_ended(by="document", status="completed")
        .to_have_no_trouble().to_have_no_warnings())
"""
    )
    users.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("to_hear('boleto')", "'boleto' was not heard"),
        ("to_hear('bills', language='pt-BR')", "'bills' was not heard in pt-BR"),
        ("not_to_hear('bills')", "'bills' was heard"),
        ("to_hear_in_order('bills', 'bills')", "'bills' was not heard then"),
        ("to_have_ended()", "the call goes on"),
        ("to_be_listening(4)", "the line listens for 1 keys, not 4"),
        ("to_have_asked('/bill')", "/bill was not asked for"),
    ],
)
def test_a_failure_shows_the_call(users: pytest.Pytester, sentence: str, told: str) -> None:
    users.makepyfile(LINE + f"\ndef test_it(phone):\n    expect(phone(app).dial()).{sentence}\n")
    outcome = users.runpytest_inprocess("-p", "no:cacheprovider")
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines([f"*AssertionError: {told}*", "*hears [[]en-US[]] For bills*"])


def test_phones_take_options_and_are_closed(users: pytest.Pytester) -> None:
    users.makepyfile(
        LINE
        + """
kept = []

def test_options(phone):
    kept.append(phone(app, "/bill", caller="+1555"))
    call = kept[0].dial()
    assert dict(call.requests[0].params)["From"] == "+1555"

def test_closed():
    with pytest.raises(RuntimeError):
        kept[0].dial()
"""
    )
    users.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_a_project_keeps_its_own_package_ivr_and_its_own_fixture_phone(
    users: pytest.Pytester,
) -> None:
    users.mkpydir("ivr").joinpath("menu.py").write_text("GREETING = 'ours'", encoding="utf-8")
    users.makeconftest(
        """
import pytest

@pytest.fixture
def phone():
    return "+49 30 1234"
"""
    )
    users.makepyfile(
        """
import sys
from pathlib import Path
import pytest
import ivr.menu

def test_its_package():
    assert ivr.menu.GREETING == "ours"
    assert Path(ivr.__file__).parents[1] == Path(__file__).parent

def test_its_fixture(phone):
    assert phone == "+49 30 1234"

@pytest.mark.parametrize("phone", ["a", "b"])
def test_its_parameter(phone):
    assert phone in "ab"

def test_nothing_of_the_phone_was_loaded():
    assert "twiml_phone.phone" not in sys.modules
"""
    )
    outcome = users.runpytest_subprocess(
        *("-p", "no:cacheprovider", "-W", "error", "--strict-markers", "--strict-config")
    )
    outcome.assert_outcomes(passed=5)


def test_a_project_can_leave_the_plugin_out(users: pytest.Pytester) -> None:
    users.makepyfile("def test_it(phone):\n    pass\n")
    outcome = users.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:twiml_phone")
    outcome.assert_outcomes(errors=1)
    outcome.stdout.fnmatch_lines(["*fixture 'phone' not found"])


def test_nothing_heavy_is_imported_at_the_start() -> None:
    code = (
        "import sys, twiml_phone.testing.pytest_plugin;"
        "heavy = {'click', 'flask', 'httpx', 'numpy', 'pydantic', 'rich', 'tinytag', 'ivr'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "[]\n"
