"""The watch looks again whatever happens, and ends with its owner."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from ivr.menu.watch import Watch

Until = Callable[..., None]

PATIENCE = 60.0


class Owner:
    """Looks at something, and fails as long as it is told to."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.looks = 0
        self.may_end = threading.Event()
        self.may_end.set()
        self.watch = Watch(self.look, lambda: 0.0)

    def look(self) -> None:
        self.looks += 1
        assert self.may_end.wait(PATIENCE)
        if self.error:
            raise self.error


def seen_looking(until: Until) -> Watch:
    """Return the watch of an owner who is gone."""
    owner = Owner()
    until(lambda: owner.looks > 2)
    return owner.watch


def test_a_look_that_fails_is_reported_logged_once_and_made_again(caplog, until: Until) -> None:
    owner = Owner()
    owner.error = MemoryError("no room")
    until(lambda: owner.watch.failure == "MemoryError: no room")
    looks = owner.looks
    until(lambda: owner.looks > looks + 3)
    assert caplog.text.count("a look at the line's files failed") == 1
    owner.error = None
    until(lambda: not owner.watch.failure)


def test_a_look_that_does_not_end_is_reported_with_the_seconds_it_has_lasted(until: Until) -> None:
    owner = Owner()
    owner.may_end.clear()
    until(lambda: owner.watch.lasts() > 0.05)
    owner.may_end.set()
    until(lambda: owner.looks > 3 and owner.watch.lasts() < 0.05)


def test_a_watch_ends_with_its_owner(until: Until) -> None:
    thread = seen_looking(until).thread
    gc.collect()
    thread.join(PATIENCE)
    assert not thread.is_alive()
