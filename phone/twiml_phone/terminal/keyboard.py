"""The keys of a terminal, each as it is typed."""

from __future__ import annotations

import os
import select
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPE, HANG_UP = "\x1b", "\x04"  # HANG_UP is Ctrl-D


@contextmanager
def keys_at_once(keyboard: int) -> Iterator[None]:
    """Take keys without Enter and without showing them; whatever happens, put things back."""
    import termios  # noqa: PLC0415  # not every system has terminals of this kind
    import tty  # noqa: PLC0415

    deadly = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = termios.tcgetattr(keyboard)
    handlers = {number: signal.signal(number, _interrupt) for number in deadly}
    try:
        tty.setcbreak(keyboard)
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def typed(keyboard: int, seconds: float) -> str | None:
    """Wait so long for one key; the sequences of arrows and the like are no keys."""
    ready, _, _ = select.select([keyboard], [], [], max(0.0, seconds))
    if not ready:
        return None
    key = os.read(keyboard, 1).decode(errors="replace") or HANG_UP
    if key == ESCAPE:
        forget_typed(keyboard)
    return key


def forget_typed(keyboard: int) -> None:
    """Drop what was typed so far."""
    import termios  # noqa: PLC0415

    with suppress(termios.error):
        termios.tcflush(keyboard, termios.TCIFLUSH)
