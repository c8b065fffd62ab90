"""Is this really Twilio? The signature is checked over the address Twilio was given.

https://www.twilio.com/docs/usage/security#validating-requests
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from flask import abort
from twilio.request_validator import RequestValidator

from ivr.access import from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Request

    from ivr.settings import Settings

log = logging.getLogger(__name__)

HEADER = "X-Twilio-Signature"


def require(request: Request, settings: Settings) -> None:
    """Let a request pass that Twilio signed; in local mode also an unsigned one from this machine.

    Raises:
        werkzeug.exceptions.Forbidden: It is neither.
    """
    signature = request.headers.get(HEADER, "")
    token = settings.auth_token.get_secret_value() if settings.auth_token else ""
    if settings.local and (not token or not signature):
        if not from_here(request):
            log.warning("refused: local mode answers only calls from this machine")
            abort(403)
        return
    url = _base(request, settings) + raw_target(request.environ)
    if not _signs(token, url, request, signature):
        _explain(token, url, request, signature)
        abort(403)


def raw_target(environ: dict[str, Any]) -> str:
    """Return path and query as they were sent: signatures cover those very bytes.

    Frameworks decode both; `REQUEST_URI` keeps them, and where a server has none, quoting the
    decoded path comes closest.
    """
    raw: str = environ.get("REQUEST_URI") or environ.get("RAW_URI") or ""
    if raw:
        parts = urlsplit(raw) if "://" in raw.partition("?")[0] else None
        return urlunsplit(("", "", *parts[2:4], "")) if parts else raw
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    return quote(path.encode("latin-1"), safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else "")


def _base(request: Request, settings: Settings) -> str:
    return settings.public_base_url or f"{request.scheme}://{request.host}"


def _signs(token: str, url: str, request: Request, signature: str) -> bool:
    if not signature:
        return False
    try:
        return bool(RequestValidator(token).validate(url, request.form, signature))
    except ValueError:  # an address with a port that is no number
        return False


def _explain(token: str, url: str, request: Request, signature: str) -> None:
    """Log why a request was refused, and the setting that would have let it pass, if there is one.

    Only the request's own path is logged: parameters hold the caller's number.
    """
    if not signature:
        log.warning("refused: %s carries no %s", request.path, HEADER)
        return
    for base in _usual_bases(request):
        if _signs(token, base + raw_target(request.environ), request, signature):
            log.warning("refused: signed for %s, not %s; set PUBLIC_BASE_URL=%s", base, url, base)
            return
    log.warning("refused: the signature does not fit %s; is TWILIO_AUTH_TOKEN right?", url)


def _usual_bases(request: Request) -> Iterator[str]:
    """Yield the addresses Twilio may have been given: as we see ourselves, and as a proxy may."""
    headers = request.headers
    hosts = [headers.get("X-Forwarded-Host", ""), headers.get("Host", "")]
    for host in dict.fromkeys(filter(None, (each.split(",")[0].strip() for each in hosts))):
        bare = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        for scheme in ("https", "http"):
            for each in dict.fromkeys((host, bare)):
                yield f"{scheme}://{each}"
