"""A call for a person at a terminal: keys as they are typed, in real time.

Where the input is no terminal, each of its lines is one turn: the keys to press, or nothing to stay
silent. Its end hangs up.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, TextIO

from rich.table import Table
from rich.text import Text

from twiml_phone.call import KEYS
from twiml_phone.errors import PhoneError
from twiml_phone.interpreter.events import CallEnd, KeyPress, LineWarning, PromptPlayed, Trouble
from twiml_phone.terminal.keyboard import HANG_UP, forget_typed, keys_at_once, typed
from twiml_phone.testing.transcript import printable, words

if TYPE_CHECKING:
    from rich.console import Console

    from twiml_phone import Call, Phone
    from twiml_phone.interpreter.events import Event
    from twiml_phone.terminal.player import Player


def converse(
    phone: Phone, path: str, keyboard: TextIO, console: Console, player: Player | None = None
) -> Call:
    """Make a call and let a person have it; return it when it is over.

    A player lets them hear the sounds too, where time is real.
    """
    if keyboard.isatty() and find_spec("termios"):
        console.print("Press 0-9, * or # at any time. Ctrl-C hangs up.", style="dim")
        with keys_at_once(keyboard.fileno()):
            call = phone.dial(path, live=True)
            return _in_real_time(call, keyboard.fileno(), _Screen(console), player)
    return _turn_by_turn(phone.dial(path), keyboard, _Screen(console))


def _in_real_time(call: Call, keyboard: int, screen: _Screen, player: Player | None) -> Call:
    try:
        while not call.ended:
            screen.show(call)
            if player:
                player.follow(call)
            _live_on(call, keyboard, player)
    except KeyboardInterrupt:
        call.hang_up()
    if player:
        player.stop()
    screen.show(call)
    return call


def _live_on(call: Call, keyboard: int, player: Player | None) -> None:
    """Let time pass until something happens or a key is pressed, whichever comes first."""
    documents = len(call.requests)
    begun = time.monotonic()
    moment = min([call.until, *(at for at in map(_begins, call.ahead) if at > call.seconds)])
    key = typed(keyboard, moment - call.seconds)
    if key == HANG_UP:
        raise KeyboardInterrupt
    call.wait(round(time.monotonic() - begun, 2) if key else moment - call.seconds)
    if key and key in KEYS and not call.ended:
        if player and call.listening and call.listening.interrupts:
            player.stop()  # before the line is asked, which may take long
        call.press(key)
    if len(call.requests) > documents:
        forget_typed(keyboard)  # the telephone network does not hold keys for the next menu


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
            if isinstance(event, PromptPlayed) and event.start <= call.seconds:
                self._show(event)

    def explain(self, message: str) -> None:
        """Tell the person what they cannot do."""
        self._console.print(Text(message, style="yellow"))

    def _show(self, event: Event) -> None:
        if isinstance(event, PromptPlayed):
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
    if isinstance(event, PromptPlayed):
        label, told = words(event)
        return Text(label, style="cyan"), Text(told)
    if event.event not in LABELS:
        return None
    label, style = LABELS[event.event]
    return Text(label, style=style), Text(_told(event))


def _told(event: Event) -> str:
    text = "silence"
    match event:
        case KeyPress(key=key, lost=lost):
            text = f"{key} (nobody listens)" if lost else key
        case LineWarning(code=code, message=message) | Trouble(code=code, message=message):
            text = f"{printable(message)} ({code})"
        case CallEnd(by="caller"):
            text = "you hung up"
        case CallEnd(status=status):
            text = "the line hung up" + ("" if status == "completed" else f" ({status})")
    return text


def _begins(event: Event) -> float:
    return event.start if isinstance(event, PromptPlayed) else event.at
