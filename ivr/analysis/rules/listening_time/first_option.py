"""The first choice begins within eight seconds of picking up, and in a submenu within three.

What comes before is paid by everybody, on every call. An answer that a menu opens with does not
count: it is what most of its callers want.

Good:
```yaml
everywhere:
  welcome: {en-US: "Hello. This is the line of the clinic."}
```

Bad:
```yaml
everywhere:
  welcome:
    en-US: >-
      Hello, and thank you for calling the line of the clinic, where we take care of you and of
      your family on every day of the week from Monday to Friday.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine
    from ivr.analysis.timing.stops import MenuStop

KIND = 8.0
"""seconds from picking up; more are a warning"""
MOST = 15.0
"""seconds from picking up; more are an error"""
SUBMENU = 3.0
"""seconds of a submenu's title and text; more are a warning"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find what keeps callers from the first choice."""
    for code, report in heard.reports.items():
        first, *others = report.stops
        seconds = first.intro - first.answer
        if seconds > KIND:
            told = f"{code}: the first choice begins after {seconds:.1f} s, {KIND:g} are kind"
            severity = weigh(error=seconds > MOST)
            yield Fault(("everywhere", "welcome", code), f"{told}; say less before it", severity)
        for stop in {stop.place: stop for stop in others}.values():
            yield from _submenu(line, code, stop)


def _submenu(line: Line, code: str, stop: MenuStop) -> Iterator[Fault]:
    seconds = stop.intro - stop.answer
    if seconds > SUBMENU:
        told = f"{seconds:.1f} s are said before the first choice (at most {SUBMENU:g})"
        yield Fault(line.where(stop.lead[-1].prompt), f"{code}: {told}; say less")


RULE = HeardRule(
    "R40",
    "first-option",
    "warning",
    "ACIxD: a welcome only; Angel.com: 30 s is the bad case; the numbers are ours",
    check=check,
)
