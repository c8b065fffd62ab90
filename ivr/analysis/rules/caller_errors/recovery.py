"""A wrong key costs fifteen seconds at most, on average.

Counted is the title of the wrong place, a moment to notice, the key that goes back, and the way to
the right choice once more.

Good:
```yaml
messages:
  hours:
    title: {en-US: Opening hours}
```

Bad:
```yaml
menus:
  main:
    text:
      en-US: >-
        Here you can learn when the clinic is open, and what a visit costs. Take your time, and
        press a key as soon as you have heard what you would like to know, also while I speak.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

MOST = 15.0
"""seconds on average; more are a warning"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find languages in which errors cost callers dearly."""
    for code, report in heard.reports.items():
        if report.recovery > MOST:
            told = (
                f"{code}: a wrong key costs {report.recovery:.1f} s on average (at most {MOST:g}); "
                "shorten the titles and what comes before the choices"
            )
            yield Fault(line.here(line.flow.start), told)


RULE = HeardRule("R67", "recovery", "warning", "our own goal", check=check)
