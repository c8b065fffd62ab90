"""Signs a request as Twilio does, so that the line can tell it is really called."""

from __future__ import annotations

import hmac
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx


def sign(token: str, url: str, params: Iterable[tuple[str, str]]) -> str:
    """Return the X-Twilio-Signature for a URL and the form posted to it.

    A parameter that is sent twice with one value counts once.
    https://www.twilio.com/docs/usage/security#validating-requests

    >>> sign("12345", "https://example.com/voice", [("Digits", "1234")])
    '73pLpM0ReU2oHFcniB17f5Bs/wk='
    """
    signed = url + "".join(name + value for name, value in sorted(set(params)))
    return b64encode(hmac.digest(token.encode(), signed.encode(), "sha1")).decode()


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
