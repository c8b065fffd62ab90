"""Seals a call that travels to the page and back, so that nobody else can change it."""

from __future__ import annotations

import time
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from ivr.web.security.security_headers import Refused

HOURS = 60 * 60
CLOCK_SET_BACK = 60
"""Seconds a seal may seem to come from the future: clocks are set right while a line runs."""


class SignedState:
    """Seals what only this line may write; each `purpose` has seals of its own.

    >>> seal = SignedState("secret", "call")
    >>> seal.open(seal.shut({"call": 1}))
    {'call': 1}
    """

    def __init__(self, secret: str, purpose: str, lasts: int = 4 * HOURS) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt=purpose)
        self._lasts = lasts

    def shut(self, value: Any) -> str:
        """Write a value down, compressed and signed."""
        return str(self._serializer.dumps(value))

    def open(self, text: str) -> Any:
        """Return the value that was sealed.

        Raises:
            Refused: Somebody else wrote it, or it was sealed too long ago.
        """
        try:
            value, sealed = self._serializer.loads(text, return_timestamp=True)
        except BadData as error:
            raise Refused("forged", "this was not written by this line; begin anew") from error
        if not -CLOCK_SET_BACK <= time.time() - sealed.timestamp() <= self._lasts:
            raise Refused("expired", "this is too old to go on with; begin anew")
        return value
