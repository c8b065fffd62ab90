"""What comes from this machine, and what only looks so."""

from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder

from ivr.line.access import caller, from_here

HERE = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}
CASES = {
    "by name": (HERE, True),
    "by address": (HERE | {"HTTP_HOST": "127.0.0.1"}, True),
    "by IPv6": (HERE | {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, True),
    "by HTTP/1.0, as nginx forwards without a header": (
        HERE | {"SERVER_PROTOCOL": "HTTP/1.0"},
        False,
    ),
    "by HTTP/1.0, as some servers name it": (HERE | {"SERVER_PROTOCOL": "HTTP/1"}, False),
    "by a name that is none": (HERE | {"HTTP_HOST": "[::1"}, False),
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


HEADERS = [
    *("Forwarded", "Via", "CDN-Loop", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP"),
    *("True-Client-IP", "CF-Connecting-IP", "CF-Ray", "Fastly-Client-IP", "Fly-Client-IP"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port"),
    *("X-Forwarded-Prefix", "X-Forwarded-Server", "X-Forwarded", "X-Original-Host"),
    *("X-Envoy-External-Address", "X-Amzn-Trace-Id", "X-Amz-Cf-Id", "X-Azure-ClientIP"),
    *("X-Appengine-User-IP", "X-Vercel-Forwarded-For", "X-NF-Client-Connection-IP"),
    *("Tailscale-User-Login", "X-Host", "X-Scheme", "X-Request-Start"),
]


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_only_proxies_add_is_not_from_here(name: str) -> None:
    environ = HERE | {f"HTTP_{name.upper().replace('-', '_')}": "127.0.0.1"}
    assert not from_here(EnvironBuilder(environ_overrides=environ).get_request())


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "nobody"),
        ("a socket", "nobody"),
    ],
)
def test_limits_count_a_whole_network_of_ipv6(address: str, counted: str) -> None:
    environ = HERE | {"REMOTE_ADDR": address}
    assert caller(EnvironBuilder(environ_overrides=environ).get_request()) == counted
