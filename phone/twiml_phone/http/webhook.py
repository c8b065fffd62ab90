"""Asks the line for a document, and judges what comes back.

The call waits meanwhile: `connection` gives the outcome to the interpreter.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twiml_phone.frozen import replace
from twiml_phone.http.answer import read
from twiml_phone.http.errors import WireError
from twiml_phone.twiml.parser import TwimlError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twiml_phone.http.exchange import HttpReply
    from twiml_phone.http.redirects import Asking
    from twiml_phone.interpreter.events import RequestMade
    from twiml_phone.interpreter.state import Request
    from twiml_phone.twiml.parser import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOutcome:
    """What came of asking: a document found at `url`, or a problem with Twilio's code.

    `at` is when that was known, in seconds of the call.
    """

    asked: tuple[RequestMade, ...]
    url: str
    at: float
    reply: HttpReply | None = None
    document: Document | None = None
    code: int = 0
    message: str = ""


def fetch(request: Request, asking: Asking, voice: str = "man") -> WebhookOutcome:
    """Get a document, wherever the line sends us for it; `voice` is the account's."""
    try:
        reply = asking.follow(request.method, request.url, dict(request.params))
        document = read(reply, asking.url, voice)
    except (WireError, TwimlError) as error:
        return WebhookOutcome(
            asked=tuple(asking.asked),
            url=asking.url,
            at=asking.at,
            code=error.code,
            message=error.message,
        )
    return WebhookOutcome(
        asked=tuple(asking.asked), url=asking.url, at=asking.at, reply=reply, document=document
    )


def notify(method: str, url: str, params: Mapping[str, str], asking: Asking) -> RequestMade:
    """Tell the line something; what it answers does not matter to the call."""
    with suppress(WireError):
        asking.send(method, url, params)
    return replace(asking.asked[-1], status_callback=True)
