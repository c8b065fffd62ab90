"""A call travels to the page and back as a value that nobody else can write."""

from __future__ import annotations

from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from ivr.simulator.policy import Refused

HOURS = 60 * 60


class Seal:
    """Seals what only this line may write; each `purpose` has seals of its own.

    >>> seal = Seal("secret", "call")
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
            return self._serializer.loads(text, max_age=self._lasts)
        except SignatureExpired as error:
            raise Refused("expired", "this is too old to go on with; begin anew") from error
        except BadData as error:
            raise Refused("forged", "this was not written by this line; begin anew") from error
