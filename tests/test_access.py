"""What comes from this machine, and what only looks so."""

from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder

from ivr.access import from_here

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
CASES = {
    "by name": (HERE, True),
    "by address": (HERE | {"HTTP_HOST": "127.0.0.1"}, True),
    "by IPv6": (HERE | {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, True),
    "from the network": (HERE | {"REMOTE_ADDR": "192.168.0.7"}, False),
    "from nowhere": (HERE | {"REMOTE_ADDR": "a socket"}, False),
    "by a name of somebody's": (HERE | {"HTTP_HOST": "localhost.evil.example"}, False),
    "through a tunnel": (HERE | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
    "through a tunnel that tells the name": (HERE | {"HTTP_X_FORWARDED_HOST": "localhost"}, False),
    "through a tunnel by the book": (HERE | {"HTTP_FORWARDED": "for=127.0.0.1"}, False),
}


@pytest.mark.parametrize(("environ", "here"), CASES.values(), ids=CASES)
def test_a_request_comes_from_here_only_if_all_of_it_says_so(
    environ: dict[str, str], here: bool
) -> None:
    assert from_here(EnvironBuilder(environ_overrides=environ).get_request()) == here
