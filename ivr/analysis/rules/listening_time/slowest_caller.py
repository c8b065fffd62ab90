"""Callers who need long have a minute at every place before the line hangs up.

Counted is what a caller hears who presses nothing: each time the choices are said, and the wait
after them.

Good:
```yaml
everywhere:
  no-input:
    - {en-US: "I did not hear a key. Let me repeat."}
    - {en-US: "The keys are the numbers on your phone."}
```

Bad:
```yaml
everywhere:
  no-input:
    - {en-US: "No key."}
  warning: {en-US: "Call {help}. Or press {repeat}."}
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hours}}
      - {to: prices, label: {en-US: costs}}
```
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule
from ivr.line import dialogue
from ivr.line.dialogue import Listen
from ivr.line.heard import NoKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

ALLOWED = 60.0
"""seconds from the first word at a place; less is an error"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find places that let go of a silent caller too soon."""
    for place, code in line.arrivals():
        seconds = _patience(line, heard, place.name, code)
        if seconds < ALLOWED:
            told = f'{code}: a silent caller at "{place.name}" is let go after {seconds:.0f} s'
            advice = f"{ALLOWED:g} are right; add a prompt to everywhere.no-input"
            yield Fault(line.here(place.name), f"{told}; {advice}")


def _patience(line: Line, heard: MeasuredLine, place: str, code: str) -> float:
    """Return the seconds until the line hangs up on somebody who presses nothing."""
    turn = replace(line.turn(place, code), slow=False)
    seconds = 0.0
    while isinstance(turn.then, Listen):
        seconds += heard.clock.length(turn) + turn.then.patience
        turn = dialogue.answer(line.flow, turn.then.state, NoKey())
    return seconds


RULE = HeardRule(
    "R44",
    "slowest-caller",
    "error",
    "Irish NDA 2.1 and WCAG 2.2.1: ten times the usual time to answer",
    check=check,
)
