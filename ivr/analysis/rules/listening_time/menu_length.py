"""A whole menu is said in twenty seconds, and never takes thirty.

A caller who wants to hear every choice before choosing has to keep them all in mind that long. The
welcome does not count, nor does the answer that a menu opens with.

Good:
```yaml
menus:
  main:
    choices:
      - {to: hours, label: {en-US: hear the opening hours}}
      - {to: prices, label: {en-US: ask for prices}}
```

Bad:
```yaml
menus:
  main:
    text:
      en-US: >-
        We can tell you when the clinic is open, and what you will have to pay for a visit, for a
        certificate, for the laboratory, and for everything else that a clinic does, in words that
        are easy to understand, and as often as you like.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

KIND = 20.0
"""seconds; more are a warning"""
MOST = 30.0
"""seconds; more are an error"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find menus that take long to hear out."""
    for code, report in heard.reports.items():
        for stop in {stop.place: stop for stop in report.stops}.values():
            seconds = stop.length - stop.welcome - stop.answer
            if seconds > KIND:
                told = f'{code}: "{stop.place}" takes {seconds:.1f} s, and {KIND:g} are kind'
                severity = weigh(error=seconds > MOST)
                yield Fault(line.here(stop.place), f"{told}; shorten its labels", severity)


RULE = HeardRule(
    "R41", "menu-length", "warning", "ours: 2 + 5 × 3.0 + 4 × 0.6 seconds", check=check
)
