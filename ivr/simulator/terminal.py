"""A call for a person at a terminal: keys as they are typed, in real time.

Where the input is no terminal, each of its lines is one turn: the keys to press, or nothing to stay
silent. Its end hangs up.
"""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, TextIO

from rich.table import Table
from rich.text import Text

from ivr.errors import PhoneError
from ivr.phone.call import KEYS
from ivr.phone.events import Heard, HungUp, Pressed, Trouble, Warned
from ivr.phone.transcript import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ivr.phone import Call, Phone
    from ivr.phone.events import Event

ESCAPE, HANG_UP = "\x1b", "\x04"  # HANG_UP is Ctrl-D


def converse(phone: Phone, path: str, keyboard: TextIO, console: Console) -> Call:
    """Make a call and let a person have it; return it when it is over."""
    if keyboard.isatty() and find_spec("termios"):
        console.print("Press 0-9, * or # at any time. Ctrl-C hangs up.", style="dim")
        with _keys_at_once(keyboard.fileno()):
            return _in_real_time(phone.dial(path, live=True), keyboard.fileno(), _Screen(console))
    return _turn_by_turn(phone.dial(path), keyboard, _Screen(console))


def _in_real_time(call: Call, keyboard: int, screen: _Screen) -> Call:
    try:
        while not call.ended:
            screen.show(call)
            _live_on(call, keyboard)
    except KeyboardInterrupt:
        call.hang_up()
    screen.show(call)
    return call


def _live_on(call: Call, keyboard: int) -> None:
    """Let time pass until something happens or a key is pressed, whichever comes first."""
    documents = len(call.requests)
    begun = time.monotonic()
    moment = min([call.until, *(at for at in map(_begins, call.ahead) if at > call.seconds)])
    key = _typed(keyboard, moment - call.seconds)
    if key == HANG_UP:
        raise KeyboardInterrupt
    call.wait(round(time.monotonic() - begun, 2) if key else moment - call.seconds)
    if key and key in KEYS and not call.ended:
        call.press(key)
    if len(call.requests) > documents:
        _forget_typed(keyboard)  # the telephone network does not hold keys for the next menu


def _turn_by_turn(call: Call, lines: TextIO, screen: _Screen) -> Call:
    screen.show(call)
    for line in lines:
        if call.ended:
            break
        try:
            call.press(line.strip()) if line.strip() else call.wait()
        except PhoneError as error:
            screen.explain(str(error))
        screen.show(call)
    call.hang_up()
    screen.show(call)
    return call


class _Screen:
    """Shows each event once: what is being said when it begins, the rest when it happens."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown = 0
        self._begun: tuple[float, str, str] | None = None

    def show(self, call: Call) -> None:
        """Show what is new in a call."""
        events = call.events
        for event in events[self._shown :]:
            self._show(event)
        self._shown = len(events)
        for event in call.ahead:
            if isinstance(event, Heard) and event.start <= call.seconds:
                self._show(event)

    def explain(self, message: str) -> None:
        """Tell the person what they cannot do."""
        self._console.print(Text(message, style="yellow"))

    def _show(self, event: Event) -> None:
        if isinstance(event, Heard):
            mark = (event.start, event.text, event.url)
            if mark == self._begun:
                return
            self._begun = mark
        row = _row(event)
        if row is None:
            return
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(justify="right", style="dim", min_width=7)
        line.add_column(min_width=5)
        line.add_column()
        line.add_row(Text(f"{_begins(event):.1f} s"), *row)
        self._console.print(line)


LABELS = {
    "pressed": ("you", "green"),
    "silent": ("you", "green"),
    "warned": ("odd", "yellow"),
    "trouble": ("error", "red"),
    "hung up": ("end", "magenta"),
}


def _row(event: Event) -> tuple[Text, Text] | None:
    """Tell an event by a label and a text; None if a person need not know."""
    if isinstance(event, Heard):
        label = {"say": event.language, "play": "sound", "tones": "tones"}[event.kind]
        return Text(label, style="cyan"), Text(printable(event.url or event.text))
    if event.event not in LABELS:
        return None
    label, style = LABELS[event.event]
    return Text(label, style=style), Text(_told(event))


def _told(event: Event) -> str:
    text = "silence"
    match event:
        case Pressed(key=key, lost=lost):
            text = f"{key} (nobody listens)" if lost else key
        case Warned(code=code, message=message) | Trouble(code=code, message=message):
            text = f"{printable(message)} ({code})"
        case HungUp(by="caller"):
            text = "you hung up"
        case HungUp(status=status):
            text = "the line hung up" + ("" if status == "completed" else f" ({status})")
    return text


def _begins(event: Event) -> float:
    return event.start if isinstance(event, Heard) else event.at


@contextmanager
def _keys_at_once(keyboard: int) -> Iterator[None]:
    """Take keys without Enter and without showing them; whatever happens, put things back."""
    import termios  # noqa: PLC0415  # not every system has terminals of this kind
    import tty  # noqa: PLC0415

    deadly = (signal.SIGTERM, signal.SIGHUP)
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


def _typed(keyboard: int, seconds: float) -> str | None:
    """Wait so long for one key; the sequences of arrows and the like are no keys."""
    ready, _, _ = select.select([keyboard], [], [], max(0.0, seconds))
    if not ready:
        return None
    key = os.read(keyboard, 1).decode(errors="replace") or HANG_UP
    if key == ESCAPE:
        _forget_typed(keyboard)
    return key


def _forget_typed(keyboard: int) -> None:
    import termios  # noqa: PLC0415

    with suppress(termios.error):
        termios.tcflush(keyboard, termios.TCIFLUSH)
