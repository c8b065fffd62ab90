"""The lines a page may call: our own, in this process, and those its owner allows.

A phone is loaded when a page first calls: no call from Twilio needs one.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ivr.web.pages.share import Share
from ivr.web.security.security_headers import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from twiml_phone import Phone
    from twiml_phone.http.limits import Allowance

ACT_SECONDS = 12.0
"""Of real time, for one act; a page waits for 15."""
ACT_REQUESTS = 600
ACT_BYTES = 64 * 1024 * 1024
ACT_EVENTS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """The phone that calls our own line, and what those that call others need.

    Args:
        own: Returns the phone that calls our line, for everybody at once.
        home: The address our line believes to have.
        may_call: The origins of other lines that may be called.
        token: What requests to them are signed with.
        share: How many calls of our line may be worked on at once, on this process's threads.
        others_share: The same for calls of other lines, which may be slow.
    """

    own: Callable[[], Phone]
    home: str
    may_call: frozenset[str] = frozenset()
    token: str | None = None
    share: Share = field(default_factory=lambda: Share(running=1))
    others_share: Share = field(default_factory=lambda: Share(running=2))

    @contextmanager
    def calling(self, url: str = "") -> Iterator[Phone]:
        """Lend a phone for one act on a line; without a URL on our own.

        One that calls another line is new each time: somebody may be changing its sounds.

        Raises:
            Refused: The line may not be called, or too many are being called.
        """
        if not url:
            with self.share.taken():
                yield self.own().within(_allowance())
            return
        if not self.allows(url):
            raise Refused("not-allowed", f"add {url} to IVR_MAY_CALL to call it")
        from twiml_phone.phone import Phone  # noqa: PLC0415  # see above

        with (
            self.others_share.taken(),
            Phone(url, auth_token=self.token, may_call=self.may_call) as phone,
        ):
            yield phone.within(_allowance())

    def allows(self, url: str) -> bool:
        """Tell whether another line may be called."""
        import httpx  # noqa: PLC0415  # see above
        from twiml_phone.http.origins import origin  # noqa: PLC0415

        try:
            return origin(url) in self.may_call
        except (httpx.InvalidURL, UnicodeError):
            return False

    def near(self, url: str) -> str:
        """Return an address of our own line as pages ask for it, relative; others as they are."""
        return url.removeprefix(f"{self.home}/")


def _allowance() -> Allowance:
    from twiml_phone.http.limits import Allowance  # noqa: PLC0415  # see above

    return Allowance(ACT_SECONDS, ACT_REQUESTS, ACT_BYTES, ACT_EVENTS)


def in_language(language: str | None) -> str:
    """Return what to dial to be answered in a language; without one, as usual."""
    return f"?{urlencode({'language': language})}" if language else ""
