"""Who is this machine, and who only says so: what local mode lets in unsigned and unasked."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivr.settings import LOOPBACK

if TYPE_CHECKING:
    from flask import Request

FORWARDED = frozenset(
    {
        *("forwarded", "via", "cdn-loop"),
        *("true-client-ip", "proxy-client-ip", "wl-proxy-client-ip"),
        *("x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-remote-ip", "x-remote-addr"),
        *("x-originating-ip", "x-proxyuser-ip", "x-host", "x-scheme", "x-request-start"),
        *("x-nginx-proxy", "x-arr-log-id", "x-arr-ssl", "x-cloud-trace-context"),
    }
)
"""Headers, in small letters, that only proxies add."""
FORWARDED_BEGIN = (
    *("x-forwarded", "x-original-", "cf-", "fly-", "fastly-", "x-envoy-", "x-amz", "x-azure-"),
    *("x-appengine-", "x-vercel-", "x-nf-", "x-akamai-", "ngrok-", "tailscale-", "x-replit-"),
)
"""What other headers of proxies begin with."""
OLD_HTTP = frozenset({"HTTP/1.0", "HTTP/1"})
"""How servers name what nginx forwards with where it is told nothing else."""
SHARED_BITS = 64
"""Of an IPv6 address: the rest of it is its owner's to choose, as often as they like."""


def from_here(request: Request) -> bool:
    """Tell whether a request comes from this machine and was meant for it.

    The Host header shuts out web pages that made a name of theirs point here, and a header of a
    proxy's whatever came through a tunnel. HTTP/1.0 is how nginx forwards where it is told no
    more than `proxy_pass`: it adds no header then.
    """
    return (
        hostname(request.host) in LOOPBACK
        and not _was_forwarded(request)
        and _is_loopback(request.remote_addr or "")
    )


def hostname(host: str) -> str | None:
    """Return the name in a Host header, without its port; None if there is none to be read.

    >>> hostname("Line.example.org:443"), hostname("[::1]:8000"), hostname("[::1")
    ('line.example.org', '::1', None)
    """
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def caller(request: Request) -> str:
    """Return whom a limit counts a request for: an address, or the network of an IPv6 address."""
    try:
        address = ipaddress.ip_address(_without_port(request.remote_addr or ""))
    except ValueError:
        return "nobody"  # whatever a proxy wrote there: all of it counts as one
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), SHARED_BITS), strict=False))


def _without_port(address: str) -> str:
    """Return an address without the port that some proxies write behind it.

    >>> _without_port("192.0.2.1:5060"), _without_port("[2001:db8::1]:5060"), _without_port("::1")
    ('192.0.2.1', '2001:db8::1', '::1')
    """
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _was_forwarded(request: Request) -> bool:
    names = (name.lower() for name, _ in request.headers)
    if any(name in FORWARDED or name.startswith(FORWARDED_BEGIN) for name in names):
        return True
    return request.environ.get("SERVER_PROTOCOL") in OLD_HTTP


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
