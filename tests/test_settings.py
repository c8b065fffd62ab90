"""Settings are read once, from a mapping; a wrong one stops the start with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.errors import SettingsError
from ivr.settings import Settings, first_voice

GOOD = {"TWILIO_AUTH_TOKEN": "t", "PUBLIC_BASE_URL": "https://line.example.org/"}

WRONG = {
    "no token": (
        {"PUBLIC_BASE_URL": "https://line.example.org"},
        "TWILIO_AUTH_TOKEN is not set; copy it from the Twilio console, "
        "or set IVR_LOCAL=1 to try the line on this machine only",
    ),
    "an empty token": (
        GOOD | {"TWILIO_AUTH_TOKEN": ""},
        "TWILIO_AUTH_TOKEN is not set; copy it from the Twilio console, "
        "or set IVR_LOCAL=1 to try the line on this machine only",
    ),
    "no public address": (
        {"TWILIO_AUTH_TOKEN": "t"},
        "PUBLIC_BASE_URL is not set; write the address Twilio calls, "
        "such as https://line.example.org, or set IVR_TRUSTED_PROXIES and IVR_NAMES",
    ),
    "an address without http": (
        GOOD | {"PUBLIC_BASE_URL": "line.example.org"},
        "PUBLIC_BASE_URL=line.example.org: "
        "write the address Twilio calls, such as https://line.example.org",
    ),
    "the whole address of the webhook": (
        GOOD | {"PUBLIC_BASE_URL": "https://line.example.org/ivr/voice/"},
        "PUBLIC_BASE_URL=https://line.example.org/ivr/voice/: "
        "leave out /voice, the line adds it: https://line.example.org/ivr",
    ),
    "an address with a query": (
        GOOD | {"PUBLIC_BASE_URL": "https://line.example.org?a=1"},
        "PUBLIC_BASE_URL=https://line.example.org?a=1: "
        "write only the address, without ?, # or a password",
    ),
    "a port that is none": (
        GOOD | {"PORT": "80000"},
        "PORT=80000: write a number of 65535 or less",
    ),
    "a way of speaking there is not": (
        GOOD | {"IVR_SPEECH": "sing"},
        "IVR_SPEECH=sing: write 'play' or 'say'",
    ),
    "a voice there is not": (
        GOOD | {"IVR_VOICE": "siri"},
        "IVR_VOICE=siri: write 'auto', 'kokoro', 'gtts', 'piper' or 'espeak'",
    ),
    "local mode for the whole network": (
        {"IVR_LOCAL": "1", "IVR_HOST": "0.0.0.0"},  # noqa: S104
        "IVR_LOCAL answers unsigned calls, so it cannot listen on IVR_HOST=0.0.0.0; "
        "use 127.0.0.1, or unset IVR_LOCAL and set TWILIO_AUTH_TOKEN",
    ),
    "a password anybody could guess": (
        GOOD | {"IVR_OWNER_PASSWORD": "1234"},
        "IVR_OWNER_PASSWORD: write 12 characters or more",
    ),
    "a line without http": (
        GOOD | {"IVR_MAY_CALL": "https://a.example b.example"},
        "IVR_MAY_CALL=https://a.example b.example: "
        "write the origins of other lines, such as https://line.example.org",
    ),
    "a line with a path": (
        GOOD | {"IVR_MAY_CALL": "https://a.example/voice"},
        "IVR_MAY_CALL=https://a.example/voice: write https://a.example, without a path",
    ),
    "a line with a port that is no number": (
        GOOD | {"IVR_MAY_CALL": "http://a:b"},
        "IVR_MAY_CALL=http://a:b: "
        "write the origins of other lines, such as https://line.example.org",
    ),
    "a line with half a bracket": (
        GOOD | {"IVR_MAY_CALL": "http://[::1"},
        "IVR_MAY_CALL=http://[::1: "
        "write the origins of other lines, such as https://line.example.org",
    ),
    "an address with a port that is no number": (
        GOOD | {"PUBLIC_BASE_URL": "https://line.example.org:https"},
        "PUBLIC_BASE_URL=https://line.example.org:https: "
        "write the address Twilio calls, such as https://line.example.org",
    ),
    "an address with half a bracket": (
        GOOD | {"PUBLIC_BASE_URL": "http://[::1"},
        "PUBLIC_BASE_URL=http://[::1: "
        "write the address Twilio calls, such as https://line.example.org",
    ),
    "proxies that may say any name": (
        {"TWILIO_AUTH_TOKEN": "t", "IVR_TRUSTED_PROXIES": "1"},
        "IVR_NAMES is not set; write the names Twilio calls the line by, "
        "such as line.example.org, or set PUBLIC_BASE_URL",
    ),
    "a name that is an address": (
        GOOD | {"IVR_NAMES": "https://line.example.org"},
        "IVR_NAMES=https://line.example.org: "
        "write names such as line.example.org, without https://, port or path",
    ),
    "a number that is too long to read": (
        GOOD | {"PORT": "1" * 5000},
        f"PORT={'1' * 5000}: write a whole number",
    ),
    "a place to count in that there is not": (
        GOOD | {"IVR_LIMITS_STORAGE": "memcached://localhost"},
        "IVR_LIMITS_STORAGE: "
        "write memory:// or the address of a Redis, such as redis://localhost:6379",
    ),
    "as many calls as nobody can count": (
        GOOD | {"IVR_MOST_CALLS": "many"},
        "IVR_MOST_CALLS=many: write how many in what time, such as 30 per minute",
    ),
    "neither yes nor no": (
        GOOD | {"IVR_LOCAL": "perhaps"},
        "IVR_LOCAL=perhaps: write 1 or 0",
    ),
}


@pytest.mark.parametrize(("environ", "sentence"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(environ)
    assert str(caught.value) == sentence


def test_all_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(GOOD | {"PORT": "x", "IVR_SPEECH": "sing"})
    assert len(str(caught.value).splitlines()) == 2


def test_good_settings_are_read_and_others_left_alone() -> None:
    settings = Settings.from_environ(GOOD | {"MENUS": "my.yaml", "PATH": "/bin", "PORT": "80"})
    assert settings.public_base_url == "https://line.example.org"
    assert (settings.menus, settings.port, settings.local) == (Path("my.yaml"), 80, False)


def test_other_lines_are_written_with_spaces_or_commas() -> None:
    text = "https://A.example:443/, http://localhost:8001\nhttps://b.example"
    settings = Settings.from_environ(GOOD | {"IVR_MAY_CALL": text})
    lines = {"https://a.example", "http://localhost:8001", "https://b.example"}
    assert settings.may_call == lines


def test_a_token_never_shows_in_a_log() -> None:
    secrets = {"TWILIO_AUTH_TOKEN": "hunter2", "IVR_OWNER_PASSWORD": "hunter2hunter2"}
    assert "hunter2" not in repr(Settings.from_environ(GOOD | secrets))


def test_the_voice_is_known_where_no_line_is_set_up() -> None:
    assert first_voice({}) == first_voice({"IVR_VOICE": ""}) == "auto"
    assert first_voice({"IVR_VOICE": "gtts"}) == "gtts"
    with pytest.raises(SettingsError, match="IVR_VOICE=siri: write one of auto, kokoro, gtts"):
        first_voice({"IVR_VOICE": "siri"})
