"""Is this really Twilio? The signature is checked over the address Twilio was given.

https://www.twilio.com/docs/usage/security#validating-requests
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from flask import abort
from twilio.request_validator import RequestValidator, add_port, compare, remove_port

from ivr.line.access import from_here, hostname
from ivr.line.twilio import form
from ivr.logs import Throttle
from ivr.settings import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Request

    from ivr.settings import Settings

log = logging.getLogger(__name__)

HEADER = "X-Twilio-Signature"


class Guard:
    """Lets in what Twilio signed; in local mode also what this machine sends unsigned."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._token = settings.auth_token.get_secret_value() if settings.auth_token else ""
        self._refusals = Throttle(log)
        self._explanations = Throttle(log, most=1)

    def check(self, request: Request) -> None:
        """Let a request pass or refuse it; a wrong signature costs twice what a right one does.

        Raises:
            werkzeug.exceptions.Forbidden: It is not let in; the log says why.
        """
        try:
            form.read(request)
        except form.Unreadable as error:
            self._refuse("refused: %s cannot be read: %s", request.path, str(error))
        signature = request.headers.get(HEADER, "")
        if self._settings.local and (not self._token or not signature):
            if not from_here(request):
                self._refuse("refused: local mode answers only calls from this machine")
            return
        if not signature:
            self._refuse("refused: %s carries no %s", request.path, HEADER)
        base = self._base(request)
        if not _signs(self._token, base, request, signature):
            self._explain(base, request, signature)
            self._refuse("refused: %s does not fit %s", HEADER, base + request.path)

    def _base(self, request: Request) -> str:
        """Return what Twilio was given before `/voice`; without a setting one of our own names."""
        if self._settings.public_base_url:
            return self._settings.public_base_url
        name = hostname(request.host)
        ours = {*(self._settings.names or ()), *(LOOPBACK if self._settings.local else ())}
        if name not in ours:
            self._refuse(
                "refused: called by the name %s; if it is yours, set PUBLIC_BASE_URL or IVR_NAMES",
                request.host,
            )
        return f"{request.scheme}://{request.host}"

    def _refuse(self, text: str, *arguments: str) -> None:
        self._refusals.warning(text, *arguments)
        abort(403)

    def _explain(self, base: str, request: Request, signature: str) -> None:
        """Log the setting that would have let a request pass, if there is one.

        At most once a minute, because each address that is tried costs as much as the check. Only
        the request's own path is logged: parameters hold the caller's number.
        """
        if self._explanations.due("signature") is None:
            return
        for other in _usual_bases(request):
            if _signs(self._token, other, request, signature):
                log.warning("signed for %s, not %s; set PUBLIC_BASE_URL=%s", other, base, other)
                return
        log.warning("signed with another token or for another address: is TWILIO_AUTH_TOKEN right?")


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


def _signs(token: str, base: str, request: Request, signature: str) -> bool:
    """Tell whether a request was signed for an address.

    Twilio signs some addresses with the port and some without; as it is given is tried first.
    """
    signed = RequestValidator(token).compute_signature
    try:
        url = urlsplit(base + raw_target(request.environ))
        spellings = dict.fromkeys((url.geturl(), remove_port(url), add_port(url)))
        return any(compare(signed(each, request.form), signature) for each in spellings)
    except ValueError:  # an address that is none: with a port that is no number, or half a bracket
        return False


def _usual_bases(request: Request) -> Iterator[str]:
    """Yield the addresses Twilio may have been given: as we see ourselves, and as a proxy may."""
    headers = request.headers
    hosts = [headers.get("X-Forwarded-Host", ""), headers.get("Host", "")]
    for host in dict.fromkeys(filter(None, (each.split(",")[0].strip() for each in hosts))):
        bare = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        for scheme in ("https", "http"):
            for each in dict.fromkeys((host, bare)):
                yield f"{scheme}://{each}"
