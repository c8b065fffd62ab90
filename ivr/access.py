"""Who is this machine, and who only says so: what local mode lets in unsigned and unasked."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivr.settings import LOOPBACK

if TYPE_CHECKING:
    from flask import Request

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")


def from_here(request: Request) -> bool:
    """Tell whether a request comes from this machine and was meant for it.

    The Host header shuts out web pages that made a name of theirs point here, and a header of a
    proxy's whatever came through a tunnel.
    """
    host = urlsplit(f"//{request.host}").hostname
    forwarded = any(name in request.headers for name in FORWARDED)
    return host in LOOPBACK and not forwarded and _is_loopback(request.remote_addr or "127.0.0.1")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
