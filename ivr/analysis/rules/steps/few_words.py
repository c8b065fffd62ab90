"""The words a caller is to say are few: eight at most.

They are kept in mind together with a number, while it is dialled and while it rings.

Good:
```yaml
messages:
  hours:
    steps:
      - call: clinic
      - say: {en-US: "a visit this week"}
      - have: {en-US: "Have your card at hand."}
      - cost: {en-US: "The call is free."}
```

Bad:
```yaml
messages:
  hours:
    steps:
      - call: clinic
      - say: {en-US: "that you would like to come for a visit some day this week"}
      - have: {en-US: "Have your card at hand."}
      - cost: {en-US: "The call is free."}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.analysis.rules.rule import Fault, LineRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivr.analysis.rules.line import Line

MOST = 8
"""words; what comes after a comma explains them, and is not counted"""


def check(line: Line) -> Iterator[Fault]:
    """Find words to say that are too many to keep in mind."""
    for name, message in line.document.messages.items():
        for index, step in enumerate(message.steps):
            for code, words in (step.say or {}).items():
                count = len(words.partition(",")[0].split())
                if count > MOST:
                    path = (*line.here(name), "steps", index, "say", code)
                    yield Fault(path, f"{count} words to say; {MOST} at most are remembered")


RULE = LineRule("R91", "few-words", "warning", "Miller 1956; W3C COGA, memory", check=check)
