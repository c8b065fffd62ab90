"""What one act on a line may cost, so that no line keeps a phone for ever; each exchange counts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from twiml_phone.errors import PhoneError

if TYPE_CHECKING:
    from collections.abc import Callable


class SpentError(PhoneError):
    """An act cost more than it may. (PhoneError > this)."""


class Allowance:
    """Bounds on one act: real time, requests, the bytes of their answers, and events.

    Args:
        seconds: Of real time, from now on.
        requests: Documents, sounds and everything else that is asked for.
        size: Bytes of all answers.
        events: What may happen in the call.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        seconds: float,
        requests: int,
        size: int,
        events: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds, self._requests, self._size, self._events = seconds, requests, size, events
        self._clock = clock
        self._until = clock() + seconds
        self._asked = self._read = 0

    def ask(self, until: float) -> float:
        """Count a request, and return until when it may last.

        Raises:
            SpentError: There is no time left, or there were too many.
        """
        self.check()
        self._asked += 1
        if self._asked > self._requests:
            raise SpentError(f"one act made more than {self._requests} requests of the line")
        return min(until, self._until)

    def take(self, size: int) -> None:
        """Count the bytes of an answer.

        Raises:
            SpentError: There were too many.
        """
        self._read += size
        if self._read > self._size:
            raise SpentError(f"one act was answered with more than {self._size // 2**20} MB")

    def check(self, events: int = 0) -> None:
        """Make sure there is time left, and that not too much happened.

        Raises:
            SpentError: It is not so.
        """
        if self._clock() >= self._until:
            raise SpentError(f"one act on the line took more than {self._seconds:g} s")
        if events > self._events:
            raise SpentError(f"one act on the line led to more than {self._events} events")
