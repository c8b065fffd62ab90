"""Looks up what an answer links to: JSON, read by whoever draws a call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from twiml_phone.http.errors import WireError
from twiml_phone.http.exchange import JSON
from twiml_phone.http.limits import SpentError
from twiml_phone.http.redirects import Asking

if TYPE_CHECKING:
    from twiml_phone.http.exchange import Wire


def look_up(url: str, wire: Wire, patience: float) -> Any | None:
    """Return the JSON at a URL; None if there is none to be had in so many seconds."""
    asking = Asking(wire, httpx.Cookies(), {}, at=0.0, seconds=patience)
    try:
        reply = asking.follow("GET", url, {})
        return json.loads(reply.body) if reply.kind == JSON else None
    except (WireError, SpentError, ValueError, RecursionError):
        return None
