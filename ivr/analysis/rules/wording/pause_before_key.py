"""There is a short pause between what a key does and the key.

The pause lets the label sink in before the number comes. It is made by the comma in the language's
`option`, and by who speaks it; a Turkish sentence has its verb last and the pause before the key's
own word. Looked at is the longest pause within each choice, and judged the middle one of them all.

Good:
```sounds
- {prompt: main.to-hours, text: "To hear the opening hours, press 1.", pauses: [0.3]}
- {prompt: main.to-prices, text: "To ask for prices, press 2.", pauses: [0.25]}
```

Bad:
```sounds
- {prompt: main.to-hours, text: "To hear the opening hours, press 1.", pauses: [0.06]}
- {prompt: main.to-prices, text: "To ask for prices, press 2.", pauses: []}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.measured_line import middle
from ivr.analysis.rules.rule import Fault, HeardRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line
    from ivr.analysis.rules.measured_line import MeasuredLine

SHORTEST = 0.2
"""seconds; less is a warning"""
LONGEST = 0.5
"""seconds; more is a warning"""


def check(_: Line, heard: MeasuredLine) -> Iterator[Fault]:
    """Find languages whose choices are spoken in one breath, or fall apart."""
    for code, clips in heard.by_language():
        offers = (clip for clip in clips if ".to-" in clip.prompt.name)
        pause = middle(max(clip.pauses, default=0.0) for clip in offers)
        if pause is not None and not SHORTEST <= round(pause, 2) <= LONGEST:
            told = (
                f"{code}: the pause before the key lasts {pause:.2f} s, and {SHORTEST} to "
                f"{LONGEST} s are right; put a comma before the key, or choose another voice"
            )
            yield Fault(("languages", code, "option"), told)


RULE = HeardRule(
    "R21", "pause-before-key", "warning", "W3C COGA; the seconds are ours", check=check
)
