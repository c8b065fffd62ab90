"""Between two choices there is half a second to three quarters.

Less runs them together; more, and callers think the line has ended. Counted is all that is silent:
the end of one sound, the gap, and the beginning of the next.

Good:
```sounds
- {prompt: main.to-hours, text: "To hear the opening hours, press 1.", tail: 0.18}
- {prompt: main.to-prices, text: "To ask for prices, press 2.", head: 0.08}
```

Bad:
```sounds
- {prompt: main.to-hours, text: "To hear the opening hours, press 1.", tail: 0.9}
- {prompt: main.to-prices, text: "To ask for prices, press 2.", head: 0.4}
```
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, HeardRule, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

SHORT = 0.5
"""seconds; less is a warning"""
LONG = 0.75
"""seconds; more is a warning"""
TOO_SHORT = 0.3
"""seconds; less is an error"""
TOO_LONG = 1.5
"""seconds; more is an error"""


def check(line: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find choices that run into each other, or stand too far apart."""
    clips = heard.by_prompt
    for menu in line.menus:
        for code in line.flow.languages:
            offers = [choice.prompts[code] for choice in menu.choices]
            known = [clips[prompt] for prompt in offers if prompt in clips]
            for before, after in pairwise(known):
                gap = before.measure.tail + heard.clock.gap() + after.measure.head
                if not SHORT <= round(gap, 2) <= LONG:
                    told = f"{gap:.2f} s of silence before this choice; {SHORT} to {LONG} are kind"
                    severity = weigh(error=not TOO_SHORT <= gap <= TOO_LONG)
                    yield Fault(line.where(after.prompt), told, severity)


RULE = HeardRule(
    "R42", "gaps", "warning", "ACIxD: menu design; Reedy 2015: 250 ms are too short", check=check
)
