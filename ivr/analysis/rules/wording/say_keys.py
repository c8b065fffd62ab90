"""The first thing a caller hears tells that keys are wanted, not words.

People who call a machine for the first time talk to it.

Good:
```yaml
menus:
  main:
    text: {en-US: "Press a key at any time."}
```

Bad:
```yaml
menus:
  main:
    text: {en-US: "How can we help you?"}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line


def check(line: Line) -> Iterator[Fault]:
    """Find languages in which neither the welcome nor the start menu speaks of pressing keys."""
    opening = [line.flow.everywhere.welcome, line.start.texts or {}]
    for code, words in line.lexicons.items():
        said = " ".join(prompts[code].text for prompts in opening if code in prompts)
        if not words.find((words.press,), said):
            told = f"{code}: say before the first choice that callers are to press a key"
            yield Fault((*line.here(line.flow.start), "text"), told)


RULE = LineRule(
    "R27", "say-keys", "warning", "Polly: first-time callers talk (2013)", words=True, check=check
)
