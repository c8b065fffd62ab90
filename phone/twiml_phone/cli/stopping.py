"""Ends a command that is stopped, at whatever moment, without a traceback.

While its modules are loaded (`__main__.py`), and once it is over, Ctrl-C ends the process at
once, as it ends a program in C. Only in between, when there is something to put away, is it a
KeyboardInterrupt.
"""

from __future__ import annotations

import _thread
import signal
import sys
from contextlib import contextmanager
from threading import Timer, current_thread, main_thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPS = (signal.SIGINT, signal.SIGTERM)
SOON = 0.05
"""Seconds after which an interrupt is tried again that came where Python cannot raise it."""
_lost: list[KeyboardInterrupt] = []


class Terminated(KeyboardInterrupt):
    """The process was told to end, by SIGTERM; it does so as if Ctrl-C had been pressed."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Have Ctrl-C and SIGTERM raise a KeyboardInterrupt as long as a command runs."""
    if current_thread() is not main_thread():
        yield  # only the main thread is ever interrupted
        return
    deadly = [each for each in STOPS if signal.getsignal(each) is signal.SIG_DFL]
    _lost.clear()
    hook, sys.unraisablehook = sys.unraisablehook, _try_again
    for each in deadly:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        for each in deadly:
            signal.signal(each, signal.SIG_DFL)
        sys.unraisablehook = hook


def lost_interrupt() -> KeyboardInterrupt | None:
    """Return an interrupt that came where Python only prints errors, or None.

    What was done since may be wrong: pydantic, interrupted while it matches a pattern, says that
    the text does not fit.
    """
    return _lost[0] if _lost else None


def status(interrupt: KeyboardInterrupt) -> int:
    """Return the exit status of a command that was stopped: 128 and the signal, as shells count."""
    return 128 + (signal.SIGTERM if isinstance(interrupt, Terminated) else signal.SIGINT)


def _stop(number: int, _: object) -> None:
    for each in STOPS:
        signal.signal(each, signal.SIG_DFL)  # a second one need not wait for what is put away
    raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


def _try_again(unraisable: Any) -> None:
    """Interrupt once more, soon: the interrupt came in a place whose errors Python only prints."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    _lost.append(unraisable.exc_value)
    number = signal.SIGTERM if isinstance(unraisable.exc_value, Terminated) else signal.SIGINT
    signal.signal(number, _stop)
    again = Timer(SOON, _thread.interrupt_main, (number,))
    again.daemon = True
    again.start()
