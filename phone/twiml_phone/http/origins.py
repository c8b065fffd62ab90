"""The origins a phone may ask anything of, where they are bounded."""

from __future__ import annotations

import httpx

from twiml_phone.http.errors import BAD_URL, WireError


def origin(url: httpx.URL | str) -> str:
    """Return the scheme, the host and the port of a URL, the port only where it is not the usual.

    >>> origin("https://Example.com:443/voice?a=1")
    'https://example.com'
    """
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode('ascii')}"


def check(url: httpx.URL, may_call: frozenset[str] | None) -> None:
    """Raise a WireError if there are bounds and a URL lies beyond them."""
    if may_call is not None and origin(url) not in may_call:
        raise WireError(BAD_URL, f"this phone may not call {origin(url)}")
