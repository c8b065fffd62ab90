"""Lets the owner of a line in, by a password; only they may use the workbench from elsewhere."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, TypedDict

from flask import request

from ivr.simulator.policy import Refused
from ivr.simulator.seal import HOURS, Seal

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

COOKIE = "ivr_owner"
LASTS = 12 * HOURS


class Flags(TypedDict):
    """What keeps a cookie from scripts, other sites and plain HTTP."""

    secure: bool
    httponly: bool
    samesite: str


class Login:
    """Knows the owner by a sealed cookie. Another password makes all cookies worthless."""

    def __init__(self, secret: str, password: str, *, secure: bool) -> None:
        self._password = password.encode()
        self._seal = Seal(secret, f"owner {sha256(self._password).hexdigest()}", LASTS)
        self._secure = secure

    def fits(self, password: str) -> bool:
        """Tell whether a password is the owner's, taking as long for any."""
        return compare_digest(password.encode(), self._password)

    def knows(self) -> bool:
        """Tell whether a request comes from the owner."""
        try:
            return bool(self._seal.open(request.cookies.get(COOKIE, "")))
        except Refused:
            return False

    def remember(self, answer: Response) -> Response:
        """Let a browser in from now on."""
        answer.set_cookie(COOKIE, self._seal.shut("owner"), max_age=LASTS, **self._flags())
        return answer

    def forget(self, answer: Response) -> Response:
        """Let a browser in no more."""
        answer.delete_cookie(COOKIE, **self._flags())
        return answer

    def _flags(self) -> Flags:
        secure = self._secure or request.is_secure
        return {"secure": secure, "httponly": True, "samesite": "Strict"}
