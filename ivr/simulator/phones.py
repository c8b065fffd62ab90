"""The lines a page may call: our own, in this process, and those its owner allows."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx

from ivr.phone.origins import origin
from ivr.phone.phone import Phone
from ivr.simulator.policy import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """The phone that calls our own line, and what those that call others need.

    Args:
        own: Calls our line, for everybody at once.
        home: The address our line believes to have.
        may_call: The origins of other lines that may be called.
        token: What requests to them are signed with.
    """

    own: Phone
    home: str
    may_call: frozenset[str] = frozenset()
    token: str | None = None

    @contextmanager
    def calling(self, url: str) -> Iterator[Phone]:
        """Lend a phone that calls a line; without a URL our own.

        One that calls another line is new each time: somebody may be changing its sounds.
        """
        if not url:
            yield self.own
            return
        if not self.allows(url):
            raise Refused("not-allowed", f"add {url} to IVR_MAY_CALL to call it")
        with Phone(url, auth_token=self.token, may_call=self.may_call) as phone:
            yield phone

    def allows(self, url: str) -> bool:
        """Tell whether another line may be called."""
        try:
            return origin(url) in self.may_call
        except (httpx.InvalidURL, UnicodeError):
            return False

    def near(self, url: str) -> str:
        """Return an address of our own line as pages ask for it, relative; others as they are."""
        return url.removeprefix(f"{self.home}/")


def in_language(language: str | None) -> str:
    """Return what to dial to be answered in a language; without one, as usual."""
    return f"?{urlencode({'language': language})}" if language else ""
