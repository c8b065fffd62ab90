"""Lets the owner of a line in, by a password: only the owner may use the workbench from outside."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex
from typing import TYPE_CHECKING, TypedDict

from flask import request

from ivr.web.security.logouts import Logouts
from ivr.web.security.security_headers import Refused
from ivr.web.security.signed_state import HOURS, SignedState

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.wrappers import Response

COOKIE = "ivr_owner"
LASTS = 12 * HOURS


class Flags(TypedDict):
    """What keeps a cookie from scripts, other sites and plain HTTP."""

    secure: bool
    httponly: bool
    samesite: str


class Login:
    """Knows the owner by a sealed cookie. Another password makes all cookies worthless.

    Args:
        secret: What cookies are sealed with.
        password: The owner's.
        folder: Where logins that were ended are remembered.
        secure: Send cookies over HTTPS alone.
    """

    def __init__(self, secret: str, password: str, folder: Path, *, secure: bool) -> None:
        self._password = password.encode()
        self._seal = SignedState(secret, f"owner {sha256(self._password).hexdigest()}", LASTS)
        self._ended = Logouts(folder, LASTS)
        self._secure = secure

    def fits(self, password: str) -> bool:
        """Tell whether a password is the owner's, taking as long for any."""
        return compare_digest(password.encode(), self._password)

    def knows(self) -> bool:
        """Tell whether a request comes from the owner."""
        return self._login() is not None

    def remember(self, answer: Response) -> Response:
        """Let a browser in from now on."""
        answer.set_cookie(COOKIE, self._seal.shut(token_hex()), max_age=LASTS, **self._flags())
        return answer

    def forget(self, answer: Response) -> Response:
        """Let a browser in no more, nor whoever has a copy of its cookie."""
        if login := self._login():
            self._ended.add(login)
        answer.delete_cookie(COOKIE, **self._flags())
        return answer

    def _login(self) -> str | None:
        """Return the name of the login a request belongs to; None if there is none that holds."""
        try:
            login = str(self._seal.open(request.cookies.get(COOKIE, "")))
        except Refused:
            return None
        return None if login in self._ended else login

    def _flags(self) -> Flags:
        secure = self._secure or request.is_secure
        return {"secure": secure, "httponly": True, "samesite": "Strict"}
