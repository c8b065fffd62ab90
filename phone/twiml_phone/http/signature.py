"""Signs a request as Twilio does, so that the line can tell it is really called; `wire` uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twilio.request_validator import RequestValidator

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx


def sign(token: str, url: str, params: Mapping[str, str]) -> str:
    """Return the X-Twilio-Signature for a URL and the form posted to it.

    >>> sign("12345", "https://example.com/voice", {"Digits": "1234"})
    '73pLpM0ReU2oHFcniB17f5Bs/wk='
    """
    return str(RequestValidator(token).compute_signature(url, params))


def signed_url(url: httpx.URL) -> str:
    """Write a URL the way Twilio signs it: as sent, without password and without HTTPS port.

    >>> import httpx
    >>> signed_url(httpx.URL("https://me:secret@host:8443/voice?a=%27#top"))
    'https://host/voice?a=%27'
    """
    host = url.netloc.decode("ascii")
    if url.scheme == "https" and url.port:
        host = host.removesuffix(f":{url.port}")
    return f"{url.scheme}://{host}{url.raw_path.decode('ascii')}"
