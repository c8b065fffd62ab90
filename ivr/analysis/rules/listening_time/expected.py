"""Callers hear the first word of what they called for in 25 seconds, on average.

Nine of ten in 45, and everybody in a minute. Counted are those who press as soon as they have heard
their choice; `ivr time` tells where the seconds go.

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
        This line tells you when the clinic is open, and what you have to pay for a visit, for a
        certificate, for the laboratory and for everything else. It is free of charge, it is there
        on every day of the year, and you can hear whatever you like as often as you like. Please
        choose what you would like to hear, in the order in which it comes to your mind.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

EXPECTED = 25.0
"""seconds on average; more are a warning"""
NINE_OF_TEN = 45.0
"""seconds for nine callers of ten; more are a warning"""
WORST = 60.0
"""seconds for anybody; more are a warning"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find languages in which callers wait too long."""
    for code, report in heard.reports.items():
        figures = (
            (report.expected, EXPECTED, "on average"),
            (report.p90, NINE_OF_TEN, "for one caller of ten"),
            (report.worst, WORST, "at worst"),
        )
        long = [
            f"{each:.1f} s {who} (at most {most:g})" for each, most, who in figures if each > most
        ]
        if long:
            told = f"{code}: an answer's first word comes after {', '.join(long)}; see `ivr time`"
            yield Fault(line.here(line.flow.start), told)


RULE = HeardRule("R50", "expected-time", "warning", "our own goal", check=check)
