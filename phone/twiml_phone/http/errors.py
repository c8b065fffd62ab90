"""What can go wrong on the wire, each with the code Twilio gives it."""

from __future__ import annotations

from socket import gaierror
from ssl import SSLError
from typing import TYPE_CHECKING

import httpx

from twiml_phone.errors import PhoneError

if TYPE_CHECKING:
    from collections.abc import Iterator

BAD_URL = 11100
NO_ANSWER = 11200
NOT_CONNECTED = 11205
BROKEN_HTTP = 11206
BAD_HOST = 11210
BAD_TLS = 11220
TOO_LONG = 11750

CONNECT_SECONDS = 5.0
"""How long Twilio waits for a connection."""
PATIENCE = 15.0
"""How long Twilio waits for a whole answer, connecting and redirects included."""


class WireError(PhoneError):
    """An exchange with the line that failed, with Twilio's code. (PhoneError > this).

    `lasted` is how many seconds of the call Twilio would have tried for.
    """

    def __init__(self, code: int, message: str, lasted: float = 0.0) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.lasted = lasted


def lasted(error: Exception, patience: float) -> float:
    """Return how long Twilio tries before it gives up like this, in seconds of the call."""
    if isinstance(error, httpx.ConnectTimeout):
        return min(CONNECT_SECONDS, patience)
    return patience if isinstance(error, httpx.TimeoutException) else 0.0


def code_of(error: Exception) -> int:
    """Return the code Twilio gives a failure."""
    causes = tuple(_causes(error))
    if any(isinstance(cause, gaierror) for cause in causes):
        return BAD_HOST
    if any(isinstance(cause, SSLError) for cause in causes):
        return BAD_TLS
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return NOT_CONNECTED
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | UnicodeError() | OverflowError():
            return BAD_URL
        case httpx.ProtocolError():
            return BROKEN_HTTP
    return NO_ANSWER


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
