"""Events ⇄ the plain text people read and tests replay.

    # What this call shows. Comments stay on top.
    dials
    hears [en-US] For your bill, press 1.
    presses 1
    hears [sound] https://example.com/music.mp3
    stays silent
    hung up by the line

A sound that tells its words and their language reads as if they were said; any other is `[sound]`
and its URL, and one that is meant as a gap is not heard (see `media`).

Who waits until Twilio ends the longest of calls, as in `<Echo>`, `stays silent` before that.

`dials /voice?language=en-US` dials another path. `begins to hear …` was cut short by the caller;
`presses 1 after 2.5 s` and `hangs up after 2.5 s` tell how long after the caller's last act, where
that is not the moment the line began to wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twiml_phone.interpreter.events import (
    CallEnd,
    KeyPress,
    LineWarning,
    Listening,
    NoInput,
    PromptPlayed,
    Trouble,
)
from twiml_phone.testing.script import Act, HangUp, Silence, Transcript, TranscriptError, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.call import Call
    from twiml_phone.interpreter.events import Event
    from twiml_phone.phone import Phone


__all__ = ["TranscriptError", "again", "perform", "printable", "read", "replay", "write"]

INSTANT = 1e-6
"""Seconds: what lies closer together is one moment."""


def replay(text: str, phone: Phone) -> str:
    """Do again what the caller did, and write down what is heard this time."""
    script = read(text)
    return script.comments + write(again(script, phone).events, script.path)


def again(script: Transcript, phone: Phone) -> Call:
    """Do again what the caller did, and return the call."""
    call = phone.dial(script.path, live=True)
    for act in script.acts:
        if call.ended:
            break
        perform(call, act)
    call.hear_out()
    return call


def write(events: Iterable[Event], path: str = "") -> str:
    r"""Write a call down; `path` is what was dialled, if not the phone's own.

    >>> write([PromptPlayed(kind="say", start=0, end=2, text="Hello", language="en-US")])
    'dials\nhears [en-US] Hello\n'
    """
    lines = [f"dials {path}".strip()]
    act, listening = 0.0, None
    for event in events:
        match event:
            case Listening():
                listening = event
            case KeyPress(at=at, key=key):
                _add_key(lines, key, _after(at, act, listening), joined=at - act < INSTANT)
                act, listening = at, None  # the line says so if it goes on listening
            case NoInput(at=at):
                lines.append("stays silent")
                act, listening = at, None
            case CallEnd(by="caller", at=at):
                lines.append("hangs up" + _after(at, act, listening))
            case CallEnd(by="limit"):
                lines += ["stays silent", _line(event)]
            case PromptPlayed() | Trouble() | LineWarning() | CallEnd():
                lines.append(_line(event))
    return "\n".join(lines) + "\n"


def printable(text: str) -> str:
    """Put a text from the line on one line of ours: no control characters, no line breaks."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


def perform(call: Call, act: Act) -> None:
    """Do one thing a caller does in a transcript, when it says."""
    if isinstance(act, Silence):
        call.hear_out()
        call.wait()
        return
    if act.after is None:
        call.hear_out()
    if isinstance(act, HangUp):
        call.hang_up(act.after)
    elif not call.ended:
        call.press(act.keys, act.after)


def _line(event: PromptPlayed | Trouble | LineWarning | CallEnd) -> str:
    match event:
        case PromptPlayed():
            return _heard(event)
        case CallEnd(status="completed"):
            return "hung up by the line"
        case CallEnd(status=status):
            return f"hung up by the line ({status})"
        case Trouble(code=code, message=message):
            return f"trouble {code}: {printable(message)}"
        case LineWarning(code=code, message=message):
            return f"warning {code}: {printable(message)}"


def words(event: PromptPlayed) -> tuple[str, str]:
    """Tell what was heard: the language and the words, or else the kind of sound and which."""
    if event.kind == "tones":
        return "tones", printable(event.text)
    if event.kind == "say" or (event.text and event.language):
        return event.language, printable(event.text)
    return "sound", printable(event.url)


def _heard(event: PromptPlayed) -> str:
    verb = "begins to hear" if event.cut else "hears"
    times = f" {event.times} times" if event.times > 1 else ""
    kind, told = words(event)
    return f"{verb}{times} [{kind}] {told}"


def _add_key(lines: list[str], key: str, after: str, *, joined: bool) -> None:
    """Write a key down, beside those pressed at the same moment."""
    if joined and lines[-1].startswith("presses "):
        presses, keys, *rest = lines[-1].split(" ")
        lines[-1] = " ".join([presses, keys + key, *rest])
    else:
        lines.append(f"presses {key}{after}")


def _after(at: float, act: float, listening: Listening | None) -> str:
    """Tell when an act came, if not at the moment the line began to wait."""
    if listening and abs(at - max(act, listening.until - listening.timeout)) < INSTANT:
        return ""
    return f" after {round(at - act, 6):.10g} s"
