"""What a caller does in a call, short enough for a link.

`12` presses 1 and 2, `12@2.5` does so 2.5 s after the last act, `s` stays silent, `h` hangs up; a
tilde stands between two acts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twiml_phone.errors import PhoneError
from twiml_phone.testing.script import HangUp, Press, Silence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twiml_phone.testing.script import Act

BETWEEN = "~"
SILENT = "s"
HANGS_UP = "h"

_ACT = re.compile(r"(?P<what>[0-9*#]+|s|h)(?:@(?P<after>\d+(?:\.\d+)?))?")


def shorten(acts: Iterable[Act]) -> str:
    """Write acts down for a link.

    >>> shorten([Press("12", 2.5), Silence(), HangUp()])
    '12@2.5~s~h'
    """
    return BETWEEN.join(map(_short, acts))


def lengthen(short: str) -> tuple[Act, ...]:
    """Read what stands in a link.

    >>> lengthen("12@2.5~s")
    (Press(keys='12', after=2.5), Silence())
    """
    return tuple(_act(each) for each in short.split(BETWEEN) if each)


def _short(act: Act) -> str:
    match act:
        case Silence():
            return SILENT
        case Press(keys=what, after=after):
            pass
        case HangUp(after=after):
            what = HANGS_UP
    return what if after is None else f"{what}@{after:.10g}"


def _act(short: str) -> Act:
    found = _ACT.fullmatch(short)
    if found is None:
        raise PhoneError(f"the link does not say what a caller does: {short!r}")
    after = None if found["after"] is None else float(found["after"])
    match found["what"]:
        case "s":
            return Silence()
        case "h":
            return HangUp(after)
        case keys:
            return Press(keys, after)
