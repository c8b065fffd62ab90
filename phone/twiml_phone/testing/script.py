"""The caller's part of a transcript: what `transcript` does again with a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from twiml_phone.errors import PhoneError


class TranscriptError(PhoneError):
    """A line of a transcript that says nothing we know. (PhoneError > this)."""


@dataclass(frozen=True, slots=True)
class Press:
    """The caller presses keys, so many seconds after the last act, or when the line waits."""

    keys: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """The caller lets the line wait."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """The caller hangs up."""

    after: float | None = None


Act = Press | Silence | HangUp


@dataclass(frozen=True, slots=True)
class Transcript:
    """The caller's part of a transcript, and the comments on top."""

    comments: str
    path: str
    acts: tuple[Act, ...]


def read(text: str) -> Transcript:
    """Read what the caller does in a transcript; a line that makes no sense is an error."""
    lines = text.splitlines(keepends=True)
    top = next((n for n, line in enumerate(lines) if not _is_comment(line)), len(lines))
    path: str | None = None
    acts: list[Act] = []
    for number, line in enumerate(lines[top:], start=top + 1):
        said = line.strip()
        dials = re.fullmatch(r"dials(?: (.+))?", said)
        if dials and path is None:
            path = dials[1] or ""
        elif path is None or dials:
            raise TranscriptError(f"line {number}: a call begins with one dials, not {said!r}")
        elif act := _act(said, number):
            acts.append(act)
    if path is None:
        raise TranscriptError(f"line {len(lines) + 1}: the transcript ends before anybody dials")
    return Transcript("".join(lines[:top]), path, tuple(acts))


def write(script: Transcript) -> str:
    r"""Write down what a caller does, to be read again.

    >>> write(Transcript("", "?language=en-US", (Press("1", 2.5), Silence(), HangUp())))
    'dials ?language=en-US\npresses 1 after 2.5 s\nstays silent\nhangs up\n'
    """
    lines = [f"dials {script.path}".strip(), *map(_in_words, script.acts)]
    return script.comments + "\n".join(lines) + "\n"


def _in_words(act: Act) -> str:
    match act:
        case Silence():
            return "stays silent"
        case Press(keys=keys, after=after):
            words = f"presses {keys}"
        case HangUp(after=after):
            words = "hangs up"
    return words if after is None else f"{words} after {after:.10g} s"


_LATER = r"(?: after (\d+(?:\.\d+)?) s)?"
_OF_THE_LINE = re.compile(
    r"(hears|begins to hear)( \d+ times)? \[.*?\].*|hung up by the line.*|(trouble|warning) \d+: .*"
)


def _act(said: str, number: int) -> Act | None:
    if presses := re.fullmatch(rf"presses ([0-9*#]+){_LATER}", said):
        return Press(presses[1], _seconds(presses[2]))
    if hangs_up := re.fullmatch(rf"hangs up{_LATER}", said):
        return HangUp(_seconds(hangs_up[1]))
    if said == "stays silent":
        return Silence()
    if _OF_THE_LINE.fullmatch(said):
        return None
    raise TranscriptError(
        f"line {number}: {said!r} is not said in a transcript; a line begins with "
        "hears, presses, stays silent, hangs up or hung up by the line, and comments stay on top"
    )


def _seconds(text: str | None) -> float | None:
    return None if text is None else float(text)


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
