"""Limits how much of the server pages may take: the telephone's webhooks need the rest."""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from ivr.web.security.security_headers import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


class Share:
    """Lets so many run at once in this process, and refuses the rest.

    Nobody waits in line here: who waits holds a thread, and as soon as one page is done the next
    would begin, so that webhooks had the processor never to themselves. Pages ask again.
    """

    def __init__(self, running: int) -> None:
        self._places = BoundedSemaphore(running)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Run within the share.

        Raises:
            Refused: The share is taken.
        """
        if not self._places.acquire(blocking=False):
            raise Refused("busy", "many are calling at the moment; try again in a second")
        try:
            yield
        finally:
            self._places.release()
